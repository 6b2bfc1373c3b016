//! The form in which a directory index travels between a page and its worker: small, and read without trust.
//!
//! Both ends come from one build, so the form has a number but no history. Texts lie in one block, checked once as UTF-8;
//! numbers are LEB128, as in WebAssembly itself. Bytes that were not written here give an error, never a panic.

use jiff::civil::DateTime;

use crate::common::{Reader, WireError, Writer};
use crate::listing::{
    ApproxSize, DirectoryIndex, EntryKind, IndexEntry, Modified, NotAnIndex, PageRequest,
    Precision, Refused, RefusedLink, RefusedReason, Size,
};
use crate::mirror::{BaseUrl, RemotePath};

/// What a page was read as.
pub type Outcome = Result<DirectoryIndex, NotAnIndex>;

/// Gives each value of an enum its number, in both directions. A value without one does not compile.
macro_rules! numbered {
    ($to:ident, $from:ident, $type:ty, $what:literal: $($number:literal $value:path,)+) => {
        fn $to(value: $type) -> u8 {
            match value { $($value => $number,)+ }
        }

        fn $from(number: u8) -> Result<$type, WireError> {
            match number {
                $($number => Ok($value),)+
                _ => Err(WireError::Unknown { what: $what }),
            }
        }
    };
}

numbered!(number_of_precision, precision, Precision, "precision":
    1 Precision::Day,
    2 Precision::Minute,
    3 Precision::Second,
);

/// Numbers of the ways in which an answer is no directory index.
mod fault {
    pub(super) const EMPTY: u8 = 0;
    pub(super) const NO_LISTING: u8 = 1;
    pub(super) const BINARY: u8 = 2;
    pub(super) const NOT_HTML: u8 = 3;
    pub(super) const SERVER_ERROR: u8 = 4;
}

/// Bits of the byte that begins an index.
mod index_bits {
    pub(super) const TRUNCATED: u8 = 1;
    pub(super) const NEXT: u8 = 1 << 1;
}

/// Bits of the byte that begins an entry.
mod entry_bits {
    pub(super) const FILE: u8 = 1;
    pub(super) const EXACT: u8 = 1 << 1;
    pub(super) const ABOUT: u8 = 1 << 2;
    /// Two bits; no date if both are off.
    pub(super) const PRECISION: u8 = 3;
    pub(super) const PRECISION_SHIFT: u8 = 3;
    pub(super) const UTC: u8 = 1 << 5;
    pub(super) const NANOSECONDS: u8 = 1 << 6;
}

/// Least number of bytes of an entry or a refused link, so that a false count does not ask for memory.
const LEAST: usize = 2;

/// Writes what a page was read as.
pub(super) fn write_outcome(outcome: &Outcome, out: &mut Writer) {
    match outcome {
        Ok(index) => {
            out.byte(0);
            write_index(index, out);
        }
        Err(reason) => {
            out.byte(1);
            write_fault(reason, out);
        }
    }
}

/// Reads what [`write_outcome`] wrote.
pub(super) fn read_outcome(from: &mut Reader<'_>) -> Result<Outcome, WireError> {
    match from.byte()? {
        0 => read_index(from).map(Ok),
        1 => read_fault(from).map(Err),
        _ => Err(WireError::Unknown { what: "outcome" }),
    }
}

fn write_fault(fault: &NotAnIndex, out: &mut Writer) {
    out.byte(match fault {
        NotAnIndex::Empty => fault::EMPTY,
        NotAnIndex::NoListing => fault::NO_LISTING,
        NotAnIndex::Binary => fault::BINARY,
        NotAnIndex::NotHtml => fault::NOT_HTML,
        NotAnIndex::ServerError { .. } => fault::SERVER_ERROR,
    });
    if let NotAnIndex::ServerError { code, message } = fault {
        out.text(code);
        out.text(message);
    }
}

