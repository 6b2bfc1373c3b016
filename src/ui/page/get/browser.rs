//! Downloads in this page, and the search for checksums.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{CURRENT_TREE, ChecksumProgress, FoundChecksums, find_checksums};
use crate::command::Shell;
use crate::mirror::{MirrorId, RemotePath};
use crate::plan::BROWSER_LIMIT;
use crate::port::{FetchError, SaveError};
use crate::text;
use crate::transfer::{HandleId, NewTransfer, Place};
use crate::ui::component::{button, error_view, line};
use crate::ui::page::newest::of_newest;
use crate::ui::ports::AppPorts;
use crate::ui::route::{Page, Route};
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::{KnownAction, use_announce, use_downloads, use_ports, use_site};
use crate::worker::plan::{HostSummary, PlanError, PlanSummary, PlannedTransfer, SummaryFile};

use super::context::{SHOWN, more};

/// Properties of [`BrowserPanel`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PlanProps {
    /// The plan.
    pub(super) plan: Rc<PlanSummary>,
    /// Whether it is the newest; nothing is to be downloaded as it was.
    pub(super) is_ready: bool,
    /// A shell of the person's system, for which files are named.
    pub(super) shell: Shell,
}

/// What starting a download needs.
#[derive(Clone)]
struct Starter {
    ports: AppPorts,
    add: Callback<Vec<NewTransfer>>,
    announce: Callback<String>,
    /// What came of it.
    said: UseStateSetter<Option<Said>>,
    shell: Shell,
}

/// What came of starting downloads.
#[derive(Clone, PartialEq)]
enum Said {
    Added(usize),
    Failed(String),
}

/// Downloads all files, or one of the first.
#[component]
pub(super) fn BrowserPanel(props: &PlanProps) -> Html {
    let ports = use_ports();
    let ways = ports.save.ways();
    let said = use_state_eq(|| None::<Said>);
    let starter = Starter {
        ports,
        add: use_downloads().add,
        announce: use_announce(),
        said: said.setter(),
        shell: props.shell,
    };
    let is_ready = props.is_ready;
    let hosts = props.plan.hosts.iter();
    let files = hosts.flat_map(|host| host.files.iter().map(move |file| (host, file)));
    let row = |(host, file): (&HostSummary, &SummaryFile)| {
        let at = (host.mirror.clone(), file.item.path.clone());
        let (starter, name) = (starter.clone(), file.item.path.name().to_owned());
        let on_start = ways
            .any()
            .then(|| Callback::from(move |_: MouseEvent| starter.one(&at, &name)));
        file_row(host, file, is_ready, on_start)
    };
    let on_all = {
        let starter = starter.clone();
        Callback::from(move |_: MouseEvent| starter.all())
    };
    let all = props.plan.totals.files;
    html! {
        <>
            <p class={if ways.any() { "note" } else { "warn" }}>{ text::browser_words(ways) }</p>
            if ways.any() && all > 1 {
                <p><button type="button" class="button button--primary" disabled={!is_ready} onclick={on_all}>{ text::download_all(all, ways) }</button></p>
            }
            { said.as_ref().map_or_else(Html::default, said_words) }
            <ul class="downloads">{ for files.take(SHOWN).map(row) }</ul>
            { more(all) }
        </>
    }
}

fn said_words(said: &Said) -> Html {
    match said {
        Said::Added(files) => html! {
            <p class="offer">{ text::downloads_added(*files) }{ " " }<a href={Route::to(Page::Downloads).href()}>{ "See how far they are" }</a></p>
        },
        Said::Failed(words) => line("warn", words.clone()),
    }
}

impl Starter {
    /// Downloads one file, to a place that the user picks, or into the page's own storage.
    fn one(&self, at: &(MirrorId, RemotePath), name: &str) {
        let save = &self.ports.save;
        let picked = save.ways().picked.then(|| save.pick_file(name));
        let at = at.clone();
        self.start(Some(at), async move {
            match picked {
                Some(picked) => picked.await.map(|handle| Some(Target::File(handle))),
                None => Ok(None),
            }
        });
    }

