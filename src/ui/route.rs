//! The pages of the app and what they show, as the fragment of the address.
//!
//! The fragment, because a static host answers 404 for paths that it does not know. A fragment that means nothing leads
//! to the catalogue, never to an error; what of it is left out is said.

use std::fmt;
use std::rc::Rc;

use url::{Url, form_urlencoded};

use crate::listing::SortKey;
use crate::mirror::{MirrorId, PathError, RemotePath};
use crate::search::MAX_QUERY_BYTES;
use crate::search::Order;
use crate::selection::{FileNameError, Linked, Picked};
use crate::text;

/// A page of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Releases, data collections, populations.
    #[default]
    Catalogue,
    /// The files that a search finds.
    Files,
    /// The directory index of a mirror.
    Browse,
    /// All that is known of one file.
    File,
    /// The 26 populations.
    Populations,
    /// One sample, with its files.
    Sample,
    /// One population, with its files and samples.
    Population,
    /// The transfer plan of the selection, as commands.
    Get,
    /// Downloads in this page.
    Downloads,
    /// Tools, terms, sources.
    Help,
}

impl Page {
    /// Returns the name that people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Catalogue => text::CATALOGUE_PAGE,
            Self::Files => text::FILES_PAGE,
            Self::File => text::FILE_PAGE,
            Self::Sample => text::SAMPLE_PAGE,
            Self::Population => text::POPULATION_PAGE,
            Self::Browse => text::BROWSE_PAGE,
            Self::Populations => text::POPULATIONS_PAGE,
            Self::Get => text::GET_PAGE,
            Self::Downloads => text::DOWNLOADS_PAGE,
            Self::Help => text::HELP_PAGE,
        }
    }
}

/// A page, and what it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The page.
    pub place: Page,
    /// Search text.
    pub query: String,
    /// Directory, as path on the main site.
    pub path: RemotePath,
    /// The file that is looked at.
    pub file: Option<Picked>,
    /// The mirror to read, if the link names one.
    pub mirror: Option<MirrorId>,
    /// The entry of the directory that is marked.
    pub entry: Option<String>,
    /// Order of a directory's entries.
    pub sort: SortKey,
    /// Order of found files.
    pub order: Order,
    /// Whether the order is reversed.
    pub descending: bool,
    /// The first row of the found files that is seen.
    pub row: u32,
    /// The selection that the link carries.
    pub linked: Rc<Linked>,
    /// What of the link was left out.
    pub problem: Option<LinkProblem>,
}

/// Why something in a link was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkProblem {
    /// The link is longer than [`Route::MAX_BYTES`]; nothing of it but the page was read.
    #[error("the link is longer than {} characters", Route::MAX_BYTES)]
    TooLong,
    /// It has more than [`Route::MAX_PAIRS`]; those beyond were not read.
    #[error("the link has more than {} parts", Route::MAX_PAIRS)]
    TooMany,
    /// Its path is none.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The file that it looks at has no name that can be one.
    #[error("its file cannot be shown: {0}")]
    Looked(FileNameError),
    /// A file that it picks has no name that can be one.
    #[error("a file of its selection is left out: {0}")]
    File(#[from] FileNameError),
}

/// Orders of found files with their names in links.
const ORDERS: [(Order, &str); 3] = [
    (Order::Path, "path"),
    (Order::Size, "size"),
    (Order::Date, "date"),
];

impl Page {
    /// All pages.
    pub const ALL: [Self; 10] = [
        Self::Catalogue,
        Self::Files,
        Self::File,
        Self::Browse,
        Self::Populations,
        Self::Sample,
        Self::Population,
        Self::Get,
        Self::Downloads,
        Self::Help,
    ];

    /// The pages in the main menu, in its order.
    pub const MENU: [Self; 5] = [
        Self::Catalogue,
        Self::Files,
        Self::Browse,
        Self::Populations,
        Self::Downloads,
    ];

    fn segment(self) -> &'static str {
        match self {
            Self::Catalogue => "",
            Self::Files => "files",
            Self::File => "file",
            Self::Sample => "sample",
            Self::Population => "population",
            Self::Browse => "browse",
            Self::Populations => "populations",
            Self::Get => "get",
            Self::Downloads => "downloads",
            Self::Help => "help",
        }
    }

    fn from_segment(segment: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|place| place.segment() == segment)
    }
}

impl Route {
    /// Most bytes of a link: three times the longest query, as each of its bytes may be written as `%41`, and as much again for
    /// all else.
    pub const MAX_BYTES: usize = 6 * MAX_QUERY_BYTES;

    /// Most names with values; a link that the page makes has at most about a hundred.
    pub const MAX_PAIRS: usize = 2_000;

    /// Returns the route to a page with nothing else set.
    pub fn to(place: Page) -> Self {
        Self {
            place,
            ..Self::default()
        }
    }