fn read_fault(from: &mut Reader<'_>) -> Result<NotAnIndex, WireError> {
    Ok(match from.byte()? {
        fault::EMPTY => NotAnIndex::Empty,
        fault::NO_LISTING => NotAnIndex::NoListing,
        fault::BINARY => NotAnIndex::Binary,
        fault::NOT_HTML => NotAnIndex::NotHtml,
        fault::SERVER_ERROR => NotAnIndex::ServerError {
            code: from.text()?.to_owned(),
            message: from.text()?.to_owned(),
        },
        _ => return Err(WireError::Unknown { what: "fault" }),
    })
}

/// Writes what was asked for.
pub(super) fn write_asked(asked: &PageRequest, out: &mut Writer) {
    out.text(&asked.page_url);
    out.text(asked.base.as_str());
    out.optional_text(asked.directory.as_ref().map(RemotePath::as_str));
    out.optional_text(asked.content_type.as_deref());
}

/// Reads what [`write_asked`] wrote.
pub(super) fn read_asked(from: &mut Reader<'_>) -> Result<PageRequest, WireError> {
    let page_url = from.text()?.to_owned();
    let base = BaseUrl::parse(from.text()?).map_err(|_| WireError::Unknown { what: "site" })?;
    let directory = from.optional_text()?.map(RemotePath::parse).transpose();
    Ok(PageRequest {
        page_url,
        base,
        directory: directory.map_err(|_| WireError::Unknown { what: "directory" })?,
        content_type: from.optional_text()?.map(str::to_owned),
    })
}

fn write_index(index: &DirectoryIndex, out: &mut Writer) {
    let truncated = u8::from(index.truncated) * index_bits::TRUNCATED;
    let next = u8::from(index.next.is_some()) * index_bits::NEXT;
    out.byte(truncated | next);
    let names = index.entries.iter().map(|entry| &entry.name);
    let links = index.refused.links().iter().map(|link| &link.href);
    let texts = index.next.iter().chain(names).chain(links);
    out.number(texts.clone().map(String::len).sum::<usize>() as u64);
    for text in texts {
        out.bytes(text.as_bytes());
    }
    if let Some(next) = &index.next {
        out.number(next.len() as u64);
    }
    out.number(index.entries.len() as u64);
    for entry in &index.entries {
        write_entry(entry, out);
    }
    out.number(index.refused.links().len() as u64);
    for link in index.refused.links() {
        out.byte(link.reason as u8);
        out.number(link.href.len() as u64);
    }
    for reason in RefusedReason::ALL {
        out.number(index.refused.count(reason));
    }
    let bucket = index.bucket_directory.as_ref();
    out.optional_text(bucket.map(RemotePath::as_str));
}

fn read_index(from: &mut Reader<'_>) -> Result<DirectoryIndex, WireError> {
    let flags = from.byte()?;
    let mut texts = Texts(from.text()?);
    let next = if flags & index_bits::NEXT == 0 {
        None
    } else {
        Some(texts.take(from)?)
    };
    let count = from.count(LEAST)?;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        entries.push(read_entry(&mut texts, from)?);
    }
    let count = from.count(LEAST)?;
    let mut links = Vec::with_capacity(count);
    for _ in 0..count {
        let reason = RefusedReason::ALL.get(usize::from(from.byte()?));
        let reason = *reason.ok_or(WireError::Unknown { what: "reason" })?;
        let href = texts.take(from)?;
        links.push(RefusedLink { href, reason });
    }
    if !texts.0.is_empty() {
        return Err(WireError::Excess);
    }
    let mut counts = [0; RefusedReason::ALL.len()];
    for count in &mut counts {
        *count = from.number()?;
    }
    let directory = from.optional_text()?.map(RemotePath::parse).transpose();
    Ok(DirectoryIndex {
        entries,
        refused: Refused::from_parts(counts, links),
        truncated: flags & index_bits::TRUNCATED != 0,
        next,
        bucket_directory: directory.map_err(|_| WireError::Unknown { what: "directory" })?,
    })
}