    /// Downloads all files, into a folder that the user picks, or into the page's own storage.
    fn all(&self) {
        let save = &self.ports.save;
        let picked = save.ways().picked.then(|| save.pick_folder());
        self.start(None, async move {
            match picked {
                Some(picked) => picked.await.map(|handle| Some(Target::Folder(handle))),
                None => Ok(None),
            }
        });
    }

    fn start(
        &self,
        only: Option<(MirrorId, RemotePath)>,
        target: impl Future<Output = Result<Option<Target>, SaveError>> + 'static,
    ) {
        let starter = self.clone();
        let task = self.ports.spawner.spawn(Box::pin(async move {
            let said = match starter.plan(only, target).await {
                Ok(new) => {
                    let files = new.len();
                    starter.add.emit(new);
                    starter.announce.emit(text::downloads_added(files));
                    Said::Added(files)
                }
                // To pick nothing is no fault.
                Err(Unstarted::Save(SaveError::Declined)) => return,
                Err(error) => Said::Failed(error.to_string()),
            };
            starter.said.set(Some(said));
        }));
        task.detach();
    }

    async fn plan(
        &self,
        only: Option<(MirrorId, RemotePath)>,
        target: impl Future<Output = Result<Option<Target>, SaveError>>,
    ) -> Result<Vec<NewTransfer>, Unstarted> {
        let target = target.await?;
        let ask = || self.ports.plan.transfers(self.shell, only.clone());
        let planned = of_newest(&*self.ports.clock, ask).await?;
        let now = self.ports.clock.now();
        let place = |(number, transfer): (usize, &PlannedTransfer)| match target {
            Some(Target::File(handle)) => Place::File { handle },
            Some(Target::Folder(handle)) => Place::Folder {
                handle,
                path: transfer.local_path.clone(),
            },
            None => Place::Storage {
                key: format!("{now}-{number}"),
                name: transfer.file.path.name().to_owned(),
            },
        };
        let places: Vec<Place> = planned.iter().enumerate().map(place).collect();
        let files = planned.into_iter().map(|planned| planned.file);
        let new = files
            .zip(places)
            .map(|(file, place)| NewTransfer { file, place });
        Ok(new.collect())
    }
}

/// What the user picked.
#[derive(Clone, Copy)]
enum Target {
    File(HandleId),
    Folder(HandleId),
}