    /// Returns the route to the files that a search finds.
    pub fn search(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            ..Self::to(Page::Files)
        }
    }

    /// Returns the route to a file.
    pub fn file(file: Picked) -> Self {
        Self {
            file: Some(file),
            ..Self::to(Page::File)
        }
    }

    /// Returns the route to a sample or a population, by its name.
    pub fn named(place: Page, name: impl Into<String>) -> Self {
        Self {
            query: name.into(),
            ..Self::to(place)
        }
    }

    /// Returns the route to a directory.
    pub fn directory(path: RemotePath) -> Self {
        Self {
            path,
            ..Self::to(Page::Browse)
        }
    }

    /// Returns the route to the parent directory of a path, with the path's name marked.
    pub fn entry(path: &RemotePath) -> Self {
        Self {
            entry: (!path.is_root()).then(|| path.name().to_owned()),
            ..Self::directory(path.parent().unwrap_or_default())
        }
    }

    /// Parses a fragment (without `#`). Parts that cannot be parsed are left at their default; see [`Route::problem`].
    pub fn parse(fragment: &str) -> Self {
        let Some(rest) = fragment.strip_prefix('/') else {
            return Self::default();
        };
        let (segment, query) = rest.split_once('?').unwrap_or((rest, ""));
        let Some(place) = Page::from_segment(segment) else {
            return Self::default();
        };
        let mut route = Self::to(place);
        if query.len() > Self::MAX_BYTES {
            route.problem = Some(LinkProblem::TooLong);
            return route;
        }
        let mut linked = Linked::default();
        for (at, (key, value)) in form_urlencoded::parse(query.as_bytes()).enumerate() {
            if at == Self::MAX_PAIRS {
                route.problem = Some(LinkProblem::TooMany);
                break;
            }
            match key.as_ref() {
                "q" => route.query = value.into_owned(),
                "path" => match RemotePath::parse(&value) {
                    Ok(path) => route.path = path,
                    Err(error) => route.problem = Some(LinkProblem::Path(error)),
                },
                "file" => match Picked::parse(&value) {
                    Ok(file) => route.file = Some(file),
                    Err(error) => route.problem = Some(LinkProblem::Looked(error)),
                },
                "entry" => route.entry = Some(value.into_owned()),
                "mirror" => route.mirror = Some(MirrorId(value.into_owned())),
                "sort" => route.sort = SortKey::from_name(&value).unwrap_or_default(),
                "order" => {
                    let order = ORDERS.iter().find(|(_, name)| *name == value);
                    route.order = order.map_or(Order::Rank, |(order, _)| *order);
                }
                "desc" => route.descending = true,
                "row" => route.row = value.parse().unwrap_or_default(),
                name => {
                    if let Err(error) = linked.take(name, &value) {
                        route.problem = Some(LinkProblem::File(error));
                    }
                }
            }
        }
        route.linked = Rc::new(linked);
        route
    }

    /// Returns the whole address of here, for a page at `page_url`, whatever that page shows now.
    pub fn address(&self, page_url: &str) -> String {
        let Ok(mut url) = Url::parse(page_url) else {
            return self.href();
        };
        url.set_fragment(Some(&self.to_string()));
        url.into()
    }

    /// Returns the link to here: `#` and the fragment.
    pub fn href(&self) -> String {
        format!("#{self}")
    }
}

