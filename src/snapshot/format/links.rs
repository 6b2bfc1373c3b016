//! The part `links`.

use crate::mirror::{Reader, Writer};
use crate::snapshot::builder::Link;
use crate::snapshot::vocabulary::code_of;
use crate::snapshot::{Code, SampleCode, Vocabulary};

/// Writes links. Collections and groups are written by name, as their numbers depend on the build.
pub(super) fn write(links: &[Link], vocabulary: &Vocabulary) -> Vec<u8> {
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

/// Reads links of so many files and samples; nothing if they make no sense.
pub(super) fn read(
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
    let code = |names: &[String], code: u8, find: &dyn Fn(&str) -> Code| match code {
        0 => Some(0),
        code => Some(find(names.get(usize::from(code) - 1)?)),
    };
    let count = from.count(4).ok()?;
    let mut links: Vec<Link> = Vec::with_capacity(count);
    let mut file = 0_u32;
    for place in 0..count {
        let step = u32::try_from(from.number().ok()?).ok()?;
        file = file.checked_add(step).filter(|file| *file < files)?;
        if place > 0 && step == 0 {
            return None;
        }
        let collection = code(&collections, from.byte().ok()?, &|id| {
            vocabulary.collection(id)
        })?;
        let group = code(&groups, from.byte().ok()?, &|id| {
            code_of(&vocabulary.kinds.groups, |group| group.id == id)
        })?;
        let mut of = Vec::new();
        for _ in 0..from.count(1).ok()? {
            let sample = SampleCode::try_from(from.number().ok()?).ok()?;
            of.push(sample);
            if sample == 0 || usize::from(sample) > samples {
                return None;
            }
        }
        links.push(Link {
            file,
            samples: of,
            collection,
            group,
        });
    }
    from.end().ok()?;
    Some(links)
}
