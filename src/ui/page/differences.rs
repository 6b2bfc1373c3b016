//! What the chosen mirror has and the catalogue does not know, and the reverse.

use yew::prelude::*;

use crate::catalogue::{Differences, NewDirectory, Owner};
use crate::mirror::RemotePath;
use crate::text;
use crate::ui::component::{date_cell, line, outward};
use crate::ui::route::Route;
use crate::ui::state::context::SiteContext;

/// Most new directories that get a card, and most that are named elsewhere.
pub(super) const CARDS: usize = 8;

/// Draws list items with cards for new directories: those of data collections, or the others.
pub(super) fn new_cards(site: &SiteContext, of_collections: bool) -> Vec<Html> {
    let Some(differences) = &site.differences else {
        return Vec::new();
    };
    let collections = site.known.catalogue.collections();
    let is_wanted = |new: &&NewDirectory| {
        let parent = new.path.parent();
        let mut collections = collections.iter();
        collections.any(|one| one.directory.parent() == parent) == of_collections
    };
    let cards = differences.new.iter().take(CARDS).filter(is_wanted);
    cards.map(|new| new_card(site, new)).collect()
}

fn new_card(site: &SiteContext, new: &NewDirectory) -> Html {
    let readme = new
        .contents
        .as_ref()
        .and_then(|contents| contents.readme.as_ref());
    html! {
        <li key={new.path.as_str().to_owned()}>
            <article class="collection">
                <h3>{ directory_link(&new.path) }</h3>
                <p class="quiet">
                    { text::new_words(new, &site.mirror.name) }
                    if new.modified.is_some() { { " · " }{ date_cell(new.modified) } }
                </p>
                { line("note", text::NOT_DESCRIBED) }
                if let Some(readme) = readme {
                    <p class="note">{ outward("", "README", site.mirror.file_url(readme)) }</p>
                }
            </article>
        </li>
    }
}

fn directory_link(path: &RemotePath) -> Html {
    html! { <a href={Route::directory(path.clone()).href()}><bdi>{ text::directory_path(path) }</bdi></a> }
}

/// Draws what a release or collection lacks at the chosen mirror.
pub(super) fn gone_mark(site: &SiteContext, owner: Owner<'_>) -> Html {
    let directories = owner.directories();
    let gone = |differences: &Differences| {
        let gone = differences.gone_among(&directories);
        text::gone_words(gone, &[], &site.mirror.name)
    };
    let words = site.differences.as_deref().and_then(gone);
    words.map_or_else(Html::default, |words| line("warn", words))
}

/// Draws all that differs but the first `skipped` new directories, and what could not be compared.
pub(super) fn differences_note(site: &SiteContext, skipped: usize) -> Html {
    let Some(differences) = &site.differences else {
        return Html::default();
    };
    let mirror = &site.mirror.name;
    let new = differences.new.get(skipped..).unwrap_or_default();
    let gone = differences.gone_directories.iter();
    let mut words = text::unread_words(&differences.unread);
    words.extend(text::gone_words(gone, &differences.gone_files, mirror));
    html! {
        <>
            if !new.is_empty() {
                <p class="note">{ text::new_beside(mirror) }
                    for one in new.iter().take(CARDS) { { " " }{ directory_link(&one.path) } }
                    { text::more_new(new.len().saturating_sub(CARDS)) }
                </p>
            }
            for words in words { { line("note", words) } }
        </>
    }
}
