//! What pasted addresses and paths mean, and names with stars.

use crate::mirror::{HostName, HostPath, Mirror, MirrorRegistry, RemotePath, Roots, globus_parts};
use crate::snapshot::FileList;

/// What addresses mean.
#[derive(Debug)]
pub(super) struct Places {
    registry: MirrorRegistry,
    roots: Roots,
}

/// A place of which a list may have files.
pub(super) enum Place {
    /// On the main site, and on its mirrors at the same path.
    Site(RemotePath),
    /// On a host alone.
    Host(HostPath),
}

impl Places {
    pub(super) fn new() -> Self {
        let registry = MirrorRegistry::built_in();
        let roots = Roots::of_each(&registry);
        Self { registry, roots }
    }

    /// Returns the path on the main site that an address or a path means.
    pub(super) fn on_site(&self, text: &str) -> Option<RemotePath> {
        Some(self.registry.locate(text).ok()?.path)
    }

    /// Returns whether a host is one that copies the main site.
    pub(super) fn is_mirror(&self, host: &HostName) -> bool {
        self.registry.mirror_of(host).is_some()
    }

    /// Returns the file at the main site, or else at an archive, of which a mirror's file is a copy.
    pub(super) fn original(&self, list: &FileList, copy: u32) -> Option<u32> {
        let site = self.registry.path_on_site(&list.at(copy))?;
        list.find(0, &site).or_else(|| {
            let at = self.registry.copied_from(&site)?;
            let host = list.hosts().iter().position(|host| *host == at.host)?;
            list.find(host, &at.path)
        })
    }

    /// Returns the path on a host of a path on the main site.
    pub(super) fn path_on(&self, host: &HostName, site: &RemotePath) -> RemotePath {
        let mirror = self.registry.mirror_of(host);
        mirror.map_or_else(|| site.clone(), |mirror| mirror.path_here(site))
    }

    /// Returns the places that an address or a path may mean, the likeliest first.
    pub(super) fn of(&self, list: &FileList, text: &str) -> Vec<Place> {
        let globus = globus_parts(text).map(|(id, path)| [id, ":".to_owned(), path].concat());
        let text = globus.as_deref().unwrap_or(text);
        let site = self.on_site(text);
        let original = site
            .as_ref()
            .and_then(|site| self.registry.copied_from(site));
        // A mirror's copy of an archive's file stands behind that.
        let original = original.map(Place::Host);
        let mut places: Vec<Place> = original.into_iter().chain(site.map(Place::Site)).collect();
        let host_path = |text: &str| self.roots.locate(text).ok().map(Place::Host);
        match text.split_once(':') {
            Some((login, path)) if !path.starts_with("//") => {
                let path = path.trim_start_matches('/');
                let written = login.rsplit('@').next().unwrap_or_default();
                let mut archives = self.registry.archives().iter();
                let account = |archive: &&Mirror| {
                    let account = archive.aspera.as_ref();
                    account.is_some_and(|account| account.host.eq_ignore_ascii_case(written))
                };
                let archive = archives.find(account);
                let written = archive.map_or(written, |archive| archive.base_url.host());
                for host in list.hosts() {
                    let is_it = host.as_str().eq_ignore_ascii_case(written);
                    // As this program prints it; a collection of Globus may be that of any host.
                    if is_it && let Ok(path) = RemotePath::parse(path.trim_end_matches('/')) {
                        let host = host.clone();
                        places.push(Place::Host(HostPath { host, path }));
                    } else if !written.contains('.') {
                        places.extend(host_path(&[host.as_str(), "/", path].concat()));
                    }
                }
                places.extend(host_path(&[written, "/", path].concat()));
            }
            _ => {
                // What the address itself names comes first.
                let own = host_path(text.trim_matches(['<', '>']));
                places = own.into_iter().chain(places).collect();
            }
        }
        places
    }
}

/// Returns whether a text fits a pattern, in which `*` stands for anything and `?` for one byte.
pub(super) fn fits(text: &[u8], pattern: &[u8]) -> bool {
    let (mut at, mut next) = (0, 0);
    // The last star, and the first byte that it does not stand for.
    let mut star = None;
    while at < text.len() {
        match pattern.get(next) {
            Some(b'*') => {
                star = Some((next, at));
                next += 1;
            }
            Some(letter) if *letter == b'?' || *letter == text[at] => {
                at += 1;
                next += 1;
            }
            _ => {
                let Some((place, end)) = star else {
                    return false;
                };
                star = Some((place, end + 1));
                (next, at) = (place + 1, end + 1);
            }
        }
    }
    pattern[next..].iter().all(|letter| *letter == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything_and_question_marks_for_one_byte() {
        for (text, pattern, expected) in [
            ("all.chr22.vcf.gz", "all.chr*.vcf.gz", true),
            ("all.chr22.vcf.gz.tbi", "all.chr*.vcf.gz", false),
            ("aba", "ab*ba", false),
            ("abba", "ab*ba", true),
            ("abcabc", "a*b*c", true),
            ("abc", "*", true),
            ("abc", "*c*", true),
            ("abc", "b*", false),
            ("all.chr1.vcf.gz", "all.chr?.vcf.gz", true),
            ("all.chr22.vcf.gz", "all.chr?.vcf.gz", false),
            ("all.chr22.vcf.gz", "*chr??.*", true),
            ("all.chr22.vcf.gz.tbi", "*chr??.*.gz", false),
            ("", "?", false),
            ("", "*", true),
        ] {
            let fits = fits(text.as_bytes(), pattern.as_bytes());
            assert_eq!(fits, expected, "{text} {pattern}");
        }
    }
}
