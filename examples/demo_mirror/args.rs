//! The command line.

use std::path::PathBuf;

/// What is shown for `--help` and after a mistake.
pub(crate) const USAGE: &str = "\
Serves the app and a demonstration mirror on this machine only (127.0.0.1).

  cargo run --example demo_mirror -- --app target/local-site

  --app FOLDER       the built app; without it only the mirror is served
  --app-port PORT    port of the app (8080; 0 takes any free one)
  --app-path PATH    path of the app on its port, as /some/sub/ (/)
  --mirrors FILE     served in place of the app's static/mirrors.json
  --snapshot FOLDER  served in place of the app's list of files, snapshot/
  --mirror-port PORT port of the mirror (8081; 0 takes any free one)
  --tree FOLDER      served as the site root, as it is now; without it a small made-up tree
";

/// The command line, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Args {
    /// The folder of the built app.
    pub(crate) app: Option<PathBuf>,
    /// The app's port.
    pub(crate) app_port: u16,
    /// The app's path, with a slash at both ends.
    pub(crate) app_path: String,
    /// The mirror list to serve in place of the app's.
    pub(crate) mirrors: Option<PathBuf>,
    /// The snapshot to serve in place of the app's.
    pub(crate) snapshot: Option<PathBuf>,
    /// The mirror's port.
    pub(crate) mirror_port: u16,
    /// The folder to serve as the site root.
    pub(crate) tree: Option<PathBuf>,
}

impl Default for Args {
    fn default() -> Self {
        Self {
            app: None,
            app_port: 8080,
            app_path: "/".to_owned(),
            mirrors: None,
            snapshot: None,
            mirror_port: 8081,
            tree: None,
        }
    }
}

/// Why the command line cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ArgsError {
    #[error("unknown option {0}")]
    Unknown(String),
    #[error("{0} needs a value")]
    NoValue(String),
    #[error("{0} is no port")]
    Port(String),
    #[error("help was asked for")]
    Help,
}

impl Args {
    /// Reads the words that follow the program's name.
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Self, ArgsError> {
        let mut args = Self::default();
        let mut words = words.into_iter();
        while let Some(option) = words.next() {
            if matches!(option.as_str(), "--help" | "-h") {
                return Err(ArgsError::Help);
            }
            let mut value = || {
                words
                    .next()
                    .ok_or_else(|| ArgsError::NoValue(option.clone()))
            };
            let port = |text: String| text.parse().map_err(|_| ArgsError::Port(text));
            match option.as_str() {
                "--app" => args.app = Some(value()?.into()),
                "--app-port" => args.app_port = port(value()?)?,
                "--app-path" => args.app_path = with_slashes(&value()?),
                "--mirrors" => args.mirrors = Some(value()?.into()),
                "--snapshot" => args.snapshot = Some(value()?.into()),
                "--mirror-port" => args.mirror_port = port(value()?)?,
                "--tree" => args.tree = Some(value()?.into()),
                _ => return Err(ArgsError::Unknown(option)),
            }
        }
        Ok(args)
    }
}

fn with_slashes(path: &str) -> String {
    match path.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    }
}
