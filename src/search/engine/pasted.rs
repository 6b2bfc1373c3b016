//! Files and directories by pasted addresses and paths, and files by patterns of names.

use std::collections::HashSet;

use super::bits::Bits;
use super::names::Hits;
use super::pattern::Pattern;
use super::places::{Place, fits};
use super::terms::{Asked, Fitting};
use super::word_form::is_pattern;
use crate::mirror::RemotePath;

fn small(name: &str) -> Vec<u8> {
    name.to_ascii_lowercase().into_bytes()
}

impl Asked {
    /// Finds the files that addresses and paths name, and those below directories; a name may be a pattern.
    pub(super) fn places(&self, values: &[String]) -> Fitting {
        let mut fitting = Fitting::of(Bits::none(self.list.len()));
        for value in values {
            let known = self.take_place(value, &mut fitting.any);
            let former = self.places.on_site(value);
            let former = former.and_then(|path| self.renamed.find(path.as_str()));
            match former {
                Some(file) => fitting.any.or(&self.named(file.path.name())),
                None if known => {}
                None => fitting.unknown.push(value.clone()),
            }
        }
        self.take_names(&mut fitting);
        fitting.begin = Some(fitting.any.clone());
        fitting
    }

    /// Takes the names without a path out of those that are unknown, and adds the files that bear them, wherever they lie. All names
    /// are compared in one pass.
    fn take_names(&self, fitting: &mut Fitting) {
        let bare = |value: &&String| !value.contains(['/', '*', ':']);
        let wanted = fitting.unknown.iter().filter(bare);
        let wanted: HashSet<Vec<u8>> = wanted.map(|name| small(name)).collect();
        if wanted.is_empty() {
            return;
        }
        let mut found: HashSet<Vec<u8>> = HashSet::new();
        let mut name = Vec::new();
        for file in 0..self.list.len() {
            name.clear();
            self.list.names().write(file, &mut name);
            name.make_ascii_lowercase();
            if wanted.contains(&name) {
                fitting.any.set(file);
                found.insert(name.clone());
            }
        }
        let unknown = &mut fitting.unknown;
        unknown.retain(|value| !found.contains(&small(value)));
    }

    /// Returns whether an address or a path names a file or directory of the list.
    pub(super) fn is_place(&self, text: &str) -> bool {
        self.take_place(text, &mut Bits::none(self.list.len()))
    }

    /// Adds what an address or a path names; returns whether there is any.
    fn take_place(&self, text: &str, to: &mut Bits) -> bool {
        let (above, name) = text.rsplit_once('/').unwrap_or(("", text));
        if !name.contains(['*', '?']) || !is_pattern(text) {
            return self.take(text, |at, path| self.find(at, path, to));
        }
        let fitting = self.matching(name);
        let mut found = !fitting.is_empty();
        if above.is_empty() {
            to.or(&fitting);
            return found;
        }
        self.take(&[above, "/"].concat(), |at, path| {
            let root = self.list.root(at);
            let Some(directory) = self.list.directories().find(root, path.as_str()) else {
                return false;
            };
            let mut own = Bits::none(self.list.len());
            own.set_range(self.list.directories().own(directory));
            own.and(&fitting);
            found = !own.is_empty();
            to.or(&own);
            found
        })
    }

    /// Tries the places that a text may mean until one is found, each on the hosts that may have it.
    fn take(&self, text: &str, mut find: impl FnMut(usize, &RemotePath) -> bool) -> bool {
        let hosts = self.list.hosts();
        self.places.of(&self.list, text).iter().any(|place| {
            let mut on = 0..hosts.len();
            match place {
                // Each mirror has it at a path of its own.
                Place::Site(path) => {
                    on.any(|host| find(host, &self.places.path_on(&hosts[host], path)))
                }
                Place::Host(at) => on.any(|host| hosts[host] == at.host && find(host, &at.path)),
            }
        })
    }

    fn find(&self, host: usize, path: &RemotePath, to: &mut Bits) -> bool {
        if let Some(file) = self.list.find(host, path) {
            to.set(file);
            return true;
        }
        let directories = self.list.directories();
        let directory = directories.find(self.list.root(host), path.as_str());
        let below = directory.map(|directory| directories.below(directory));
        let below = below.filter(|below| !below.is_empty());
        below.is_some_and(|below| {
            to.set_range(below);
            true
        })
    }

    /// Finds the files whose whole name fits a pattern, ignoring case. Only names that have its pieces are written out.
    fn matching(&self, name: &str) -> Bits {
        let name = name.to_ascii_lowercase();
        let pieces: Vec<&[u8]> = name.split(['*', '?']).map(str::as_bytes).collect();
        let last = pieces.len() - 1;
        let mut fitting = Bits::all(self.list.len());
        for (place, piece) in pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| !piece.is_empty())
        {
            let mut pattern = Pattern::new(piece);
            (pattern.at_start, pattern.at_end) = (place == 0, place == last);
            let mut hits = Hits::none(self.list.len());
            self.skeletons.find(self.list.names(), &pattern, &mut hits);
            fitting.and(&hits.closed().any);
        }
        let few = pieces.iter().filter(|piece| !piece.is_empty()).count() < 2;
        if few && !name.contains('?') {
            return fitting;
        }
        let mut whole = Bits::none(self.list.len());
        let mut text = Vec::new();
        fitting.each(|file| {
            text.clear();
            self.list.names().write(file, &mut text);
            text.make_ascii_lowercase();
            if fits(&text, name.as_bytes()) {
                whole.set(file);
            }
        });
        whole
    }
}
