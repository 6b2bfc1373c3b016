//! Carries out the effects of a server. `static/worker-start.js` hands it the page's messages.

use std::cell::RefCell;

use wasm_bindgen_futures::spawn_local;

use super::{cache, fetch, scope};
use crate::worker::{Effect, EffectServer, Event, WorkerError};

thread_local! {
    /// The server of this worker, which the first message makes.
    static SERVER: RefCell<Option<Box<dyn EffectServer>>> = const { RefCell::new(None) };
}

/// Takes a message of the page for the worker's only server, and does what that then wants.
///
/// # Errors
///
/// [`WorkerError`] if it is not what a page of this build writes.
pub fn take<S: EffectServer + Default + 'static>(message: &[u8]) -> Result<(), WorkerError> {
    let effects = SERVER.with_borrow_mut(|server| {
        let server = server.get_or_insert_with(|| Box::<S>::default());
        server.take(message)
    })?;
    run(effects);
    Ok(())
}

/// Gives the server an event, and does what it then wants.
fn handle(number: u32, event: Event<'_>) {
    run(SERVER.with_borrow_mut(|server| match server {
        Some(server) => server.event(number, event),
        None => Vec::new(),
    }));
}

fn run(effects: Vec<Effect>) {
    for effect in effects {
        match effect {
            Effect::Respond(message) => scope::post(&message),
            Effect::Fetch(file) => fetch::start(file, handle),
            Effect::Release(number) => fetch::release(number, handle),
            Effect::Abort(number) => fetch::abort(number),
            Effect::Keep {
                number,
                file,
                bytes,
            } => spawn_local(async move {
                // A private window, or no room: the page says that nothing is kept.
                let kept = cache::put(&file, &bytes).await.is_ok();
                handle(number, Event::Kept(kept));
            }),
            Effect::KeepOnly { number, files } => spawn_local(async move {
                // What cannot be removed takes room and does no harm.
                let removed = cache::retain(&files).await.is_ok();
                handle(number, Event::Kept(removed));
            }),
            Effect::Yield(number) => spawn_local(async move {
                scope::next_task().await;
                handle(number, Event::Resume);
            }),
        }
    }
}
