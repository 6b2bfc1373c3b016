//! The walk over a tree: order, limits, faults.

use std::collections::BTreeMap;

use igsr_fetch::listing::{DirectoryIndex, EntryKind, IndexEntry, Size};
use igsr_fetch::mirror::RemotePath;
use igsr_fetch::walk::{Walk, WalkLimit, WalkLimits};
use proptest::prelude::*;

/// A directory: what it holds by name.
#[derive(Clone, Debug, Default)]
struct Tree(BTreeMap<String, Node>);

#[derive(Clone, Debug)]
enum Node {
    File(Option<Size>),
    Directory(Tree),
    /// A directory that cannot be read.
    Locked,
    /// A link to the directory that it is in.
    Circle,
}

impl Tree {
    fn of(names: &[(&str, Node)]) -> Self {
        Self(
            names
                .iter()
                .map(|(name, node)| ((*name).to_owned(), node.clone()))
                .collect(),
        )
    }

    fn at(&self, path: &RemotePath) -> Option<&Self> {
        path.parts()
            .try_fold(self, |tree, part| match &tree.0[part] {
                Node::Directory(below) => Some(below),
                Node::Circle => Some(tree),
                _ => None,
            })
    }

    /// The page of a directory, with its rows from last to first.
    fn page(&self) -> DirectoryIndex {
        let entry = |(name, node): (&String, &Node)| IndexEntry {
            name: name.clone(),
            kind: match node {
                Node::File(_) => EntryKind::File,
                _ => EntryKind::Directory,
            },
            size: match node {
                Node::File(size) => *size,
                _ => None,
            },
            modified: None,
        };
        DirectoryIndex {
            entries: self.0.iter().rev().map(entry).collect(),
            ..DirectoryIndex::default()
        }
    }

    /// All paths in the order of the walk, to a depth.
    fn paths(&self, depth: usize) -> Vec<String> {
        let mut all = Vec::new();
        self.add_paths("", depth, &mut all);
        all
    }

    fn add_paths(&self, within: &str, depth: usize, all: &mut Vec<String>) {
        all.extend(self.0.iter().map(|(name, node)| match node {
            Node::File(_) => format!("{within}{name}"),
            _ => format!("{within}{name}/"),
        }));
        for (name, node) in self.0.iter().filter(|_| depth > 1) {
            let within = format!("{within}{name}/");
            match node {
                Node::Directory(below) => below.add_paths(&within, depth - 1, all),
                Node::Circle => self.add_paths(&within, depth - 1, all),
                _ => {}
            }
        }
    }
}

/// What a walk listed, and what it asked for.
struct Walked {
    walk: Walk<&'static str>,
    paths: Vec<String>,
    asked: usize,
}

/// Drives a walk with so many readers; `choose` picks which of the open questions is answered next.
fn walked(
    tree: &Tree,
    limits: WalkLimits,
    jobs: usize,
    mut choose: impl FnMut(usize) -> usize,
) -> Walked {
    let mut walk = Walk::new(RemotePath::root(), limits);
    let (mut open, mut paths, mut asked) = (Vec::new(), Vec::new(), 0);
    loop {
        while open.len() < jobs {
            let Some(directory) = walk.next() else { break };
            asked += 1;
            open.push(directory);
        }
        if open.is_empty() {
            assert!(walk.is_finished(), "the walk stands still");
            return Walked { walk, paths, asked };
        }
        let directory = open.remove(choose(open.len()) % open.len());
        walk.done(
            &directory,
            tree.at(&directory).map(Tree::page).ok_or("locked"),
        );
        while let Some(listed) = walk.take() {
            assert!(listed.directory.is_root() || !listed.directory.as_str().is_empty());
            for entry in listed.index.entries {
                let path = listed.directory.join(&entry.name).expect("a name");
                let slash = if entry.kind == EntryKind::Directory {
                    "/"
                } else {
                    ""
                };
                paths.push(format!("{path}{slash}"));
            }
        }
    }
}

fn trees() -> impl Strategy<Value = Tree> {
    let name = "[a-c.é -]{1,2}".prop_filter("a name", |name| name != "." && name != "..");
    let leaf = prop_oneof![
        4 => prop_oneof![Just(None), (0..9_u64).prop_map(|bytes| Some(Size::Exact(bytes)))].prop_map(Node::File),
        1 => Just(Node::Locked),
        1 => Just(Node::Directory(Tree::default())),
    ];
    let node = leaf.prop_recursive(4, 60, 6, {
        let name = name.clone();
        move |node| {
            prop::collection::btree_map(name.clone(), node, 0..6)
                .prop_map(|all| Node::Directory(Tree(all)))
        }
    });
    prop::collection::btree_map(name, node, 0..8).prop_map(Tree)
}

