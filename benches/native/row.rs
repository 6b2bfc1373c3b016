//! Rows for the table of `make bench`, and the rounds that they are made of.

use std::fs::OpenOptions;
use std::io::Write as _;

use serde::Serialize;

/// One row: a line of JSON that `benches/report.mjs` judges and prints. Numbers are one for each round.
#[derive(Default, Serialize)]
pub(crate) struct Row {
    what: String,
    unit: &'static str,
    ours: Vec<f64>,
    peer: Option<&'static str>,
    theirs: Vec<f64>,
    most: Option<f64>,
    not_measured: Option<String>,
}

impl Row {
    /// Starts a row of numbers of our own.
    pub(crate) fn new(what: impl Into<String>, unit: &'static str, ours: Vec<f64>) -> Self {
        Self {
            what: what.into(),
            unit,
            ours,
            ..Self::default()
        }
    }

    /// Puts a peer's numbers of the same rounds beside them.
    pub(crate) fn beside(self, peer: &'static str, theirs: Vec<f64>) -> Self {
        Self {
            peer: Some(peer),
            theirs,
            ..self
        }
    }

    /// Sets the goal: the median of our numbers, in parts of the peer's, is at most so much.
    pub(crate) fn at_most(self, most: f64) -> Self {
        Self {
            most: Some(most),
            ..self
        }
    }

    /// Says why nothing was measured.
    pub(crate) fn not_measured(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            not_measured: Some(why.into()),
            ..Self::default()
        }
    }

    /// Adds the row to the table.
    pub(crate) fn write(&self) {
        let line = serde_json::to_string(self).expect("numbers and text");
        match std::env::var_os("BENCH_ROWS") {
            Some(file) => {
                let file = OpenOptions::new().create(true).append(true).open(file);
                writeln!(file.expect("the file of rows"), "{line}").expect("a line is written");
            }
            None => println!("{line}"),
        }
    }
}

/// Measures two things in turn, so many rounds, so that what else the machine does meets both.
pub(crate) fn in_turn(
    rounds: usize,
    mut ours: impl FnMut() -> f64,
    mut theirs: impl FnMut() -> f64,
) -> (Vec<f64>, Vec<f64>) {
    (0..rounds).map(|_| (ours(), theirs())).unzip()
}
