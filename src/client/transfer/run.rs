//! One download from its turn to its end, or until it is paused.

use std::rc::Rc;

use super::interrupt::Interrupt;
use super::shared::Inner;
use crate::client::http::{SILENCE, with_timeout};
use crate::port::{Chunk, Clock, FetchError, FileBody, FileSink, SaveError, TransferPorts};
use crate::transfer::{Effect, Event, Place};

/// Bytes that may be on their way to the disk while more are read and hashed.
const MOST_PENDING: u64 = 4 << 20;

/// Longest time in which the disk takes nothing, in milliseconds.
const STUCK: u32 = 120_000;

/// Bytes between two checkpoints of a durable place.
const CHECKPOINT: u64 = 64 << 20;

/// A download that has its turn.
pub(super) struct Run<P: TransferPorts> {
    pub(super) inner: Rc<Inner<P>>,
    pub(super) id: u32,
    pub(super) place: Place,
    pub(super) interrupt: Rc<Interrupt>,
    pub(super) sink: Option<P::Sink>,
    pub(super) body: Option<P::Body>,
    /// What was read last; the memory is used again.
    pub(super) buffer: Vec<u8>,
    /// Bytes at the last checkpoint.
    pub(super) kept: u64,
}

impl<P: TransferPorts + 'static> Run<P> {
    /// Carries out effects until there is nothing more to do; returns the place if it is still open.
    pub(super) async fn until_end(mut self, mut effect: Effect) -> Option<P::Sink> {
        loop {
            effect = match effect {
                Effect::Open => self.open().await,
                Effect::Request => self.request().await,
                Effect::StartOver => {
                    self.body = None;
                    match self.truncate().await {
                        Ok(()) => Effect::Request,
                        Err(error) => self.on(Event::SaveFailed(error)),
                    }
                }
                Effect::Rewind => match self.truncate().await {
                    Ok(()) => Effect::Read,
                    Err(error) => self.on(Event::SaveFailed(error)),
                },
                Effect::Read => self.read().await,
                Effect::Wait(milliseconds) => {
                    self.body = None;
                    self.inner.note_rest(self.id);
                    self.wait(milliseconds).await
                }
                Effect::Close => self.close().await,
                Effect::Discard => {
                    self.body = None;
                    match self.sink.take() {
                        Some(sink) => sink.discard().await,
                        None => self.inner.ports.remove(&self.place).await,
                    }
                    self.inner.forget(self.id);
                    break;
                }
                Effect::Rest => {
                    self.body = None;
                    if let Err(error) = self.flush().await {
                        effect = self.on(Event::SaveFailed(error));
                        if effect == Effect::Discard {
                            continue;
                        }
                    }
                    break;
                }
            };
        }
        self.sink
    }

    fn on(&self, event: Event<'_>) -> Effect {
        self.inner.on(self.id, event)
    }

    async fn open(&mut self) -> Effect {
        self.kept = self.inner.received(self.id);
        match self.inner.ports.open(&self.place, self.kept).await {
            Ok(sink) => {
                self.sink = Some(sink);
                self.on(Event::Opened)
            }
            Err(error) => self.on(Event::SaveFailed(error)),
        }
    }

    async fn request(&mut self) -> Effect {
        self.body = None;
        let Some(request) = self.inner.next_request(self.id) else {
            return Effect::Discard;
        };
        let inner = Rc::clone(&self.inner);
        let answer = with_timeout(&*inner.clock, SILENCE, inner.ports.get(&request));
        match self.interrupt.or(answer).await {
            None => self.on(Event::Interrupted),
            Some(Err(error)) => self.on(Event::FetchFailed(error)),
            Some(Ok(body)) => {
                let effect = self.on(Event::Answered(body.head(), body.other_host()));
                self.body = Some(body);
                effect
            }
        }
    }

    async fn read(&mut self) -> Effect {
        let (Some(body), Some(sink)) = (&mut self.body, &mut self.sink) else {
            return Effect::Request;
        };
        let got = self.inner.received(self.id);
        let next = async {
            match with_timeout(&*self.inner.clock, SILENCE, body.next()).await {
                Err(FetchError::Timeout { seconds }) => Err(FetchError::Stalled { got, seconds }),
                Err(FetchError::Broken { .. }) => Err(FetchError::Broken { got }),
                other => other,
            }
        };
        match self.interrupt.or(next).await {
            None => self.on(Event::Interrupted),
            Some(Err(error)) => self.on(Event::FetchFailed(error)),
            Some(Ok(None)) => match settle(&*self.inner.clock, sink, 0).await {
                Ok(()) => self.on(Event::Ended),
                Err(error) => self.on(Event::SaveFailed(error)),
            },
            Some(Ok(Some(chunk))) => {
                // The disk and the checksum work at the same time.
                sink.write(&chunk);
                let bytes = chunk.copy_to(&mut self.buffer);
                let effect = self.inner.on(self.id, Event::Bytes(bytes));
                if effect != Effect::Read {
                    return effect;
                }
                if let Err(error) = settle(&*self.inner.clock, sink, MOST_PENDING).await {
                    return self.on(Event::SaveFailed(error));
                }
                let is_due = self.inner.received(self.id) >= self.kept + CHECKPOINT;
                if is_due
                    && self.place.is_durable()
                    && let Err(error) = self.checkpoint().await
                {
                    return self.on(Event::SaveFailed(error));
                }
                Effect::Read
            }
        }
    }

    async fn truncate(&mut self) -> Result<(), SaveError> {
        self.kept = 0;
        match &mut self.sink {
            Some(sink) => {
                settle(&*self.inner.clock, sink, 0).await?;
                sink.truncate(0).await
            }
            None => Ok(()),
        }
    }

    async fn wait(&mut self, milliseconds: u64) -> Effect {
        let milliseconds = u32::try_from(milliseconds).unwrap_or(u32::MAX);
        let clock = Rc::clone(&self.inner.clock);
        match self.interrupt.or(clock.sleep(milliseconds)).await {
            None => self.on(Event::Interrupted),
            Some(()) => self.on(Event::Waited),
        }
    }

    async fn close(&mut self) -> Effect {
        match self.sink.take() {
            Some(sink) => match sink.close().await {
                Ok(()) => self.on(Event::Closed),
                Err(error) => self.on(Event::SaveFailed(error)),
            },
            None => Effect::Rest,
        }
    }

    /// Puts what was written on the disk.
    async fn flush(&mut self) -> Result<(), SaveError> {
        match &mut self.sink {
            Some(sink) => {
                settle(&*self.inner.clock, sink, 0).await?;
                sink.flush().await
            }
            None => Ok(()),
        }
    }

    /// Puts what was written on the disk, and keeps a record that says so.
    async fn checkpoint(&mut self) -> Result<(), SaveError> {
        self.flush().await?;
        self.kept = self.inner.received(self.id);
        self.inner.keep(self.id).await;
        Ok(())
    }
}

/// Waits for the disk, but not for ever.
async fn settle(clock: &dyn Clock, sink: &mut impl FileSink, most: u64) -> Result<(), SaveError> {
    let settled = std::pin::pin!(sink.settle(most));
    match futures_util::future::select(settled, clock.sleep(STUCK)).await {
        futures_util::future::Either::Left((result, _)) => result,
        futures_util::future::Either::Right(_) => Err(SaveError::Stuck {
            seconds: STUCK / 1000,
        }),
    }
}
