//! The `links` part: facts about single files that come from index files.

use crate::common::{Reader, Writer};
use crate::snapshot::list::path_facts::Link;
use crate::snapshot::list::vocabulary::code_of;
use crate::snapshot::{SampleCode, Vocabulary};

/// Encodes links. Collections and groups are written by name, because their numbers depend on the build.
pub(crate) fn write(links: &[Link], vocabulary: &Vocabulary) -> Vec<u8> {
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
    out.0
}

/// Decodes links for the given numbers of files and samples; `None` if the bytes break the format.
pub(crate) fn read(
    bytes: &[u8],
    vocabulary: &Vocabulary,
    files: u32,
    samples: usize,
) -> Option<Vec<Link>> {
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
    from.end().ok()?;
    Some(links)
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
        })
    }
}
