//! Looks for the checksums that queries name, in the part that holds them. The requests with these queries wait.

use md5::{Digest, Md5 as Hasher};

use super::checksum_source::ChecksumSource;
use super::protocol::Request;
use crate::search::Md5Search;
use crate::snapshot::{OpenError, Part};
use crate::table::Md5;
use crate::worker::effects::EffectQueue;
use crate::worker::{Effect, Event, GetError, Source};

/// A search through the part with the checksums as it comes.
#[derive(Debug)]
pub(super) struct Md5Lookup {
    search: Md5Search,
    part: Part,
    address: String,
    get: Option<u32>,
    bytes: u64,
    hasher: Hasher,
    /// The requests, each with its job, in their order.
    pub(super) waiting: Vec<(u32, Request)>,
}

impl Md5Lookup {
    /// Starts a search for checksums. It is over at once where they are here.
    pub(super) fn start(
        wanted: Vec<Md5>,
        (part, source): (&Part, &ChecksumSource),
        out: &mut EffectQueue,
    ) -> Self {
        let mut lookup = Self {
            search: Md5Search::new(wanted),
            part: part.clone(),
            address: String::new(),
            get: None,
            bytes: 0,
            hasher: Hasher::new(),
            waiting: Vec::new(),
        };
        let (address, from) = match source {
            ChecksumSource::Web(address) => (address, Source::Web),
            ChecksumSource::Kept(file) => (file, Source::Kept),
            ChecksumSource::Here(bytes) => {
                lookup.search.push(bytes);
                return lookup;
            }
        };
        lookup.address.clone_from(address);
        lookup.get = Some(out.fetch(address, from, false));
        lookup
    }

    /// Returns whether an event is meant for it.
    pub(super) fn owns(&self, number: u32) -> bool {
        self.get == Some(number)
    }

    /// Returns whether the whole part was searched.
    pub(super) fn is_done(&self) -> bool {
        self.get.is_none()
    }

    /// Ends it.
    pub(super) fn stop(&mut self, out: &mut EffectQueue) {
        if let Some(get) = self.get.take() {
            out.push(Effect::Abort(get));
        }
    }

    /// Takes an event that it [owns](Self::owns).
    pub(super) fn take(&mut self, event: Event<'_>) -> Result<(), OpenError> {
        match event {
            Event::Head { status: 200, .. } | Event::Kept(_) | Event::Resume => {}
            Event::Head { status, .. } => return Err(GetError::Status(status).of(&self.address)),
            Event::Failed(failure) => return Err(failure.of(&self.address)),
            Event::Bytes(bytes) => {
                self.search.push(bytes);
                self.hasher.update(bytes);
                self.bytes += bytes.len() as u64;
            }
            Event::End => {
                self.get = None;
                let part = self.part.file.clone();
                if self.bytes != self.part.bytes {
                    return Err(OpenError::Length {
                        part,
                        found: self.bytes,
                        expected: self.part.bytes,
                    });
                }
                if Md5(self.hasher.finalize_reset().into()) != self.part.md5 {
                    return Err(OpenError::Digest { part });
                }
            }
        }
        Ok(())
    }

    /// Returns what was found, and the requests that waited for it.
    pub(super) fn finish(self) -> (Md5Search, Vec<(u32, Request)>) {
        (self.search, self.waiting)
    }
}
