//! Drives a download: carries out the effects of its state machine on the ports.

use crate::port::{Body, Clock, Fetch, LocalFuture, SaveError, Sink};
use crate::transfer::{Effect, Event, Transfer};

use super::http::{SILENCE, next_chunk, with_timeout};

/// Least milliseconds between two reports of progress.
const REPORT_EVERY: u64 = 100;

/// Runs a transfer to its end, and reports its progress, each change of its state, and its end.
///
/// `place` is the file that the user picks, of [`Save::pick`](crate::port::Save::pick). Dropping the future drops the connection
/// and the file.
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
    let chunk = match next_chunk(&mut **body, clock, SILENCE, transfer.received()).await {
        Ok(Some(chunk)) => chunk,
        Ok(None) => return transfer.on(Event::Ended, clock.now()),
        Err(error) => return transfer.on(Event::FetchFailed(error), clock.now()),
    };
    match transfer.on(Event::Chunk(&chunk), clock.now()) {
        Effect::Write => match sink.write(chunk).await {
            Ok(()) => Effect::Read,
            Err(error) => transfer.on(Event::SaveFailed(error), clock.now()),
        },
        other => other,
    }
}
