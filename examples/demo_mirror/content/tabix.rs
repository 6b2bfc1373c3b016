//! The tabix index of a VCF file with one contig, after the tabix format specification.

use std::collections::BTreeMap;

use super::bgzf;

/// Where the records of one contig lie; records are points, so each falls into one of the smallest bins.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// First and last virtual offset of each window of 16,384 bases.
    windows: BTreeMap<u32, (u64, u64)>,
}

impl Index {
    /// Adds a record: its position (from 1) and where it starts and ends.
    pub(super) fn add(&mut self, position: u32, start: u64, end: u64) {
        let window = self
            .windows
            .entry((position - 1) >> 14)
            .or_insert((start, end));
        window.1 = end;
    }

    /// Returns the index file.
    pub(super) fn write(&self, contig: &str) -> Vec<u8> {
        // VCF; columns of name, begin and end; comment character; lines to skip.
        const HEAD: [i32; 6] = [2, 1, 2, 0, b'#' as i32, 0];
        // The first of the smallest bins.
        const LEAVES: u32 = 4681;
        let mut out = b"TBI\x01".to_vec();
        let number = |out: &mut Vec<u8>, value: u32| out.extend_from_slice(&value.to_le_bytes());
        let count = |length: usize| u32::try_from(length).expect("a small file has few windows");
        number(&mut out, 1);
        for value in HEAD {
            out.extend_from_slice(&value.to_le_bytes());
        }
        number(&mut out, count(contig.len() + 1));
        out.extend_from_slice(contig.as_bytes());
        out.push(0);
        number(&mut out, count(self.windows.len()));
        for (window, (start, end)) in &self.windows {
            number(&mut out, LEAVES + window);
            number(&mut out, 1);
            out.extend_from_slice(&start.to_le_bytes());
            out.extend_from_slice(&end.to_le_bytes());
        }
        let last = self.windows.keys().last().copied().unwrap_or(0);
        number(&mut out, last + 1);
        let mut offset = 0;
        for window in 0..=last {
            offset = self
                .windows
                .get(&window)
                .map_or(offset, |(start, _)| *start);
            out.extend_from_slice(&offset.to_le_bytes());
        }
        let mut packed = bgzf::Writer::default();
        packed.write(&out);
        packed.finish()
    }
}
