//! Trying what a mirror lets this page do: one small GET, and one for a single byte of the same file.

use crate::mirror::{Mirror, MirrorId, RemotePath};
use crate::port::{Body, Clock, Fetch, FetchError, same_site, with_timeout};

/// Milliseconds that each of the two requests may take.
const PATIENCE: u32 = 8_000;

/// What a mirror lets this page do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// The page may read it.
    Readable {
        /// Says whether it gives parts of a file, so that downloads can be resumed; nothing if that could not be found out.
        resumes: Option<bool>,
    },
    /// It gave nothing that the page may read.
    Failed(FetchError),
}

/// What was found in this visit, and which mirrors are being tried.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Probes(Vec<(MirrorId, Option<Probe>)>);

/// Tries a mirror by the small file that its entry names; by the list of its root, if it names none.
pub async fn probe(fetch: &dyn Fetch, clock: &dyn Clock, mirror: &Mirror) -> Probe {
    let url = match &mirror.probe {
        Some(file) => mirror.page_file_url(file),
        None => mirror.page_index_url(&RemotePath::root(), None),
    };
    let answered = |body: Box<dyn Body>| {
        let head = body.head().clone();
        if same_site(&url, &head.url) {
            Ok(head)
        } else {
            Err(FetchError::MovedElsewhere { to: head.url })
        }
    };
    let whole = with_timeout(clock, PATIENCE, fetch.get(&url)).await;
    let head = match whole.and_then(answered) {
        Ok(head) => head,
        Err(error) => return Probe::Failed(error),
    };
    match head.status {
        200..300 if mirror.probe.is_some() => {}
        // It answers, and the page may read that; only the file is not there, or none is named.
        200..300 | 404 | 410 => return Probe::Readable { resumes: None },
        _ => return Probe::Failed(head.refusal()),
    }
    let part = with_timeout(clock, PATIENCE, fetch.get_range(&url, 0, 0)).await;
    let resumes = part.and_then(answered).is_ok_and(|head| head.status == 206);
    Probe::Readable {
        resumes: Some(resumes),
    }
}

impl Probes {
    /// Says whether no mirror has been tried.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns what was found; nothing inside if the mirror is being tried, nothing at all if it has not been.
    pub fn of(&self, mirror: &MirrorId) -> Option<Option<&Probe>> {
        let (_, found) = self.0.iter().find(|(of, _)| of == mirror)?;
        Some(found.as_ref())
    }

    /// Returns these with one more found, or begun.
    #[must_use]
    pub fn with(&self, mirror: MirrorId, found: Option<Probe>) -> Self {
        let mut probes = self.0.clone();
        probes.retain(|(of, _)| *of != mirror);
        probes.push((mirror, found));
        Self(probes)
    }
}

/// Adds what was found to what is kept, one mirror a line. What failed is tried again when the page is loaded again.
pub fn keep(kept: &str, mirror: &MirrorId, found: &Probe) -> String {
    let mut text = String::new();
    for line in kept
        .lines()
        .filter(|line| line.get(1..) != Some(mirror.as_str()))
    {
        text = text + line + "\n";
    }
    if let Probe::Readable { resumes } = found {
        let sign = match resumes {
            Some(true) => "+",
            Some(false) => "-",
            None => "?",
        };
        text = text + sign + mirror.as_str() + "\n";
    }
    text
}

/// Reads lines; what is none is left out.
pub fn from_lines(text: &str) -> impl Iterator<Item = (MirrorId, Probe)> {
    text.lines().filter_map(|line| {
        let mut rest = line.chars();
        let resumes = match rest.next()? {
            '+' => Some(true),
            '-' => Some(false),
            '?' => None,
            _ => return None,
        };
        Some((
            MirrorId(rest.as_str().to_owned()),
            Probe::Readable { resumes },
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_worked_is_kept_for_the_visit_and_what_failed_is_not() {
        let id = |name: &str| MirrorId(name.to_owned());
        let mut kept = "\n\u{e9}\n=x\n".to_owned();
        let mut found = Vec::new();
        let failed = Probe::Failed(FetchError::Unreachable);
        for (mirror, resumes) in [
            ("ebi", Some(true)),
            ("ncbi", Some(false)),
            ("own one", None),
        ] {
            let readable = Probe::Readable { resumes };
            kept = keep(&kept, &id(mirror), &failed);
            kept = keep(&kept, &id(mirror), &readable);
            kept = keep(&kept, &id("s3"), &readable);
            found.push((id(mirror), readable));
        }
        kept = keep(&kept, &id("s3"), &failed);
        assert_eq!(from_lines(&kept).collect::<Vec<_>>(), found);
    }
}
