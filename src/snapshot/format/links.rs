//! The `links` part: facts about single files that come from index files, and what few files have.

use super::columns::{unzigzag, zigzag};
use crate::common::{Reader, Writer};
use crate::snapshot::list::file_notes::{Companion, Dispute, FileNotes};
use crate::snapshot::list::path_facts::Link;
use crate::snapshot::list::vocabulary::code_of;
use crate::snapshot::{Code, SampleCode, Vocabulary};
use crate::table::Md5;

/// Encodes links and notes. Collections and groups are written by name, because their numbers depend on the build.
pub(crate) fn write(links: &[Link], notes: &FileNotes, vocabulary: &Vocabulary) -> Vec<u8> {
    let populations = links.iter().filter(|link| link.population != 0);
    let populations: Vec<&Link> = populations.collect();
    let mut out = Writer::default();
    let collections = vocabulary.collections.iter().map(|known| known.id.as_str());
    let groups = vocabulary
        .kinds
        .groups
        .iter()
        .map(|known| known.id.as_str());
    for names in [collections.collect::<Vec<_>>(), groups.collect()] {
        out.number(names.len() as u64);
        for name in names {
            out.text(name);
        }
    }
    out.number(links.len() as u64);
    let mut last = 0;
    for link in links {
        out.number(u64::from(link.file - last));
        last = link.file;
        out.byte(link.collection);
        out.byte(link.group);
        out.number(link.samples.len() as u64);
        for sample in &link.samples {
            out.number(u64::from(*sample));
        }
    }
    if populations.is_empty() && *notes == FileNotes::default() {
        return out.0;
    }
    write_notes(notes, &mut out);
    let has_tables = notes
        .disputes
        .iter()
        .any(|dispute| !dispute.tables.is_empty());
    if !populations.is_empty() || has_tables {
        write_populations(&populations, vocabulary, &mut out);
    }
    if has_tables {
        write_tables(&notes.disputes, &mut out);
    }
    out.0
}

/// Decodes links and notes for the given numbers of files and samples; `None` if the bytes break the format.
pub(crate) fn read(
    bytes: &[u8],
    vocabulary: &mut Vocabulary,
    files: u32,
    samples: usize,
) -> Option<(Vec<Link>, FileNotes)> {
    let mut from = Reader(bytes);
    let mut names = || -> Option<Vec<String>> {
        let count = from.count(1).ok()?;
        let text = |_| from.text().ok().map(str::to_owned);
        (0..count).map(text).collect()
    };
    let (collections, groups) = (names()?, names()?);
    let codes = Codes {
        vocabulary,
        collections,
        groups,
        samples,
    };
    let count = from.count(4).ok()?;
    let mut links: Vec<Link> = Vec::with_capacity(count);
    for _ in 0..count {
        let last = links.last().map(|link| link.file);
        links.push(
            codes
                .read(last, &mut from)
                .filter(|link| link.file < files)?,
        );
    }
    let mut notes = read_notes(&mut from, files)?;
    read_populations(&mut from, &mut links, vocabulary)?;
    read_tables(&mut from, &mut notes.disputes)?;
    from.end().ok()?;
    Some((links, notes))
}

fn write_notes(notes: &FileNotes, out: &mut Writer) {
    out.number(notes.companions.len() as u64);
    let mut last = Companion { index: 0, data: 0 };
    for pair in &notes.companions {
        out.number(u64::from(pair.index - last.index));
        out.number(u64::from(zigzag(pair.data.wrapping_sub(last.data))));
        last = *pair;
    }
    out.number(notes.disputes.len() as u64);
    let mut last = 0;
    for dispute in &notes.disputes {
        out.number(u64::from(dispute.file - last));
        last = dispute.file;
        out.number(dispute.md5s.len() as u64);
        for md5 in &dispute.md5s {
            out.0.extend_from_slice(&md5.0);
        }
    }
}

/// Writes the populations that links tell, by code, then the file of each such link, as the distance from the last, and the place of its population.
fn write_populations(links: &[&Link], vocabulary: &Vocabulary, out: &mut Writer) {
    let is_told = |code: &Code| links.iter().any(|link| link.population == *code);
    let codes: Vec<Code> = (1..=Code::MAX).filter(is_told).collect();
    out.number(codes.len() as u64);
    for code in &codes {
        let known = vocabulary.populations.get(usize::from(*code - 1));
        out.text(&known.map_or_else(String::new, |known| known.codes.join(",")));
    }
    out.number(links.len() as u64);
    let mut last = 0;
    for link in links {
        out.number(u64::from(link.file - last));
        last = link.file;
        let place = codes.partition_point(|code| *code < link.population);
        out.number(place as u64);
    }
}

