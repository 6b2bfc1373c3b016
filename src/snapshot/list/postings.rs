//! Inverted index: ascending file ids for each term.

/// The files that have each term, by the term's number, ascending.
#[derive(Clone, Debug, Default)]
pub struct Postings {
    /// Offset of each term's files; the last entry is the total.
    starts: Vec<u32>,
    files: Vec<u32>,
}

impl Postings {
    /// Builds the index from pairs (term, file). `pairs` is called twice and must visit the same pairs, files ascending.
    pub(crate) fn new(things: usize, pairs: impl Fn(&mut dyn FnMut(u32, u32))) -> Self {
        let mut starts = vec![0_u32; things + 1];
        let mut last = vec![u32::MAX; things];
        pairs(&mut |thing, file| {
            let thing = thing as usize;
            if last[thing] != file {
                last[thing] = file;
                starts[thing] += 1;
            }
        });
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        let mut files = vec![0; sum as usize];
        last.fill(u32::MAX);
        // Each start moves to the end of its term, which is the start of the next.
        pairs(&mut |thing, file| {
            let thing = thing as usize;
            if last[thing] != file {
                last[thing] = file;
                files[starts[thing] as usize] = file;
                starts[thing] += 1;
            }
        });
        starts.rotate_right(1);
        starts[0] = 0;
        Self { starts, files }
    }

    /// Returns the files of a term, ascending.
    pub fn of(&self, thing: u32) -> &[u32] {
        let thing = thing as usize;
        match (self.starts.get(thing), self.starts.get(thing + 1)) {
            (Some(start), Some(end)) => &self.files[*start as usize..*end as usize],
            _ => &[],
        }
    }
}