/// What is left of the block of texts.
struct Texts<'message>(&'message str);

impl Texts<'_> {
    /// Takes the next text, whose length stands in the message.
    fn take(&mut self, from: &mut Reader<'_>) -> Result<String, WireError> {
        let length = usize::try_from(from.number()?).map_err(|_| WireError::Cut)?;
        if length > self.0.len() {
            return Err(WireError::Cut);
        }
        let (text, rest) = self.0.split_at_checked(length).ok_or(WireError::NotUtf8)?;
        self.0 = rest;
        Ok(text.to_owned())
    }
}

fn write_entry(entry: &IndexEntry, out: &mut Writer) {
    let kind = match entry.kind {
        EntryKind::Directory => 0,
        EntryKind::File => entry_bits::FILE,
    };
    let size = match entry.size {
        None => 0,
        Some(Size::Exact(_)) => entry_bits::EXACT,
        Some(Size::About(_)) => entry_bits::ABOUT,
    };
    let date = entry.modified.map_or(0, |modified| {
        let utc = u8::from(modified.utc) * entry_bits::UTC;
        let nanoseconds = u8::from(modified.at.subsec_nanosecond() != 0) * entry_bits::NANOSECONDS;
        number_of_precision(modified.precision) << entry_bits::PRECISION_SHIFT | utc | nanoseconds
    });
    out.byte(kind | size | date);
    out.number(entry.name.len() as u64);
    match entry.size {
        None => {}
        Some(Size::Exact(bytes)) => out.number(bytes),
        Some(Size::About(ApproxSize { shown, least, most })) => {
            for bytes in [shown, least, most] {
                out.number(bytes);
            }
        }
    }
    if let Some(modified) = entry.modified {
        write_date(modified.at, out);
    }
}

fn read_entry(texts: &mut Texts<'_>, from: &mut Reader<'_>) -> Result<IndexEntry, WireError> {
    let flags = from.byte()?;
    let name = texts.take(from)?;
    let kind = if flags & entry_bits::FILE == 0 {
        EntryKind::Directory
    } else {
        EntryKind::File
    };
    let size = if flags & entry_bits::EXACT != 0 {
        Some(Size::Exact(from.number()?))
    } else if flags & entry_bits::ABOUT != 0 {
        Some(Size::About(ApproxSize {
            shown: from.number()?,
            least: from.number()?,
            most: from.number()?,
        }))
    } else {
        None
    };
    let modified = match (flags >> entry_bits::PRECISION_SHIFT) & entry_bits::PRECISION {
        0 => None,
        number => Some(Modified {
            at: read_date(flags & entry_bits::NANOSECONDS != 0, from)?,
            precision: precision(number)?,
            utc: flags & entry_bits::UTC != 0,
        }),
    };
    Ok(IndexEntry {
        name,
        kind,
        size,
        modified,
    })
}

fn write_date(at: DateTime, out: &mut Writer) {
    out.bytes(&at.year().to_le_bytes());
    for part in [at.month(), at.day(), at.hour(), at.minute(), at.second()] {
        out.bytes(&part.to_le_bytes());
    }
    if at.subsec_nanosecond() != 0 {
        out.bytes(&at.subsec_nanosecond().to_le_bytes());
    }
}

fn read_date(nanoseconds: bool, from: &mut Reader<'_>) -> Result<DateTime, WireError> {
    let year = i16::from_le_bytes(from.array()?);
    let [month, day, hour, minute, second] =
        from.array::<5>()?.map(|part| i8::from_le_bytes([part]));
    let nanoseconds = if nanoseconds {
        i32::from_le_bytes(from.array()?)
    } else {
        0
    };
    DateTime::new(year, month, day, hour, minute, second, nanoseconds)
        .map_err(|_| WireError::Unknown { what: "date" })
}