/// Reads the populations into their links. The section is missing if no link has a population.
fn read_populations(
    from: &mut Reader<'_>,
    links: &mut [Link],
    vocabulary: &mut Vocabulary,
) -> Option<()> {
    if from.0.is_empty() {
        return Some(());
    }
    let codes = (0..from.count(1).ok()?)
        .map(|_| Some(vocabulary.populations_of(from.text().ok()?.split(','))))
        .collect::<Option<Vec<_>>>()?;
    let mut last = 0_u32;
    for _ in 0..from.count(2).ok()? {
        last = last.checked_add(u32::try_from(from.number().ok()?).ok()?)?;
        let code = codes.get(usize::try_from(from.number().ok()?).ok()?)?;
        let place = links.binary_search_by_key(&last, |link| link.file).ok()?;
        links[place].population = *code;
    }
    Some(())
}

/// Writes which tables give which checksum: the names of tables, then for each file those of each of its checksums by place.
fn write_tables(disputes: &[Dispute], out: &mut Writer) {
    let names = disputes.iter().flat_map(|dispute| dispute.tables.concat());
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names.dedup();
    out.number(names.len() as u64);
    for name in &names {
        out.text(name);
    }
    for dispute in disputes {
        out.number(dispute.tables.len() as u64);
        for tables in &dispute.tables {
            out.number(tables.len() as u64);
            for table in tables {
                out.number(names.partition_point(|name| name < table) as u64);
            }
        }
    }
}

/// Reads the tables of each checksum. The section is missing if no table is known.
fn read_tables(from: &mut Reader<'_>, disputes: &mut [Dispute]) -> Option<()> {
    if from.0.is_empty() {
        return Some(());
    }
    let names = (0..from.count(1).ok()?).map(|_| from.text().ok());
    let names = names.collect::<Option<Vec<_>>>()?;
    for dispute in disputes {
        for _ in 0..from.count(1).ok()? {
            let tables = (0..from.count(1).ok()?).map(|_| {
                let place = usize::try_from(from.number().ok()?).ok()?;
                Some((*names.get(place)?).to_owned())
            });
            dispute.tables.push(tables.collect::<Option<Vec<_>>>()?);
        }
        let fits = [0, dispute.md5s.len() + 1].contains(&dispute.tables.len());
        fits.then_some(())?;
    }
    Some(())
}

/// Reads the notes; nothing stands where there are none.
fn read_notes(from: &mut Reader<'_>, files: u32) -> Option<FileNotes> {
    let mut notes = FileNotes::default();
    if from.0.is_empty() {
        return Some(notes);
    }
    let mut last = Companion { index: 0, data: 0 };
    for count in 0..from.count(2).ok()? {
        let step = u32::try_from(from.number().ok()?).ok()?;
        let data = unzigzag(u32::try_from(from.number().ok()?).ok()?);
        last = Companion {
            index: last.index.checked_add(step)?,
            data: last.data.wrapping_add(data),
        };
        let fits = (step > 0 || count == 0) && last.index < files && last.data < files;
        notes.companions.push(fits.then_some(last)?);
    }
    let mut last = 0_u32;
    for count in 0..from.count(18).ok()? {
        let step = u32::try_from(from.number().ok()?).ok()?;
        last = last.checked_add(step)?;
        let md5s = (0..from.count(16).ok()?)
            .map(|_| {
                let (md5, rest) = from.0.split_first_chunk::<16>()?;
                from.0 = rest;
                Some(Md5(*md5))
            })
            .collect::<Option<Vec<_>>>()?;
        let fits = (step > 0 || count == 0) && last < files && !md5s.is_empty();
        notes.disputes.push(fits.then_some(Dispute {
            file: last,
            md5s,
            tables: Vec::new(),
        })?);
    }
    Some(notes)
}

/// Returns the name behind a number: empty for 0, `None` for an unknown number.
fn name(names: &[String], code: u8) -> Option<&str> {
    match usize::from(code).checked_sub(1) {
        None => Some(""),
        Some(place) => names.get(place).map(String::as_str),
    }
}

/// Names of collections and groups at the time of writing; numbers in links refer to them.
struct Codes<'a> {
    vocabulary: &'a Vocabulary,
    collections: Vec<String>,
    groups: Vec<String>,
    /// Number of samples.
    samples: usize,
}

impl Codes<'_> {
    /// Decodes the link of a later file than the last one.
    fn read(&self, last: Option<u32>, from: &mut Reader<'_>) -> Option<Link> {
        let step = u32::try_from(from.number().ok()?).ok()?;
        if last.is_some() && step == 0 {
            return None;
        }
        let collection = name(&self.collections, from.byte().ok()?)?;
        let group = name(&self.groups, from.byte().ok()?)?;
        let groups = &self.vocabulary.kinds.groups;
        let mut samples = Vec::new();
        for _ in 0..from.count(1).ok()? {
            let sample = SampleCode::try_from(from.number().ok()?).ok()?;
            let known = 1..=self.samples;
            samples.push(known.contains(&usize::from(sample)).then_some(sample)?);
        }
        Some(Link {
            file: last.unwrap_or(0).checked_add(step)?,
            samples,
            collection: self.vocabulary.collection(collection),
            group: code_of(groups, |known| known.id == group),
            population: 0,
        })
    }
}
