//! The bytes of a body on their way: in pieces, slowed, cut, held back or with one bit flipped.

use std::io::{self, ErrorKind};
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::io::{AsyncReadExt, AsyncSeekExt, SeekFrom};

use super::tree::Content;

/// The greatest piece that is sent at once, in bytes.
const PIECE: u64 = 64 * 1024;

/// How many pieces a second a slowed body is sent in.
const PIECES_PER_SECOND: u64 = 10;

/// What happens to a body on its way. Offsets count from the start of the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    /// The first byte to send.
    pub(crate) from: u64,
    /// The byte after the last.
    pub(crate) to: u64,
    /// The byte of which one bit is flipped.
    pub(crate) flip: Option<u64>,
    /// Where the connection breaks.
    pub(crate) cut: Option<u64>,
    /// Where nothing more comes, though the connection stays.
    pub(crate) hold: Option<u64>,
    /// Bytes per second.
    pub(crate) rate: Option<u64>,
}

impl Flow {
    /// Sends these bytes of a file as they are.
    pub(crate) fn plain(from: u64, to: u64) -> Self {
        Self {
            from,
            to,
            flip: None,
            cut: None,
            hold: None,
            rate: None,
        }
    }

    /// Returns the body.
    pub(crate) fn body(self, content: Content) -> Body {
        let start = (self, Source::from(content));
        Body::from_stream(stream::try_unfold(
            start,
            |(mut flow, mut source)| async move {
                let piece = flow.next(&mut source).await?;
                Ok::<_, io::Error>(piece.map(|piece| (piece, (flow, source))))
            },
        ))
    }

    async fn next(&mut self, source: &mut Source) -> io::Result<Option<Bytes>> {
        if self.from >= self.to {
            return Ok(None);
        }
        if self.cut == Some(self.from) {
            // Lets what was sent so far arrive first: a browser drops what it holds when the connection breaks.
            tokio::time::sleep(Duration::from_millis(1000 / PIECES_PER_SECOND)).await;
            return Err(ErrorKind::ConnectionReset.into());
        }
        if self.hold == Some(self.from) {
            std::future::pending::<()>().await;
        }
        let mut end = self.to.min(self.from + PIECE);
        if let Some(rate) = self.rate {
            tokio::time::sleep(Duration::from_millis(1000 / PIECES_PER_SECOND)).await;
            end = end.min(self.from + (rate / PIECES_PER_SECOND).max(1));
        }
        for stop in [self.cut, self.hold].into_iter().flatten() {
            if stop > self.from {
                end = end.min(stop);
            }
        }
        let mut piece = source.read(self.from, end).await?;
        if let Some(at) = self.flip.filter(|at| (self.from..end).contains(at)) {
            let mut changed = piece.to_vec();
            if let Some(byte) = usize::try_from(at - self.from)
                .ok()
                .and_then(|index| changed.get_mut(index))
            {
                *byte ^= 1;
            }
            piece = changed.into();
        }
        self.from = end;
        Ok(Some(piece))
    }
}

/// Where the bytes come from; a file is opened at the first read.
enum Source {
    Memory(Bytes),
    Closed(std::path::PathBuf),
    Open(tokio::fs::File),
}

impl From<Content> for Source {
    fn from(content: Content) -> Self {
        match content {
            Content::Memory(bytes) => Self::Memory(bytes),
            Content::Disk(path) => Self::Closed(path),
        }
    }
}

impl Source {
    /// Reads the bytes from `from` to before `to`; they follow on those of the last call.
    async fn read(&mut self, from: u64, to: u64) -> io::Result<Bytes> {
        let position = |offset: u64| usize::try_from(offset).map_err(io::Error::other);
        if let Self::Closed(path) = self {
            let mut file = tokio::fs::File::open(path).await?;
            file.seek(SeekFrom::Start(from)).await?;
            *self = Self::Open(file);
        }
        match self {
            Self::Memory(bytes) => Ok(bytes.slice(position(from)?..position(to)?)),
            Self::Open(file) => {
                let mut piece = vec![0; position(to - from)?];
                file.read_exact(&mut piece).await?;
                Ok(piece.into())
            }
            Self::Closed(_) => Err(ErrorKind::NotFound.into()),
        }
    }
}
