//! The entries of a directory as a table: directories as links, files to pick.

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use crate::client::{KnownEntries, LiveDirectory};
use crate::listing::{EntryKind, IndexEntry, SortKey};
use crate::mirror::{Mirror, RemotePath};
use crate::search::{FileQuery, Query, QueryField};
use crate::selection::Selection;
use crate::text;
use crate::ui::component::{
    LongTable, WHOLE, date_cell, long_table, marked, named_button, pick_box, row_number, size_cell,
    sort_heading, typed, use_rows,
};
use crate::ui::route::Route;
use crate::ui::state::context::{SelectionContext, SiteContext};
use crate::ui::state::{Navigation, use_navigation, use_selection, use_site};

/// Entries in the order of [`sort_by_name`](crate::listing::sort_by_name).
#[derive(Clone)]
pub(super) enum Entries {
    /// A mirror has them.
    Live(Rc<LiveDirectory>),
    /// The list of files and the catalogue know them.
    Known(Rc<KnownEntries>),
}

impl Deref for Entries {
    type Target = [IndexEntry];

    fn deref(&self) -> &[IndexEntry] {
        match self {
            Self::Live(live) => &live.index.entries,
            Self::Known(known) => &known.entries,
        }
    }
}

impl Entries {
    /// Returns the path of an entry on the main site.
    fn path(&self, entry: &IndexEntry, mirror: &Mirror, route: &Route) -> Option<RemotePath> {
        match self {
            Self::Live(_) => {
                let path = mirror.path_here(&route.path).join(&entry.name).ok()?;
                Some(mirror.path_on_site(&path))
            }
            Self::Known(_) => route.path.join(&entry.name).ok(),
        }
    }

    /// Returns what the list knows of an entry, if it is from there.
    fn facts(&self, entry: &IndexEntry) -> Option<String> {
        match self {
            Self::Live(_) => None,
            Self::Known(known) => known.facts(entry).as_ref().map(text::entry_facts),
        }
    }
}

/// Compares addresses: entries are never compared one by one.
impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Live(one), Self::Live(other)) => Rc::ptr_eq(one, other),
            (Self::Known(one), Self::Known(other)) => Rc::ptr_eq(one, other),
            _ => false,
        }
    }
}

/// Properties of [`EntryTable`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct EntryTableProps {
    pub(super) entries: Entries,
    /// The mirror that has them.
    pub(super) mirror: Rc<Mirror>,
    /// Walks through a directory to select what is below it; nothing where they are not live.
    #[prop_or_default]
    pub(super) on_walk: Option<Callback<RemotePath>>,
}

/// What rows are drawn from.
struct TableContext {
    navigation: Navigation,
    site: SiteContext,
    selection: SelectionContext,
}

/// The entries that are shown, in their order.
struct Shown {
    entries: Entries,
    mirror: Rc<Mirror>,
    /// Their places; directories first.
    places: Vec<usize>,
    /// How many of them are directories.
    directories: usize,
    /// What their names are filtered by.
    query: Query,
}

/// Draws the entries.
#[component]
pub(super) fn EntryTable(props: &EntryTableProps) -> Html {
    let table = TableContext {
        navigation: use_navigation(),
        site: use_site(),
        selection: use_selection(),
    };
    let route = &table.navigation.route;
    // Of many entries, the one that the address marks is found by its name.
    let filter = use_state(|| match &route.entry {
        Some(name) if props.entries.len() > WHOLE => name.clone(),
        _ => String::new(),
    });
    let shown = use_shown(route, props, &filter);
    let all = use_memo((shown.clone(), table.selection.selections.clone()), {
        |(shown, selections)| shown.all_picked(route, selections.0.current())
    });
    let rows = use_rows(shown.places.len());
    if props.entries.is_empty() {
        return html! { <p class="empty">{ "This directory is empty." }</p> };
    }
    let head = html! {
        <>
            <th scope="col" class="file-table__pick">{ pick_all(&table, &shown, *all) }</th>
            { heading(&table.navigation, "Name", SortKey::Name) }
            { heading(&table.navigation, "Size", SortKey::Size) }
            { heading(&table.navigation, "Date", SortKey::Modified) }
        </>
    };
    let long = LongTable {
        caption: format!("Entries of {}", route.path),
        head,
        count: shown.places.len(),
        row: &|place| entry_row(&table, props, &shown, place),
    };
    html! {
        <>
            if props.entries.len() > WHOLE { { filter_box(&filter, &shown) } }
            { long_table(&rows, &long) }
        </>
    }
}

/// Puts the entries in the order that the address asks for, anew only when something that it depends on has changed.
#[hook]
fn use_shown(route: &Route, props: &EntryTableProps, filter: &str) -> Rc<Shown> {
    let order = (route.sort, route.descending);
    let parts = (props.entries.clone(), order, filter.to_owned());
    let mirror = props.mirror.clone();
    use_memo(parts, move |(entries, (sort, descending), filter)| {
        let query = Query::parse(filter);
        let mut places = sort.places(entries, *descending);
        if !query.is_empty() {
            places.retain(|at| {
                let name = entries[*at].name.to_ascii_lowercase();
                query.words().iter().all(|word| name.contains(&**word))
            });
        }
        let directories = places.partition_point(|at| entries[*at].kind == EntryKind::Directory);
        Shown {
            entries: entries.clone(),
            mirror,
            places,
            directories,
            query,
        }
    })
}