/// Why no download began.
#[derive(Debug, thiserror::Error)]
enum Unstarted {
    #[error(transparent)]
    Save(#[from] SaveError),
    #[error(transparent)]
    Plan(#[from] PlanError),
}

fn file_row(
    host: &HostSummary,
    file: &SummaryFile,
    is_ready: bool,
    on_start: Option<Callback<MouseEvent>>,
) -> Html {
    let item = &file.item;
    let file_name = item.path.name().to_owned();
    let name = text::visible_name(&file_name);
    let large = item.size.is_some_and(|size| size.bytes() > BROWSER_LIMIT);
    html! {
        <li key={item.url.clone()} class="download">
            <span class="download__name"><code><bdi>{ name.clone() }</bdi></code>
                <span class="quiet">
                    { text::item_size(item) }
                    { if item.md5.is_some() { " · checksum known" } else { " · no checksum known" } }
                    if !item.other_md5s.is_empty() { { text::other_md5s(item.md5, &item.other_md5s) } }
                    if host.is_archive { { format!(" · {}", host.name) } }
                    if large { { " · large: a command is safer" } }
                </span>
            </span>
            if let Some(on_start) = on_start {
                <button type="button" class="button button--primary" disabled={!is_ready} onclick={on_start} aria-label={format!("Download {name}")}>{ "Download" }</button>
            }
            <a class="button" href={item.url.clone()} download={file_name} target="_blank" rel="noreferrer"
                aria-label={format!("Plain link to {name}")}>{ "Plain link" }</a>
        </li>
    }
}

/// Properties of [`Checksums`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ChecksumsProps {
    /// The plan, once it is made.
    pub(super) plan: Option<Rc<PlanSummary>>,
}

/// Why checksums could not be found.
#[derive(Clone)]
enum Unfound {
    Plan(PlanError),
    Fetch(FetchError),
}

/// Offers to look missing checksums up in the mirror's own list. The plan of the main site counts, as archives have no such list.
#[component]
pub(super) fn Checksums(props: &ChecksumsProps) -> Html {
    let ports = use_ports();
    let site = use_site();
    let known = site.known.dispatcher();
    let announce = use_announce();
    // How often the user asked for checksums, and whether that was not cancelled.
    let asked = use_state_eq(|| (0_u32, false));
    let key = asked.1.then_some(asked.0);
    let progress = use_state_eq(ChecksumProgress::default);
    let load = {
        let (ports, mirror) = (ports.clone(), site.mirror.clone());
        let progress = progress.setter();
        move |_, _: Option<FoundChecksums>| async move {
            let wanted = ports.plan.unverified().await.map_err(Unfound::Plan)?;
            let (fetch, clock) = (&*ports.fetch, &*ports.clock);
            let report = |now| progress.set(now);
            let wanted = wanted.into_iter().collect();
            let found = find_checksums(fetch, clock, &mirror, wanted, report);
            let found = found.await.map_err(Unfound::Fetch)?;
            announce.emit(found_words(&found));
            known.dispatch(KnownAction::Files(found.files.clone()));
            Ok(found)
        }
    };
    let found = use_loaded(&ports, key, load);
    let hosts = props.plan.iter().flat_map(|plan| &plan.hosts);
    let main = hosts.take(1).find(|host| !host.is_archive);
    let wanted = main.map_or(0, |main| main.totals.files - main.totals.with_md5);
    let start = {
        let (asked, progress) = (asked.clone(), progress.setter());
        Callback::from(move |_: MouseEvent| {
            progress.set(ChecksumProgress::default());
            asked.set((asked.0 + 1, true));
        })
    };
    let cancel = {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set((asked.0, false)))
    };
    match key.map(|key| found.result(&key)) {
        None if wanted == 0 => Html::default(),
        None => html! {
            <p class="offer">
                { format!("No checksum is known for {}. The mirror’s own list may have them: {CURRENT_TREE}, which can be over 100 MB.", text::files(wanted)) }
                { button("button", "Find checksums", start) }
            </p>
        },
        Some(None) => html! {
            <p class="offer">
                { format!("Reading {CURRENT_TREE}: {}{}, {} found", text::bytes(progress.read),
                    progress.total.map_or_else(String::new, |total| format!(" of {}", text::bytes(total))), text::files(progress.found)) }
                <progress aria-label="Reading the list" max={progress.total.map(|total| total.max(1).to_string())} value={progress.total.map(|_| progress.read.to_string())}></progress>
                { button("button", "Cancel", cancel) }
            </p>
        },
        Some(Some(Ok(found))) => line("offer", found_words(found)),
        Some(Some(Err(Unfound::Fetch(error)))) => error_view(
            &text::fetch_error(error, &site.mirror.name),
            button("button", "Try again", start),
        ),
        Some(Some(Err(Unfound::Plan(error)))) => line("warn", error.to_string()),
    }
}

fn found_words(found: &FoundChecksums) -> String {
    let mut words = format!("Checksums found for {}.", text::files(found.files.len()));
    if found.missing > 0 {
        words = format!(
            "{words} The list has none for {}.",
            text::files(found.missing)
        );
    }
    if found.skipped > 0 {
        let lines = text::plural(
            usize::try_from(found.skipped).unwrap_or(usize::MAX),
            "line",
            "lines",
        );
        words = format!("{words} {lines} of it could not be read.");
    }
    words
}
