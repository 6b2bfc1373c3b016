//! Help: how to get files, tools, terms, mirrors, sources.

use yew::prelude::*;

use crate::command::Method;
use crate::text;
use crate::ui::component::{Heading, line};
use crate::ui::state::{use_navigation, use_site};

/// The help page.
#[component]
pub fn HelpPage() -> Html {
    let navigation = use_navigation();
    let known = use_site().known;
    html! {
        <div class="prose">
            <Heading text="Help" take_focus={navigation.moved} />
            <ol>
                <li>{ "Search the catalogue, or browse a mirror as it is now." }</li>
                <li>{ "Tick the files that you need. They stay picked when you close the page." }</li>
                <li>{ "Open Get: copy a command, or download in the browser." }</li>
            </ol>
            <h2>{ "Which way is right?" }</h2>
            <dl class="terms">
                for method in Method::ALL {
                    <div><dt>{ text::tab_name(method) }</dt><dd>{ text::tab_words(method) }{ " " }{ text::install(method) }</dd></div>
                }
            </dl>
            <h2>{ "Keyboard" }</h2>
            <p><kbd>{ "/" }</kbd>{ " goes to the search box. Tabs of the Get page move with the arrow keys. All else is reached with the Tab key and works with Enter and Space." }</p>
            <p>{ "In the rows of Files: arrow keys, Home, End and the Page keys move; " }<kbd>{ "Space" }</kbd>{ " picks, with Shift and an arrow key more rows; " }
                <kbd>{ "Ctrl+A" }</kbd>{ " picks all; " }<kbd>{ "Enter" }</kbd>{ " opens the page of the file; " }<kbd>{ "C" }</kbd>{ " copies its address, path or MD5; " }
                <kbd>{ "Escape" }</kbd>{ " drops what Shift has picked." }</p>
            <h2>{ "Terms" }</h2>
            <dl class="terms">
                for (term, words) in text::TERMS { <div><dt>{ term }</dt><dd>{ words }</dd></div> }
            </dl>
            <h2>{ "Mirrors" }</h2>
            { line("", text::FOLLOWS) }
            <dl class="terms">
                for mirror in known.registry.offered(false) {
                    <div><dt>{ format!("{} ({})", mirror.name, mirror.organisation) }</dt>
                        <dd>{ mirror.note.clone() }<br /><code>{ mirror.base_url.to_string() }</code><br /><span class="quiet">{ mirror.source.clone() }</span>
                            if mirror.lacks.len() + mirror.versions.len() > 0 {
                                <ul>
                                    for rule in &mirror.lacks { <li>{ rule.reason.clone() }</li> }
                                    for rule in &mirror.versions { <li>{ rule.reason.clone() }</li> }
                                </ul>
                            }
                        </dd></div>
                }
            </dl>
            <h2>{ "Citation" }</h2>
            <ul>
                for release in known.catalogue.releases() {
                    <li>{ format!("{}: ", release.name) }<a href={release.citation.url.clone()} target="_blank" rel="noreferrer">{ release.citation.text.clone() }</a></li>
                }
            </ul>
            <h2>{ "Sources of the catalogue" }</h2>
            <ul>
                for source in known.catalogue.sources() {
                    <li>{ source.title.clone() }{ format!(", {}", source.date) }<br /><span class="quiet">{ source.address.clone() }</span></li>
                }
            </ul>
        </div>
    }
}
