//! Downloads that wait for their turn, by mirror: a mirror that takes no more is passed over with all its downloads at once.

use std::collections::BTreeMap;

use crate::mirror::MirrorId;

/// The downloads that wait, by number. None has a place twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Of each mirror, the downloads by their place: the least is the next. Those without a mirror have a line of their own.
    by_mirror: BTreeMap<Option<MirrorId>, BTreeMap<i64, u32>>,
    /// Where each download stands.
    places: BTreeMap<u32, (Option<MirrorId>, i64)>,
    first: i64,
    last: i64,
}

impl Line {
    pub(super) fn push_back(&mut self, id: u32, mirror: Option<MirrorId>) {
        self.last += 1;
        self.insert(id, mirror, self.last);
    }

    pub(super) fn push_front(&mut self, id: u32, mirror: Option<MirrorId>) {
        self.first -= 1;
        self.insert(id, mirror, self.first);
    }

    fn insert(&mut self, id: u32, mirror: Option<MirrorId>, place: i64) {
        self.remove(id);
        let line = self.by_mirror.entry(mirror.clone()).or_default();
        line.insert(place, id);
        self.places.insert(id, (mirror, place));
    }

    /// Lets a download that waits be the next.
    pub(super) fn put_first(&mut self, id: u32) {
        if let Some((mirror, _)) = self.places.get(&id).cloned() {
            self.push_front(id, mirror);
        }
    }

    pub(super) fn remove(&mut self, id: u32) {
        let Some((mirror, place)) = self.places.remove(&id) else {
            return;
        };
        if let Some(line) = self.by_mirror.get_mut(&mirror) {
            line.remove(&place);
            if line.is_empty() {
                self.by_mirror.remove(&mirror);
            }
        }
    }

    /// Takes the first download whose mirror is free, as a predicate says that is given the first one of each mirror.
    pub(super) fn take(&mut self, is_free: impl Fn(u32) -> bool) -> Option<u32> {
        let firsts = self
            .by_mirror
            .values()
            .filter_map(BTreeMap::first_key_value);
        let (_, id) = firsts.filter(|(_, id)| is_free(**id)).min()?;
        let id = *id;
        self.remove(id);
        Some(id)
    }

    pub(super) fn contains(&self, id: u32) -> bool {
        self.places.contains_key(&id)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = u32> {
        self.places.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_free_mirror_is_taken_and_none_stands_twice() {
        let mirror = |name: &str| Some(MirrorId(name.to_owned()));
        let mut line = Line::default();
        for (id, name) in [(1, "a"), (2, "a"), (3, "b"), (4, "a"), (5, "b")] {
            line.push_back(id, mirror(name));
        }
        assert_eq!(line.take(|id| id != 1), Some(3), "a is not free");
        line.put_first(4);
        line.put_first(9);
        line.push_front(5, mirror("b"));
        line.push_back(2, None);
        let all = std::iter::from_fn(|| line.take(|_| true));
        assert_eq!(all.collect::<Vec<_>>(), [5, 4, 1, 2]);
        assert!(line.is_empty() && !line.contains(2));
    }
}
