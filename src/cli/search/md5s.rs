//! Reads checksums of files out of the part that holds them: 16 bytes a file, in their order.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use super::open::Place;
use crate::cli::client::{Client, HttpError};
use crate::cli::fault::Fault;
use crate::cli::input::name_of;
use crate::cli::source::Source;
use crate::manifest::Md5;
use crate::snapshot::{OpenError, Part};

/// Bytes of a checksum.
const LENGTH: u64 = 16;

/// Two files with fewer others between them are read at once: a question costs more than so many bytes.
const NEAR: u32 = 4096;

/// The checksums of some files; those that are not known are left out.
pub(super) fn read(place: &Place, part: &Part, files: &[u32]) -> Result<HashMap<u32, Md5>, Fault> {
    let source = place.file(&part.file);
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
) -> Result<(), Fault> {
    let asked = bytes.end - bytes.start;
    match source {
        Source::File(path) => {
            let read = File::open(path).and_then(|mut file| {
                let length = file.metadata()?.len();
                file.seek(SeekFrom::Start(bytes.start))?;
                file.take(asked).read_to_end(to)?;
                Ok(length)
            });
            let length = read.map_err(|error| Fault::File {
                name: name_of(source),
                error,
            })?;
            if length != part.bytes || to.len() as u64 != asked {
                return Err(Fault::Open(OpenError::Length {
                    part: part.file.clone(),
                    found: length,
                    expected: part.bytes,
                }));
            }
            Ok(())
        }
        Source::Web(url) => {
            let fault = |error| Fault::Http {
                url: url.to_string(),
                error: Box::new(error),
            };
            let answer = client.get_part(url, bytes).map_err(fault)?;
            let mut body = answer.body;
            let result = if answer.is_part {
                Ok(0)
            } else {
                // All of it comes instead.
                io::copy(&mut body.by_ref().take(bytes.start), &mut io::sink())
            };
            result
                .and_then(|_| body.take(asked).read_to_end(to))
                .map_err(|error| fault(HttpError::from_io(&error)))?;
            match to.len() as u64 {
                found if found == asked => Ok(()),
                found => Err(fault(HttpError::OtherRange { asked, found })),
            }
        }
        Source::Stdin => Ok(()),
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