/// Entries are compared by the memo that makes them.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Shown {
    /// Returns the paths of the files on the main site.
    fn files(&self, route: &Route) -> impl Iterator<Item = RemotePath> {
        let files = self.places[self.directories..].iter();
        files.filter_map(|at| self.entries.path(&self.entries[*at], &self.mirror, route))
    }

    fn file_count(&self) -> usize {
        self.places.len() - self.directories
    }

    fn all_picked(&self, route: &Route, picked: &Selection) -> bool {
        picked.files().len() >= self.file_count()
            && self.files(route).all(|path| picked.contains(&path))
    }
}

fn filter_box(filter: &UseStateHandle<String>, shown: &Shown) -> Html {
    let on_input = {
        let filter = filter.clone();
        Callback::from(move |text| filter.set(text))
    };
    html! {
        <div class="filter">
            <label for="filter">{ "Filter by name" }</label>
            <input id="filter" type="search" value={(**filter).clone()} autocomplete="off" spellcheck="false" oninput={typed(on_input)} />
            <span role="status" class="quiet">
                if !shown.query.is_empty() { { format!("{} shown", text::plural(shown.places.len(), "entry", "entries")) } }
            </span>
        </div>
    }
}

fn pick_all(table: &TableContext, shown: &Rc<Shown>, all: bool) -> Html {
    let count = shown.file_count();
    if count == 0 {
        return html! { <span class="visually-hidden">{ "Selection" }</span> };
    }
    let on_change = {
        let (route, shown) = (table.navigation.route.clone(), shown.clone());
        let pick = table.selection.pick();
        pick.reform(move |picked| (shown.files(&route).collect(), picked))
    };
    pick_box(format!("Select all {}", text::files(count)), all, on_change)
}

fn heading(navigation: &Navigation, label: &'static str, key: SortKey) -> Html {
    let (go, now) = (navigation.go.clone(), navigation.route.clone());
    let sorted = (now.sort == key).then_some(now.descending);
    let on_sort = Callback::from(move |_: MouseEvent| {
        let descending = now.sort == key && !now.descending;
        go.emit((
            Route {
                sort: key,
                descending,
                ..now.clone()
            },
            true,
        ));
    });
    sort_heading(label, sorted, key != SortKey::Name, on_sort)
}

fn entry_row(table: &TableContext, props: &EntryTableProps, shown: &Shown, place: usize) -> Html {
    let entry = &shown.entries[shown.places[place]];
    let mirror = &*props.mirror;
    let route = &table.navigation.route;
    let Some(path) = shown.entries.path(entry, mirror, route) else {
        return html! { <tr key={entry.name.clone()} aria-rowindex={row_number(place)} /> };
    };
    let known = &table.site.known;
    let is_file = entry.kind == EntryKind::File;
    let description = if is_file {
        known
            .catalogue
            .file(&path)
            .map(|file| file.description.to_string())
    } else {
        known
            .catalogue
            .directory_description(&path)
            .map(str::to_owned)
    };
    let picked = table.selection.current().contains(&path);
    let size = is_file.then(|| size_cell(known.facts(&path, mirror).size.or(entry.size)));
    let text = text::visible_name(&entry.name);
    let name = marked(&text, &shown.query);
    let facts = shown.entries.facts(entry);
    let title = (shown.entries.len() > WHOLE).then(|| match &facts {
        Some(facts) => format!("{text} · {facts}"),
        None => text.clone(),
    });
    let walk = props.on_walk.as_ref().filter(|_| !is_file).map(|on_walk| {
        let path = path.clone();
        let on_click = on_walk.reform(move |_| path.clone());
        named_button(
            "button button--small",
            "Select…",
            format!("Select… {text}"),
            on_click,
        )
    });
    let below = facts.as_ref().filter(|_| !is_file).map(|facts| {
        let query = FileQuery::default().with_value(QueryField::Directory, path.as_str(), true);
        let href = Route::search(query.to_string()).href();
        html! { <a {href} aria-label={format!("{facts} below {text}")}>{ facts.clone() }</a> }
    });
    let name = if is_file {
        html! { <span class="file-path"><bdi class="file-path__name" {title}>{ name }</bdi></span> }
    } else {
        html! { <a class="directory" href={Route::directory(path.clone()).href()} {title}><bdi>{ name }{ "/" }</bdi></a> }
    };
    let pick = is_file.then(|| {
        let pick = table.selection.pick();
        let on_change = pick.reform(move |picked| (vec![path.clone()], picked));
        pick_box(format!("Select {text}"), picked, on_change)
    });
    let is_marked = route.entry.as_ref() == Some(&entry.name);
    html! {
        <tr key={entry.name.clone()} id={is_marked.then_some("marked")} aria-rowindex={row_number(place)} data-picked={picked.to_string()}>
            <td class="file-table__pick">{ pick.unwrap_or_default() }</td>
            <th scope="row" class="file-table__name">
                { name }
                for about in description.into_iter().chain(facts.filter(|_| is_file)) { <span class="file-table__about quiet">{ about }</span> }
            </th>
            <td class="num file-table__size">{ size.or(walk).or(below).unwrap_or_default() }</td>
            <td class="num file-table__date">{ date_cell(entry.modified) }</td>
        </tr>
    }
}
