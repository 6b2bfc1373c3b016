//! Probes what a mirror lets this page do: one small GET, and one for a single byte of the same file.

use crate::mirror::{Mirror, MirrorId, RemotePath};
use crate::port::{Clock, Fetch, FetchError};

use super::http::{request, request_range};

/// Milliseconds that each of the two requests may take.
const PATIENCE: u32 = 8_000;

/// What a mirror lets this page do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// The page may read from it.
    Readable {
        /// Whether it serves ranges, so that downloads can be resumed; nothing if that is unknown.
        resumes: Option<bool>,
    },
    /// The page cannot read from it.
    Failed(FetchError),
}

/// Probes of this visit, by mirror; one without a result is under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Probes(Vec<(MirrorId, Option<Probe>)>);

/// Probes a mirror by the small file that its entry names, or by the index of its root.
pub async fn probe(fetch: &dyn Fetch, clock: &dyn Clock, mirror: &Mirror) -> Probe {
    let url = match &mirror.probe {
        Some(file) => mirror.page_file_url(file),
        None => mirror.page_index_url(&RemotePath::root(), None),
    };
    let head = match request(fetch, clock, &url, PATIENCE).await {
        Ok(body) => body.head().clone(),
        Err(error) => return Probe::Failed(error),
    };
    match head.status {
        200..300 if mirror.probe.is_some() => {}
        // The page may read the response; only the file is missing, or none is named.
        200..300 | 404 | 410 => return Probe::Readable { resumes: None },
        _ => return Probe::Failed(head.refusal()),
    }
    let part = request_range(fetch, clock, &url, (0, 0), PATIENCE).await;
    let resumes = part.is_ok_and(|body| body.head().status == 206);
    Probe::Readable {
        resumes: Some(resumes),
    }
}

impl Probes {
    /// Returns whether no mirror has been probed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the result of a mirror: `Some(None)` while its probe is under way, `None` before it began.
    pub fn get(&self, mirror: &MirrorId) -> Option<Option<&Probe>> {
        let (_, found) = self.0.iter().find(|(of, _)| of == mirror)?;
        Some(found.as_ref())
    }

    /// Returns these probes with one more, finished or under way.
    #[must_use]
    pub fn with(&self, mirror: MirrorId, found: Option<Probe>) -> Self {
        let mut probes = self.0.clone();
        probes.retain(|(of, _)| *of != mirror);
        probes.push((mirror, found));
        Self(probes)
    }
}

/// Adds a probe to a stored text of one line per mirror. A failed one is left out, to be repeated on the next load.
pub fn add_probe(stored: &str, mirror: &MirrorId, found: &Probe) -> String {
    let mut text = String::new();
    for line in stored
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

/// Parses a stored text of [`add_probe`]; skips what is no line of it.
pub fn parse_probes(text: &str) -> impl Iterator<Item = (MirrorId, Probe)> {
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
            kept = add_probe(&kept, &id(mirror), &failed);
            kept = add_probe(&kept, &id(mirror), &readable);
            kept = add_probe(&kept, &id("s3"), &readable);
            found.push((id(mirror), readable));
        }
        kept = add_probe(&kept, &id("s3"), &failed);
        assert_eq!(parse_probes(&kept).collect::<Vec<_>>(), found);
    }
}
