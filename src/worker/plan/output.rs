//! What a tool needs: texts that stay here, and of which the page gets the beginnings, and the bytes it asks for.

use super::protocol::{Block, Output, PlanFault};
use crate::command::{BlockKind, Bundle, BundleFile, BundleOptions, BundleTool, CommandText, Tool};
use crate::plan::{PlannedManifest, Plans};
use crate::text::note_words;
use crate::text::transfer::{MANIFEST_NAME, RUN_TITLE, left_out_words, renamed_words};

/// The most lines of a text that are shown: a browser takes long over the layout of more.
const SHOWN: usize = 300;

/// The most bytes of the lines that are shown, which one long line could pass.
const SHOWN_BYTES: usize = 100_000;

/// Bytes that are sent at once.
const PIECE: usize = 4 << 20;

/// The texts of the last output.
#[derive(Debug, Default)]
pub(super) struct Texts {
    number: u32,
    contents: Vec<Vec<u8>>,
    /// The files that the tool needs.
    bundle: Vec<BundleFile>,
}

impl Texts {
    /// Returns the place for the next output; that of this one is empty then.
    pub(super) fn next(&self) -> Self {
        Self {
            number: self.number.wrapping_add(1),
            ..Self::default()
        }
    }

    /// Writes plans for a tool.
    pub(super) fn write(
        mut self,
        tool: BundleTool,
        plans: &Plans,
        made: &PlannedManifest,
        options: &BundleOptions<'_>,
    ) -> (Self, Output) {
        let bundle = tool.bundle(&made.manifest, plans, options);
        let mut output = match tool.command() {
            Some(command) => self.of_command(command.render(plans.all())),
            None => self.of_bundle(&bundle),
        };
        if !made.renamed.is_empty() {
            output.notes.push(renamed_words(&made.renamed));
        }
        output.number = self.number;
        // One file is saved by its own button.
        if bundle.files.len() > 1 {
            output.archived = u32::try_from(bundle.files.len() + 1).unwrap_or(u32::MAX);
        }
        self.bundle = bundle.files;
        (self, output)
    }

    fn of_command(&mut self, command: CommandText) -> Output {
        let output = Output::from(&command);
        let texts = command.blocks.into_iter();
        self.contents = texts.map(|block| block.text.into_bytes()).collect();
        output
    }

    fn of_bundle(&mut self, bundle: &Bundle) -> Output {
        let run = (!bundle.run.is_empty() && !bundle.files.is_empty()).then_some(&bundle.run);
        let run = run.map(|run| (RUN_TITLE, "run.sh", run));
        let files = bundle.files.iter();
        let files = files.map(|file| (file.name.as_str(), file.name.as_str(), &file.text));
        let mut blocks = Vec::new();
        for (title, file_name, text) in run.into_iter().chain(files) {
            blocks.push(Block::new(title, file_name, text));
            self.contents.push(text.clone().into_bytes());
        }
        Output {
            blocks,
            notes: bundle.left_out.iter().map(left_out_words).collect(),
            ..Output::default()
        }
    }

    /// Returns bytes of a text.
    pub(super) fn piece(&self, output: u32, text: u32, from: u64) -> Result<Vec<u8>, PlanFault> {
        let text = self
            .contents
            .get(text as usize)
            .ok_or(PlanFault::Outdated)?;
        if output != self.number {
            return Err(PlanFault::Outdated);
        }
        let from = usize::try_from(from).map_or(text.len(), |from| from.min(text.len()));
        Ok(text[from..text.len().min(from + PIECE)].to_vec())
    }

    /// Adds a text; returns its place.
    pub(super) fn add(&mut self, output: u32, text: Vec<u8>) -> Result<u32, PlanFault> {
        if output != self.number {
            return Err(PlanFault::Outdated);
        }
        self.contents.push(text);
        Ok(u32::try_from(self.contents.len() - 1).unwrap_or(u32::MAX))
    }

    /// Puts the manifest and all files that the tool needs into an archive in tar's format.
    pub(super) fn archive(&self, manifest: &str) -> Result<Vec<u8>, PlanFault> {
        let mut archive = tar::Builder::new(Vec::new());
        let files = self.bundle.iter();
        let files = files.map(|file| (file.name.as_str(), file.text.as_bytes()));
        for (name, bytes) in [(MANIFEST_NAME, manifest.as_bytes())]
            .into_iter()
            .chain(files)
        {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            archive
                .append_data(&mut header, name, bytes)
                .map_err(|error| PlanFault::Manifest(error.to_string()))?;
        }
        archive
            .into_inner()
            .map_err(|error| PlanFault::Manifest(error.to_string()))
    }
}

impl From<&CommandText> for Output {
    /// Takes commands that need no worker, too.
    fn from(command: &CommandText) -> Self {
        let tool = command.tool;
        let blocks = command.blocks.iter().enumerate().map(|(at, block)| {
            let name = match &block.kind {
                BlockKind::File { name } => name.clone(),
                BlockKind::Command => command_name(tool, at),
            };
            Block::new(&block.title, &name, &block.text)
        });
        Self {
            blocks: blocks.collect(),
            link: command.link.clone(),
            notes: command.notes.iter().map(note_words).collect(),
            ..Self::default()
        }
    }
}

impl Block {
    fn new(title: &str, file_name: &str, text: &str) -> Self {
        let (shown, lines_left) = cut(text);
        Self {
            title: title.to_owned(),
            file_name: file_name.to_owned(),
            shown: shown.to_owned(),
            lines_left,
            bytes: text.len() as u64,
        }
    }
}

/// Returns the name under which a command is saved.
fn command_name(tool: Tool, at: usize) -> String {
    let tool = tool.as_str();
    match at {
        0 => format!("igsr-{tool}.sh"),
        _ => format!("igsr-{tool}-lists.sh"),
    }
}

/// Returns the first lines of a text, and how many are left.
fn cut(text: &str) -> (&str, usize) {
    let lines = text.lines().count();
    let (mut end, mut shown) = (0, 0);
    for line in text.split_inclusive('\n').take(SHOWN) {
        if end + line.len() > SHOWN_BYTES {
            break;
        }
        end += line.len();
        shown += 1;
    }
    if shown == 0 {
        // Not even the first line.
        end = text.floor_char_boundary(SHOWN_BYTES);
    }
    if shown == lines {
        return (text, 0);
    }
    let beginning = &text[..end];
    (
        beginning.strip_suffix('\n').unwrap_or(beginning),
        lines - shown,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_line() {
        for lines in [1, SHOWN, SHOWN + 1, SHOWN + 2, 5_000] {
            for end in ["", "\n"] {
                let text = vec!["é"; lines].join("\n") + end;
                let (shown, left) = cut(&text);
                assert_eq!(left, lines.saturating_sub(SHOWN), "{lines}");
                assert_eq!(shown.lines().count(), lines.min(SHOWN));
                assert!(left > 0 || shown == text);
            }
        }
    }

    #[test]
    fn long_lines_are_fewer() {
        let text = format!("{}\n", "x".repeat(SHOWN_BYTES / 2)).repeat(3);
        let (shown, left) = cut(&text);
        assert_eq!((shown.lines().count(), left), (1, 2));
        let text = "é".repeat(SHOWN_BYTES);
        let (shown, left) = cut(&text);
        assert_eq!((shown.len(), left), (SHOWN_BYTES, 1));
    }
}