proptest! {
    #[test]
    fn any_tree_is_listed_exactly_once_in_one_order_whatever_the_order_of_answers(
        tree in trees(), jobs in 1..6_usize, ahead in 1..9_usize, choices in prop::collection::vec(any::<usize>(), 1..50),
    ) {
        let limits = WalkLimits { ahead, ..WalkLimits::default() };
        let mut choices = choices.into_iter().cycle();
        let done = walked(&tree, limits, jobs, |_| choices.next().unwrap_or(0));
        prop_assert_eq!(&done.paths, &tree.paths(64));
        prop_assert_eq!(done.walk.stopped(), None);
        let progress = done.walk.progress();
        let directories = done.paths.iter().filter(|path| path.ends_with('/')).count() as u64 + 1;
        prop_assert_eq!(progress.directories_known, directories);
        prop_assert_eq!(progress.directories_read + progress.failed, directories);
        prop_assert_eq!(progress.files + directories - 1, done.paths.len() as u64);
        prop_assert_eq!(done.asked as u64, directories);
    }

    #[test]
    fn limits_hold_and_what_is_listed_does_not_depend_on_the_order_of_answers(
        tree in trees(), jobs in 1..6_usize, files in 0..20_u64, directories in 1..12_u64, depth in 1..5_usize,
        choices in prop::collection::vec(any::<usize>(), 1..50),
    ) {
        let limits = WalkLimits { files, directories, depth, ahead: 4 };
        let mut choices = choices.into_iter().cycle();
        let done = walked(&tree, limits, jobs, |_| choices.next().unwrap_or(0));
        let alone = walked(&tree, limits, 1, |_| 0);
        prop_assert_eq!(&done.paths, &alone.paths);
        prop_assert_eq!(done.walk.stopped(), alone.walk.stopped());
        let progress = done.walk.progress();
        prop_assert!(progress.files <= files);
        prop_assert!(progress.directories_read + progress.failed <= directories);
        prop_assert!(done.asked as u64 <= directories + 4);
        prop_assert!(done.paths.iter().all(|path| path.trim_end_matches('/').split('/').count() <= depth));
        let all = tree.paths(64);
        if done.walk.stopped().is_none() {
            prop_assert_eq!(&done.paths, &all);
        } else {
            let unread = progress.directories_read + progress.failed < progress.directories_known;
            prop_assert!(unread || done.paths.len() < all.len());
            prop_assert!(tree.paths(depth).starts_with(&done.paths));
        }
    }
}

#[test]
fn a_circle_of_links_ends_at_the_depth_limit() {
    let tree = Tree::of(&[("again", Node::Circle), ("file", Node::File(None))]);
    let done = walked(&tree, WalkLimits::default(), 2, |_| 0);
    assert_eq!(done.paths.len(), 128);
    assert_eq!(done.walk.stopped(), Some(WalkLimit::Depth));
    assert_eq!(done.walk.too_deep(), 1);
    assert_eq!(done.walk.progress().directories_known, 65);
}

#[test]
fn sizes_add_up_and_are_exact_only_when_all_are_known_exactly() {
    let tree = Tree::of(&[
        ("a", Node::File(Some(Size::Exact(5)))),
        ("b", Node::File(Size::from_apache("1.0K"))),
    ]);
    let progress = walked(&tree, WalkLimits::default(), 1, |_| 0)
        .walk
        .progress();
    assert_eq!((progress.bytes, progress.exact), (1029, false));
    let tree = Tree::of(&[("a", Node::File(Some(Size::Exact(5))))]);
    let progress = walked(&tree, WalkLimits::default(), 1, |_| 0)
        .walk
        .progress();
    assert_eq!((progress.bytes, progress.exact), (5, true));
}

#[test]
fn what_failed_can_be_read_again() {
    let tree = Tree::of(&[("a", Node::Locked), ("b", Node::Directory(Tree::default()))]);
    let mut walk = walked(&tree, WalkLimits::default(), 1, |_| 0).walk;
    assert_eq!(walk.failed()[0].directory.as_str(), "a");
    walk.retry_failed();
    assert!(!walk.is_finished());
    let directory = walk.next().expect("the one that failed");
    walk.done(&directory, Ok(DirectoryIndex::default()));
    assert_eq!(walk.take().expect("it was read").directory.as_str(), "a");
    assert!(walk.is_finished() && walk.failed().is_empty());
    assert_eq!(
        (walk.progress().directories_read, walk.progress().failed),
        (3, 0)
    );
}

#[test]
fn a_walk_that_was_stopped_asks_for_nothing_and_gives_what_was_answered_in_its_turn() {
    let mut walk = Walk::<&str>::new(RemotePath::root(), WalkLimits::default());
    let root = walk.next().expect("the start");
    assert_eq!(walk.next(), None);
    walk.done(&root, Ok(Tree::of(&[("a", Node::Locked)]).page()));
    walk.stop(WalkLimit::Time);
    assert!(!walk.is_finished());
    assert_eq!(
        walk.take().map(|listed| listed.directory),
        Some(root.clone())
    );
    assert_eq!(
        (walk.next(), walk.take(), walk.is_finished()),
        (None, None, true)
    );
    assert_eq!(walk.stopped(), Some(WalkLimit::Time));
    walk.done(&root, Err("a late answer"));
    assert!(walk.failed().is_empty());
}
