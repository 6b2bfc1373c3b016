//! The page itself: its address, its title, its theme.

use gloo_events::EventListener;

/// The address bar and the document.
#[derive(Debug, Default)]
pub struct BrowserPage;

/// Tells of changes of the fragment until it is dropped.
#[derive(Debug)]
pub struct FragmentListener {
    _listener: Option<EventListener>,
}

impl BrowserPage {
    /// Returns what follows `#` in the address, as written.
    pub fn fragment() -> String {
        web_sys::window()
            .and_then(|window| window.location().hash().ok())
            .map(|hash| hash.strip_prefix('#').unwrap_or(&hash).to_owned())
            .unwrap_or_default()
    }

    /// Returns the page's own address.
    pub fn address() -> String {
        web_sys::window()
            .and_then(|window| window.location().href().ok())
            .unwrap_or_default()
    }

    /// Says whether the page comes from this machine.
    pub fn is_loopback() -> bool {
        web_sys::window()
            .and_then(|window| window.location().hostname().ok())
            .is_some_and(|host| matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]"))
    }

    /// Says whether the browser runs on Windows, as far as it tells.
    pub fn is_on_windows() -> bool {
        web_sys::window()
            .and_then(|window| window.navigator().user_agent().ok())
            .is_some_and(|agent| agent.contains("Windows"))
    }

    /// Returns the address of the script of the web worker that reads directory indexes: its name changes with its content.
    pub fn worker_address() -> String {
        named_address("meta[name=app-worker]")
    }

    /// Returns the address of the script of the web worker that searches files, likewise.
    pub fn search_worker_address() -> String {
        named_address("meta[name=app-search-worker]")
    }

    /// Returns the address of the script of the web worker that makes lists of tables, likewise.
    pub fn import_worker_address() -> String {
        named_address("meta[name=app-import-worker]")
    }

    /// Returns the address of the script of the web worker that plans transfers, likewise.
    pub fn plan_worker_address() -> String {
        named_address("meta[name=app-plan-worker]")
    }

    /// Returns the address of the script of the web worker that downloads, likewise.
    pub fn transfer_worker_address() -> String {
        named_address("meta[name=app-transfer-worker]")
    }

    /// Goes to a link of this page; with `replace` in the place of the one before, which tells no listener.
    pub fn go(href: &str, replace: bool) {
        let Some(window) = web_sys::window() else {
            return;
        };
        if replace {
            if let Ok(history) = window.history() {
                // A browser may refuse after very many changes in a second; the page itself still changes.
                let _ =
                    history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(href));
            }
        } else {
            // As above.
            let _ = window.location().set_hash(href);
        }
    }

    /// Sets the title of the document.
    pub fn set_title(title: &str) {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(title);
        }
    }

    /// Sets the colours of the document; nothing means those of the system.
    pub fn set_theme(theme: Option<&str>) {
        let root = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.document_element());
        if let Some(root) = root {
            // The attribute's name is a constant that the browser takes.
            let _ = match theme {
                Some(theme) => root.set_attribute("data-theme", theme),
                None => root.remove_attribute("data-theme"),
            };
        }
    }

    /// Calls back with each new fragment.
    pub fn on_fragment(callback: impl Fn(String) + 'static) -> FragmentListener {
        FragmentListener {
            _listener: web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| callback(Self::fragment()))
            }),
        }
    }
}

/// Returns the address that a part of the page's head names.
fn named_address(selector: &str) -> String {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(selector).ok()?)
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default()
}
