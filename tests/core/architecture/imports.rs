//! Which file of `src/` takes names from which other, re-exports followed to the file that defines the name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Source, code};

/// The names of a path, such as `crate`, `plan`, `Plans`.
type Names = Vec<String>;

/// The files of `src/` by their module paths, without `crate`.
struct Modules {
    /// The file's path, its code, and what it re-exports: the name and the path behind it.
    files: BTreeMap<Names, (String, String, Vec<Names>)>,
}

/// Returns, for each file, the files whose names it uses. A `mod.rs` that only re-exports stands for those behind it.
pub(super) fn graph(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let modules = Modules::new(sources);
    let mut graph = BTreeMap::new();
    for (module, (file, code, _)) in &modules.files {
        let used = paths(code)
            .iter()
            .filter_map(|path| modules.resolve(&absolute(path, module)?, 0))
            .filter(|used| used != file)
            .collect();
        graph.insert(file.clone(), used);
    }
    graph
}

/// Returns the circles: sets of files each of which leads to all others, with the arrows inside.
pub(super) fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = graph
        .keys()
        .map(|file| (file, reach(graph, file)))
        .collect();
    let leads = |from: &String, to: &String| reached[from].contains(to);
    graph
        .iter()
        .flat_map(|(from, used)| used.iter().map(move |to| (from, to)))
        .filter(|(from, to)| reached.contains_key(to) && leads(to, from))
        .map(|(from, to)| format!("{from} uses {to}, which leads back to it"))
        .collect()
}

/// Returns all files to which the arrows from a file lead.
fn reach<'a>(graph: &'a BTreeMap<String, BTreeSet<String>>, from: &String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&String> = graph[from].iter().collect();
    while let Some(file) = waiting.pop() {
        if reached.insert(file) {
            waiting.extend(graph.get(file).into_iter().flatten());
        }
    }
    reached
}

impl Modules {
    fn new(sources: &[Source]) -> Self {
        let mut files = BTreeMap::new();
        for source in sources {
            let stem = source.path.trim_end_matches(".rs");
            let stem = stem.strip_suffix("/mod").unwrap_or(stem);
            let module: Names = stem.split('/').map(str::to_owned).collect();
            let code = code(&source.text);
            let exports = statements(&code, "pub")
                .filter_map(|path| absolute(&path, &module))
                .collect();
            files.insert(module, (source.path.clone(), code, exports));
        }
        Self { files }
    }

    /// Returns the file that a path leads to: the file of the longest module in it, or the one behind its re-export.
    fn resolve(&self, path: &[String], depth: u8) -> Option<String> {
        let length = (1..=path.len())
            .rev()
            .find(|length| self.files.contains_key(&path[..*length]))?;
        let (file, _, exports) = &self.files[&path[..length]];
        let behind = path.get(length).filter(|_| depth < 8).and_then(|name| {
            let named = exports.iter().find(|export| export.last() == Some(name));
            named.cloned().or_else(|| self.behind_star(exports, name))
        });
        match behind {
            Some(export) => self.resolve(&export, depth + 1),
            None => Some(file.clone()),
        }
    }

    /// Returns the module that defines a name, among those of which all names are re-exported.
    fn behind_star(&self, exports: &[Names], name: &str) -> Option<Names> {
        exports.iter().find_map(|export| {
            let module = export.strip_suffix(&["*".to_owned()])?;
            let (_, code, _) = self.files.get(module)?;
            ["fn", "struct", "enum", "trait", "type", "const"]
                .iter()
                .any(|kind| defines(code, kind, name))
                .then(|| module.to_vec())
        })
    }
}

fn defines(code: &str, kind: &str, name: &str) -> bool {
    let text = format!("{kind} {name}");
    code.match_indices(&text).any(|(at, _)| {
        let next = code[at + text.len()..].chars().next();
        next.is_none_or(|next| !next.is_alphanumeric() && next != '_')
    })
}

/// Returns every path that begins with `crate`, `self` or `super`: of imports, and inside the code.
fn paths(code: &str) -> Vec<Names> {
    let mut found: Vec<Names> = statements(code, "").collect();
    for (at, _) in code.match_indices("crate::") {
        let end = code[at..]
            .find(|character: char| !character.is_alphanumeric() && !"_:".contains(character))
            .unwrap_or(code.len() - at);
        // A path that goes on with braces is an import's, and taken apart above; `in crate::…` is a visibility.
        if !code[at..at + end].ends_with("::") && !code[..at].ends_with("in ") {
            found.push(split(&code[at..at + end]));
        }
    }
    found
}

/// Returns the paths of the import statements, one for each name, of those that begin with `vis` if that is given.
fn statements<'a>(code: &'a str, vis: &'a str) -> impl Iterator<Item = Names> + 'a {
    let starts = code.match_indices("use ").filter(move |(at, _)| {
        let line = code[..*at].rsplit('\n').next().unwrap_or_default().trim();
        if vis.is_empty() {
            line.is_empty() || line.starts_with("pub")
        } else {
            line.starts_with(vis)
        }
    });
    starts.flat_map(|(at, word)| {
        let tree = code[at + word.len()..]
            .split(';')
            .next()
            .unwrap_or_default();
        expand(tree)
    })
}

/// Expands a use tree: `a::{b, c::d}` to `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<Names> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let name = tree.split(" as ").next().unwrap_or_default();
        return vec![split(name)];
    };
    let before = split(tree[..open].trim_end_matches(':'));
    let inside = tree[open + 1..]
        .rsplit_once('}')
        .map_or("", |(inside, _)| inside);
    let mut members = vec![String::new()];
    let mut depth = 0;
    for character in inside.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if character == ',' && depth == 0 {
            members.push(String::new());
        } else if let Some(member) = members.last_mut() {
            member.push(character);
        }
    }
    let named = members.iter().filter(|member| !member.trim().is_empty());
    named
        .flat_map(|member| expand(member))
        .map(|rest| before.iter().cloned().chain(rest).collect())
        .collect()
}

fn split(path: &str) -> Names {
    path.split("::")
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Makes a path absolute, without `crate`; `None` for one of another crate.
fn absolute(path: &[String], module: &[String]) -> Option<Names> {
    let (first, rest) = path.split_first()?;
    let base = match first.as_str() {
        "crate" => &[][..],
        "self" => module,
        "super" => module.split_last()?.1,
        // Modules of a `mod.rs` are named without a prefix.
        _ => {
            let own: Names = module.iter().chain(path).cloned().collect();
            return Some(own);
        }
    };
    Some(
        base.iter()
            .chain(rest)
            .filter(|name| *name != "self")
            .cloned()
            .collect(),
    )
}
