//! The command line.

use std::ffi::OsString;

use clap::{Args, Parser, Subcommand};

/// The command line, read.
#[derive(Debug, Parser)]
#[command(
    name = "igsr-fetch",
    version,
    about = "Finds 1000 Genomes data: reads the directory index pages of mirrors"
)]
pub(super) struct Command {
    #[command(subcommand)]
    pub(super) action: Action,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Action {
    List(ListArgs),
}

/// Prints what a directory index lists, one JSON object a line
#[derive(Debug, Args)]
#[command(after_help = AFTER_LIST)]
pub(super) struct ListArgs {
    #[arg(
        value_name = "FILE|-|URL",
        help = "A saved page, - for standard input, or an address: http://, https:// or s3://BUCKET/PREFIX/"
    )]
    pub(super) source: OsString,

    /// The address that the page came from; links are resolved against it
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,

    /// The media type of the page, where the server's is missing or wrong
    #[arg(long, value_name = "TYPE")]
    pub(super) content_type: Option<String>,

    /// Also follow a redirect to another host or port
    #[arg(long)]
    pub(super) follow_other_host: bool,
}

const AFTER_LIST: &str = "\
Each line is {\"name\",\"url\",\"kind\":\"dir\"|\"file\",\"size\",\"size_exact\",\"modified\"}, in the order of the page.
Rows that are no entries are counted on standard error, with reasons.

Exit codes:
  0  listed
  1  could not be read: network, server or file
  2  wrong use
  3  not a directory index: a log-in page, an error page, some other file
  4  not all of it is listed: the page ends before its end";
