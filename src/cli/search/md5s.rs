//! Reads checksums of files out of the part that holds them: 16 bytes a file, in their order.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

use md5::{Digest, Md5 as Hasher};
use url::Url;

use super::open::SnapshotLocation;
use crate::cli::client::{Client, HttpError};
use crate::cli::error::CliError;
use crate::cli::input::{name_of, pump};
use crate::cli::source::Source;
use crate::search::{Engine, Md5Search};
use crate::snapshot::{OpenError, Part};
use crate::table::Md5;

/// Bytes of a checksum.
const LENGTH: u64 = 16;

/// Two files with fewer others between them are read at once: a question costs more than so many bytes.
const NEAR: u32 = 4096;

/// The checksums of some files; those that are not known are left out.
pub(in crate::cli) fn read(
    place: &SnapshotLocation,
    part: &Part,
    files: &[u32],
) -> Result<HashMap<u32, Md5>, CliError> {
    let source = place.file(&part.file);
    if let Source::File(path) = &source {
        check(path, part)?;
    }
    let mut sorted = files.to_vec();
    sorted.sort_unstable();
    let mut found = HashMap::with_capacity(files.len());
    let mut buffer = Vec::new();
    for span in spans(&sorted) {
        buffer.clear();
        let bytes = u64::from(span.start) * LENGTH..u64::from(span.end) * LENGTH;
        read_span(&place.client, &source, part, &bytes, &mut buffer)?;
        let (first, last) = (
            sorted.partition_point(|file| *file < span.start),
            sorted.partition_point(|file| *file < span.end),
        );
        for file in &sorted[first..last] {
            let at = (file - span.start) as usize * 16;
            let md5 = buffer[at..].first_chunk::<16>();
            let md5 = md5.filter(|md5| **md5 != [0; 16]);
            found.extend(md5.map(|md5| (*file, Md5(*md5))));
        }
    }
    Ok(found)
}

/// Looks for the checksums that a query names, and gives the engine their files.
pub(in crate::cli) fn look_up(
    place: &SnapshotLocation,
    engine: &mut Engine,
    query: &str,
) -> Result<(), CliError> {
    let wanted = engine.missing_md5s(query);
    if wanted.is_empty() {
        return Ok(());
    }
    let part = engine.md5s();
    let source = place.file(&part.file);
    let mut search = Md5Search::new(wanted);
    let (mut hasher, mut found) = (Hasher::new(), 0);
    pump(&place.client, &source, &mut |bytes| {
        search.push(bytes);
        hasher.update(bytes);
        found += bytes.len() as u64;
        found <= part.bytes
    })?;
    let (expected, file) = (part.bytes, part.file.clone());
    if found != expected {
        return Err(CliError::Open(OpenError::Length {
            part: file,
            found,
            expected,
        }));
    }
    if Md5(hasher.finalize().into()) != part.md5 {
        return Err(CliError::Open(OpenError::Digest { part: file }));
    }
    engine.take_md5s(search);
    Ok(())
}

/// Refuses a part on this computer that is not the one that the manifest means. Of one elsewhere only pieces are read.
fn check(path: &Path, part: &Part) -> Result<(), CliError> {
    let whole = std::fs::read(path).map_err(|error| CliError::File {
        name: path.display().to_string(),
        error,
    })?;
    let digest = Md5(Hasher::digest(&whole).into());
    if whole.len() as u64 == part.bytes && digest != part.md5 {
        let part = part.file.clone();
        return Err(CliError::Open(OpenError::Digest { part }));
    }
    Ok(())
}

/// Puts files that are near to each other together. The files are in order.
fn spans(files: &[u32]) -> Vec<Range<u32>> {
    let near = |one: &u32, next: &u32| next - one <= NEAR;
    let groups = files.chunk_by(near);
    groups
        .filter_map(|group| Some(*group.first()?..*group.last()? + 1))
        .collect()
}

fn read_span(
    client: &Client,
    source: &Source,
    part: &Part,
    bytes: &Range<u64>,
    to: &mut Vec<u8>,
) -> Result<(), CliError> {
    match source {
        Source::File(path) => {
            let read = File::open(path).and_then(|file| read_file(file, bytes, to));
            let length = read.map_err(|error| CliError::File {
                name: name_of(source),
                error,
            })?;
            if length != part.bytes || to.len() as u64 != bytes.end - bytes.start {
                return Err(CliError::Open(OpenError::Length {
                    part: part.file.clone(),
                    found: length,
                    expected: part.bytes,
                }));
            }
            Ok(())
        }
        Source::Web(url) => read_web(client, url, bytes, to).map_err(|error| CliError::Http {
            url: url.to_string(),
            error: Box::new(error),
        }),
        Source::Stdin => Ok(()),
    }
}

/// Reads some bytes of a file; returns how many it has in all.
fn read_file(mut file: File, bytes: &Range<u64>, to: &mut Vec<u8>) -> io::Result<u64> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(bytes.start))?;
    file.take(bytes.end - bytes.start).read_to_end(to)?;
    Ok(length)
}

fn read_web(
    client: &Client,
    url: &Url,
    bytes: &Range<u64>,
    to: &mut Vec<u8>,
) -> Result<(), HttpError> {
    let asked = bytes.end - bytes.start;
    let answer = client.get_part(url, bytes)?;
    let mut body = answer.body;
    // Where all of it comes instead, what stands before is let go.
    let before = if answer.is_part { 0 } else { bytes.start };
    io::copy(&mut body.by_ref().take(before), &mut io::sink())
        .and_then(|_| body.take(asked).read_to_end(to))
        .map_err(|error| HttpError::from_io(&error))?;
    match to.len() as u64 {
        found if found == asked => Ok(()),
        found => Err(HttpError::OtherRange { asked, found }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_files_are_read_at_once() {
        assert_eq!(spans(&[3, 4, 4096, 9000]), [3..4097, 9000..9001]);
        assert_eq!(spans(&[]), []);
    }
}
