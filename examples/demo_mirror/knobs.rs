//! Knobs: each breaks one thing that the mirror does right. They stand in the address, before the site root:
//! `/_knob/flip,on=.vcf.gz/vol1/ftp/…`, so that a mirror's base URL can name them.

use super::listing::Style;

/// Every knob, with what it does; shown to whoever asks for one that does not exist.
pub(crate) const HELP: &str = "\
Knobs, separated by commas, as in /_knob/slow=20000,on=.gz/vol1/ftp/

  no-cors          no Access-Control-Allow-Origin at all
  cors-on-success  none on errors (Apache's `Header set` without `always`)
  expose           Access-Control-Expose-Headers for range, length, ETag and Retry-After
  no-range         Range is ignored: always 200 and the whole file
  no-length        no Content-Length
  no-validators    no ETag, no Last-Modified
  style=STYLE      directory index pages as table, pre or ncbi
  redirect         302 to the same path without knobs
  elsewhere        302 to the same path on another host (localhost in place of 127.0.0.1)
  status=NUMBER    this status, with an error page
  retry-after=N    with status: Retry-After in seconds
  retry-date=N     with status: Retry-After as the date that is N seconds from now
  s3-error=CODE    an error document of S3, as PermanentRedirect (wrong region), NoSuchBucket, AccessDenied
  rows=N           directory index pages list N made-up files
  missing          as if nothing were there (404)
  html200          what is missing is answered with 200 and a directory index
  login            200 and a log-in page, whatever is asked for
  empty            200 and no bytes
  short            half of the bytes, and a Content-Length that says so
  cut              half of the bytes, then the connection is closed
  flip             one bit of the file's middle byte is flipped
  slow=N           at most N bytes per second
  stall            never answers
  stall=N          sends N bytes, then nothing more

Where they hold:

  on=dirs          directories only
  on=files         files only
  on=TEXT          paths that contain this text only
  times=N          the first N requests of each path only
";

/// The knobs of one address. The default breaks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each knob is independent of the others"
)]
pub(crate) struct Knobs {
    pub(crate) no_cors: bool,
    pub(crate) cors_on_success: bool,
    pub(crate) expose: bool,
    pub(crate) no_range: bool,
    pub(crate) no_length: bool,
    pub(crate) no_validators: bool,
    pub(crate) style: Style,
    pub(crate) redirect: bool,
    pub(crate) elsewhere: bool,
    pub(crate) status: Option<u16>,
    pub(crate) retry_after: Option<u64>,
    pub(crate) retry_date: Option<u64>,
    pub(crate) rows: Option<u32>,
    pub(crate) s3_error: Option<String>,
    pub(crate) missing: bool,
    pub(crate) html200: bool,
    pub(crate) login: bool,
    pub(crate) empty: bool,
    pub(crate) short: bool,
    pub(crate) cut: bool,
    pub(crate) flip: bool,
    pub(crate) slow: Option<u64>,
    pub(crate) stall: bool,
    pub(crate) stall_after: Option<u64>,
    pub(crate) on: Option<String>,
    pub(crate) times: Option<u32>,
}

/// A knob that does not exist, or whose value does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such knob: {0}")]
pub(crate) struct UnknownKnob(String);

impl Knobs {
    /// Reads `slow=20000,on=.gz`.
    pub(crate) fn parse(spec: &str) -> Result<Self, UnknownKnob> {
        let mut knobs = Self::default();
        for part in spec.split(',').filter(|part| !part.is_empty()) {
            let (name, value) = part
                .split_once('=')
                .map_or((part, None), |(name, value)| (name, Some(value)));
            let known = match value {
                None => knobs.set_flag(name),
                Some(value) => knobs.set_value(name, value),
            };
            known.ok_or_else(|| UnknownKnob(part.to_owned()))?;
        }
        Ok(knobs)
    }

    fn set_flag(&mut self, name: &str) -> Option<()> {
        let flag = match name {
            "no-cors" => &mut self.no_cors,
            "cors-on-success" => &mut self.cors_on_success,
            "expose" => &mut self.expose,
            "no-range" => &mut self.no_range,
            "no-length" => &mut self.no_length,
            "no-validators" => &mut self.no_validators,
            "redirect" => &mut self.redirect,
            "elsewhere" => &mut self.elsewhere,
            "missing" => &mut self.missing,
            "html200" => &mut self.html200,
            "login" => &mut self.login,
            "empty" => &mut self.empty,
            "short" => &mut self.short,
            "cut" => &mut self.cut,
            "flip" => &mut self.flip,
            "stall" => &mut self.stall,
            _ => return None,
        };
        *flag = true;
        Some(())
    }

    fn set_value(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "style" => {
                self.style = match value {
                    "table" => Style::Table,
                    "pre" => Style::Pre,
                    "ncbi" => Style::Ncbi,
                    _ => return None,
                }
            }
            "status" => {
                let code = value.parse().ok()?;
                self.status = (400..600).contains(&code).then_some(code);
                self.status?;
            }
            "retry-date" => self.retry_date = Some(value.parse().ok()?),
            "s3-error" => self.s3_error = Some(value.to_owned()),
            "rows" => self.rows = Some(value.parse().ok()?),
            "retry-after" => self.retry_after = Some(value.parse().ok()?),
            "slow" => self.slow = Some(value.parse().ok().filter(|rate| *rate > 0)?),
            "stall" => self.stall_after = Some(value.parse().ok()?),
            "times" => self.times = Some(value.parse().ok()?),
            "on" => self.on = Some(value.to_owned()),
            _ => return None,
        }
        Some(())
    }

    /// Says whether they hold for a path. `directory` is what the path asks for: it ends in a slash or is empty.
    pub(crate) fn hold_for(&self, path: &str) -> bool {
        let directory = path.is_empty() || path.ends_with('/');
        match self.on.as_deref() {
            None => true,
            Some("dirs") => directory,
            Some("files") => !directory,
            Some(text) => path.contains(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knobs_are_read_and_unknown_ones_refused() {
        let knobs = Knobs::parse("flip,on=.vcf.gz,times=2,style=ncbi").expect("known knobs");
        assert!(knobs.flip && knobs.hold_for("a/b.vcf.gz") && !knobs.hold_for("a/"));
        assert_eq!((knobs.times, knobs.style), (Some(2), Style::Ncbi));
        for spec in ["flop", "status=200", "slow=0", "slow", "style=nginx"] {
            assert_eq!(
                Knobs::parse(spec),
                Err(UnknownKnob(spec.to_owned())),
                "{spec}"
            );
        }
    }

    #[test]
    fn every_knob_is_explained() {
        for spec in HELP
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        {
            let spec = spec
                .replace("=NUMBER", "=500")
                .replace("=N", "=1")
                .replace("=STYLE", "=pre")
                .replace("=CODE", "=AccessDenied");
            assert!(Knobs::parse(&spec).is_ok(), "{spec}");
        }
    }
}
