//! Running one download: the transfer's effects on the ports.

use crate::port::{Body, Clock, Fetch, FetchError, LocalFuture, SaveError, Sink, with_timeout};
use crate::transfer::{Effect, Event, Transfer};

/// Milliseconds without a byte after which a mirror counts as stalled.
const SILENCE: u32 = 30_000;

/// Least milliseconds between two reports of progress.
const REPORT_EVERY: u64 = 100;

/// Runs a transfer to its end, reporting now and then and at the end. Dropping the future drops connection and file.
pub async fn download(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    mut transfer: Transfer,
    place: LocalFuture<'static, Result<Box<dyn Sink>, SaveError>>,
    mut report: impl FnMut(&Transfer),
) {
    let mut sink: Option<Box<dyn Sink>> = None;
    let mut body: Option<Box<dyn Body>> = None;
    let mut reported = 0;
    let mut shown = transfer.state().clone();
    let mut effect = match place.await {
        Ok(place) => {
            sink = Some(place);
            transfer.on(Event::PlaceChosen, clock.now())
        }
        Err(error) => transfer.on(Event::SaveFailed(error), clock.now()),
    };
    loop {
        if clock.now() >= reported + REPORT_EVERY || *transfer.state() != shown {
            reported = clock.now();
            shown.clone_from(transfer.state());
            report(&transfer);
        }
        effect = match effect {
            Effect::Request => {
                match with_timeout(clock, SILENCE, fetch.get(&transfer.file().url)).await {
                    Ok(answer) => {
                        let effect = transfer.on(Event::Answered(answer.head()), clock.now());
                        body = Some(answer);
                        effect
                    }
                    Err(error) => transfer.on(Event::FetchFailed(error), clock.now()),
                }
            }
            Effect::Read => read_and_write(clock, &mut transfer, &mut body, &mut sink).await,
            Effect::Close => match sink.take().map(Sink::close) {
                Some(closing) => match closing.await {
                    Ok(()) => transfer.on(Event::Closed, clock.now()),
                    Err(error) => transfer.on(Event::SaveFailed(error), clock.now()),
                },
                None => Effect::Rest,
            },
            Effect::Discard => {
                body = None;
                if let Some(sink) = sink.take() {
                    sink.discard().await;
                }
                Effect::Rest
            }
            Effect::Write | Effect::Rest => break,
        };
    }
    report(&transfer);
}

async fn read_and_write(
    clock: &dyn Clock,
    transfer: &mut Transfer,
    body: &mut Option<Box<dyn Body>>,
    sink: &mut Option<Box<dyn Sink>>,
) -> Effect {
    let (Some(body), Some(sink)) = (body, sink) else {
        return Effect::Rest;
    };
    let chunk = match with_timeout(clock, SILENCE, body.next_chunk()).await {
        Ok(Some(chunk)) => chunk,
        Ok(None) => return transfer.on(Event::Ended, clock.now()),
        Err(error) => {
            return transfer.on(Event::FetchFailed(broken_at(error, transfer)), clock.now());
        }
    };
    match transfer.on(Event::Chunk(&chunk), clock.now()) {
        Effect::Write => match sink.write(chunk).await {
            Ok(()) => Effect::Read,
            Err(error) => transfer.on(Event::SaveFailed(error), clock.now()),
        },
        other => other,
    }
}

/// Says how far a broken connection came, as the transfer counted it.
fn broken_at(error: FetchError, transfer: &Transfer) -> FetchError {
    match error {
        FetchError::Broken { .. } => FetchError::Broken {
            got: transfer.received(),
        },
        other => other,
    }
}
