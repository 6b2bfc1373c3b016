//! What `igsr-fetch search` prints.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Serializer;

use crate::cli::output::SafeJson;
use crate::common::calendar::date_time;
use crate::search::FacetCounts;
use crate::snapshot::FileList;
use crate::table::Md5;
use crate::text::plain;

/// One file. The keys are printed in this order.
#[derive(Debug, Serialize)]
struct Line<'a> {
    path: &'a str,
    host: &'a str,
    size: Option<u64>,
    modified: Option<String>,
    md5: Option<Md5>,
}

/// One value of a facet.
#[derive(Debug, Serialize)]
struct FacetLine<'a> {
    field: &'a str,
    value: &'a str,
    files: u32,
}

/// Writes a file as JSON.
pub(super) fn json(
    out: &mut impl Write,
    list: &FileList,
    file: u32,
    md5: Option<Md5>,
) -> io::Result<()> {
    let at = list.at(file);
    let line = Line {
        path: &at.path.text(),
        host: at.host.as_str(),
        size: list.sizes().get(file),
        modified: list.dates().get(file).and_then(date),
        md5,
    };
    write_json(out, &line)
}

/// Writes a file as its path, with its host where that is not the main site's.
pub(super) fn text(out: &mut impl Write, list: &FileList, file: u32) -> io::Result<()> {
    let at = list.at(file);
    if list.hosts().first() != Some(&at.host) {
        write!(out, "{}:", plain(at.host.as_str()))?;
    }
    writeln!(out, "{}", plain(&at.path.text()))
}

/// Writes how many files have each value.
pub(super) fn facets(
    out: &mut impl Write,
    facets: &[FacetCounts],
    as_json: bool,
) -> io::Result<()> {
    for facet in facets {
        let field = facet.field.name();
        for (value, files) in &facet.values {
            let files = *files;
            if as_json {
                write_json(
                    out,
                    &FacetLine {
                        field,
                        value,
                        files,
                    },
                )?;
            } else {
                let quote = if value.contains(char::is_whitespace) {
                    "\""
                } else {
                    ""
                };
                writeln!(out, "{field}:{quote}{}{quote}\t{files}", plain(value))?;
            }
        }
    }
    Ok(())
}

fn write_json(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    line.serialize(&mut Serializer::with_formatter(&mut *out, SafeJson))?;
    out.write_all(b"\n")
}

/// Writes seconds since 1970 as date and time of day, without a zone: the site's list states none.
fn date(seconds: i64) -> Option<String> {
    date_time(seconds).map(|at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_without_a_zone() {
        assert_eq!(date(1_267_007_746).as_deref(), Some("2010-02-24T10:35:46"));
        assert_eq!(date(0).as_deref(), Some("1970-01-01T00:00:00"));
    }
}