/// Writes the fragment without `#`.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.query.is_empty() {
            query.append_pair("q", &self.query);
        }
        if !self.path.is_root() {
            query.append_pair("path", self.path.as_str());
        }
        if let Some(file) = &self.file {
            query.append_pair("file", &file.to_string());
        }
        if let Some(entry) = &self.entry {
            query.append_pair("entry", entry);
        }
        if let Some(mirror) = &self.mirror {
            query.append_pair("mirror", mirror.as_str());
        }
        if self.sort != SortKey::default() {
            query.append_pair("sort", self.sort.name());
        }
        if let Some((_, name)) = ORDERS.iter().find(|(order, _)| *order == self.order) {
            query.append_pair("order", name);
        }
        if self.descending {
            query.append_pair("desc", "1");
        }
        if self.row > 0 {
            query.append_pair("row", &self.row.to_string());
        }
        for (name, value) in self.linked.pairs() {
            query.append_pair(name, &value);
        }
        let query = query.finish();
        write!(f, "/{}", self.place.segment())?;
        if !query.is_empty() {
            write!(f, "?{query}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fragments_that_mean_nothing_lead_to_the_catalogue() {
        for fragment in [
            "",
            "main",
            "/nowhere",
            "//evil.example/",
            "/../x",
            "javascript:alert(1)",
        ] {
            assert_eq!(Route::parse(fragment), Route::default(), "{fragment}");
        }
        let route = Route::parse("/browse?path=../../etc&sort=bad&unknown=1");
        let expected = Route {
            problem: Some(LinkProblem::Path(PathError::DotPart)),
            ..Route::to(Page::Browse)
        };
        assert_eq!(route, expected);
    }

    #[test]
    fn an_address_has_the_fragment_of_the_route_alone() {
        let route = Route::search("a/b #c");
        for page in [
            "https://h/igsr/",
            "https://h/igsr/#",
            "https://h/igsr/#/get?q=x/y",
            "https://h/igsr/#a#b",
        ] {
            let address = route.address(page);
            assert_eq!(address, "https://h/igsr/#/files?q=a%2Fb+%23c", "{page}");
        }
        let address = route.address("https://h/a/index.html?x=/#/files");
        assert_eq!(address, "https://h/a/index.html?x=/#/files?q=a%2Fb+%23c");
    }

    /// Links that former versions made, see `tests/fixtures/former`.
    #[test]
    fn links_of_former_versions_lead_where_they_led() {
        for link in include_str!("../../tests/fixtures/former/links.txt").lines() {
            let route = Route::parse(link);
            assert_eq!((route.to_string(), route.problem), (link.to_owned(), None));
        }
    }

    #[test]
    fn a_file_that_cannot_be_one_is_said_and_the_others_are_taken() {
        let deep = vec!["a"; 300].join("/");
        for bad in ["../x", "//bad host/a", &deep] {
            let route = Route::parse(&format!("/get?pick=good&pick={bad}&pick=better"));
            assert!(matches!(route.problem, Some(LinkProblem::File(_))), "{bad}");
            assert_eq!(route.linked.files.len(), 2, "{bad}");
        }
    }

    #[test]
    fn a_file_is_read_as_the_command_prints_it() {
        for (file, link) in [
            (
                "ftp.sra.ebi.ac.uk:run/ERR323/ERR3239334/NA12878.final.cram",
                "/file?file=%2F%2Fftp.sra.ebi.ac.uk%2Frun%2FERR323%2FERR3239334%2FNA12878.final.cram",
            ),
            (
                "release/20130502/a:b.vcf.gz",
                "/file?file=release%2F20130502%2Fa%3Ab.vcf.gz",
            ),
        ] {
            let route = Route::parse(&format!("/file?file={file}"));
            assert_eq!((route.to_string().as_str(), route.problem), (link, None));
        }
    }

    #[test]
    fn a_file_that_cannot_be_shown_is_said() {
        for bad in ["../x", "//bad host/a", "a//b"] {
            let route = Route::parse(&format!("/file?file={bad}"));
            assert!(
                matches!(route.problem, Some(LinkProblem::Looked(_))),
                "{bad}"
            );
            assert_eq!((route.place, route.file), (Page::File, None));
        }
    }

    #[test]
    fn what_a_link_may_hold_is_bounded() {
        let deep = |parts: usize| format!("/browse?path={}", vec!["a"; parts].join("/"));
        let picks = |count: usize| format!("/get?{}", vec!["pick=h:x"; count].join("&"));
        for (fragment, problem) in [
            (deep(RemotePath::MAX_PARTS), None),
            (
                deep(RemotePath::MAX_PARTS + 1),
                Some(LinkProblem::Path(PathError::TooDeep)),
            ),
            (deep(8_000), Some(LinkProblem::Path(PathError::TooLong))),
            (
                format!("/browse?path={}", "a".repeat(RemotePath::MAX_BYTES + 1)),
                Some(LinkProblem::Path(PathError::TooLong)),
            ),
            (picks(Route::MAX_PAIRS), None),
            (picks(Route::MAX_PAIRS + 1), Some(LinkProblem::TooMany)),
            (format!("/files?q={}", "%41".repeat(MAX_QUERY_BYTES)), None),
            (
                format!("/files?q={}", "a".repeat(Route::MAX_BYTES)),
                Some(LinkProblem::TooLong),
            ),
        ] {
            let route = Route::parse(&fragment);
            assert_eq!(route.problem, problem, "{}", &fragment[..40]);
            assert_ne!(route.place, Page::Catalogue);
            // It is said once: the address that the page writes has no problem any more.
            assert_eq!(Route::parse(&route.to_string()).problem, None);
        }
    }

    proptest! {
        #[test]
        fn a_printed_route_reads_back(
            place in 0..Page::ALL.len(), query in ".*", part in "[^/.]{1,12}", mirror in proptest::option::of(".*"),
            entry in proptest::option::of(".*"), sort in 0..3_usize, order in 0..4_usize, descending: bool,
            row: u32, pick in "[^/.]{1,12}", rule in ".*", host in proptest::option::of("[a-z]{1,9}\\.org"),
        ) {
            let file = format!("{}{part}", host.map_or_else(String::new, |host| format!("//{host}/")));
            let mut linked = Linked::default();
            prop_assert_eq!(linked.take("pick", &pick), Ok(()));
            prop_assert_eq!(linked.take("rule", &rule), Ok(()));
            let route = Route {
                place: Page::ALL[place],
                query,
                path: RemotePath::parse(&part).expect("a plain name"),
                file: Some(Picked::parse(&file).expect("a plain name")),
                mirror: mirror.map(MirrorId),
                entry,
                sort: [SortKey::Name, SortKey::Size, SortKey::Modified][sort],
                order: [Order::Rank, Order::Path, Order::Size, Order::Date][order],
                descending,
                row,
                linked: Rc::new(linked),
                problem: None,
            };
            prop_assert_eq!(Route::parse(&route.to_string()), route);
        }
    }
}
