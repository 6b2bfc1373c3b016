//! What questions and answers consist of.

use super::form::{Form, fields, variants};
use crate::common::{Reader, WireError, Writer};
use crate::mirror::{HostName, HostPath, RemotePath};
use crate::search::{
    Expanded, FacetCounts, FoundFile, ListedFile, Note, OpenFrom, OpenProgress, OpenStep, Order,
    QueryField, SearchResult, Tally, View,
};
use crate::snapshot::{HostFacts, SnapshotFacts};
use crate::table::Md5;

fields!(View: query, order, descending);
fields!(SearchResult: files, bytes, unknown_sizes, facets, first, rows, notes);
fields!(FacetCounts: field, values);
fields!(FoundFile: number, at, size, date, sample, population, collection, covered);
fields!(HostPath: host, path);
fields!(ListedFile: at, size, date, md5);
fields!(Expanded: files, tally);
fields!(Tally: files, bytes, unknown_sizes, digest);
fields!(OpenProgress: step, bytes, of, files);
fields!(SnapshotFacts: digest, source, date, files, directories, samples, skipped, hosts, kept);
fields!(HostFacts: host, root, files);

variants!(Order, "order":
    0 Rank,
    1 Path,
    2 Size,
    3 Date,
);

variants!(OpenStep, "step":
    0 Fetching,
    1 Ordering,
    2 Keeping,
);

variants!(OpenFrom, "origin of a list":
    0 Snapshot(address),
    1 Tree { tree, samples, indexes },
    2 Kept,
);

variants!(Note, "note":
    0 Ignored(words),
    1 Corrected { typed, used },
    2 Without { term, files },
    3 Unknown { field, value, near },
    4 NoIndexes,
);

variants!(QueryField, "field":
    0 Population,
    1 Superpopulation,
    2 Sample,
    3 Sex,
    4 Related,
    5 Trio,
    6 Chromosome,
    7 Type,
    8 Release,
    9 Collection,
    10 Assembly,
    11 Host,
    12 Directory,
    13 Name,
    14 Group,
    15 Kind,
    16 Data,
    17 With,
);

impl Form for HostName {
    fn write(&self, out: &mut Writer) {
        out.text(self.as_str());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        from.text().map(Self::new)
    }
}

impl Form for RemotePath {
    fn write(&self, out: &mut Writer) {
        out.text(self.as_str());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        Self::parse(from.text()?).map_err(|_| WireError::Unknown { what: "path" })
    }
}

impl Form for Md5 {
    fn write(&self, out: &mut Writer) {
        out.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        from.array().map(Self)
    }
}
