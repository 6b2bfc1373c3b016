//! What the parts of the files page share.

use std::rc::Rc;

use yew::prelude::*;

use crate::search::{FileQuery, Query, QueryField};
use crate::ui::state::Navigation;
use crate::ui::state::context::{SelectionContext, SiteContext};
use crate::ui::state::file_list::Lists;
use crate::ui::state::file_search::FileSearch;

/// What the parts of the page are drawn from.
pub(super) struct FilesContext {
    pub(super) navigation: Navigation,
    pub(super) site: SiteContext,
    pub(super) lists: Lists,
    pub(super) selection: SelectionContext,
    /// The last query without a mistake.
    pub(super) query: Rc<FileQuery>,
    /// The words that are looked for, to be marked.
    pub(super) words: Query,
    pub(super) search: UseReducerHandle<FileSearch>,
    /// Changes the query as a click does, so that Back undoes it.
    pub(super) set_query: Callback<FileQuery>,
    /// Gets a value of a facet that is chosen (`true`) or no longer.
    pub(super) on_choose: Callback<(QueryField, String, bool)>,
}
