//! Joins the parts of a tool's command, one for each host, to one text to paste.

use super::{Block, CommandText, Note, Tool, quote};
use crate::mirror::RemotePath;
use crate::plan::{PlanItem, TransferPlan};
use crate::table::Md5;
use crate::text::script::host_heading;

/// The part of a command that gets the files of one host.
pub(super) struct Part<'a> {
    /// The plan that it carries out.
    pub(super) plan: &'a TransferPlan,
    /// The commands, whose input is that of the files.
    pub(super) steps: Vec<Step>,
    /// Their input, as files to save.
    pub(super) files: Vec<Block>,
    /// The commands that read the saved files.
    pub(super) saved: Vec<String>,
    /// What follows them to check what they fetched; empty if nothing can be.
    pub(super) check: String,
}

/// Notes collected over all hosts.
#[derive(Default)]
pub(super) struct Notes {
    /// Files whose names the tool cannot take.
    pub(super) left_out: Vec<RemotePath>,
    /// Hosts that do not offer the tool, with the number of their files.
    not_there: Vec<(String, usize)>,
    /// Where accounts or collections come from.
    pub(super) sources: Vec<String>,
    /// Files without a checksum.
    pub(super) unverified: usize,
    /// Whether any file is verified by its checksum.
    pub(super) checks: bool,
}

impl Notes {
    /// Counts the items with and without checksum.
    pub(super) fn count<'i>(
        &mut self,
        items: impl IntoIterator<Item = &'i PlanItem>,
        md5: impl Fn(&PlanItem) -> Option<Md5>,
    ) {
        for item in items {
            let known = md5(item).is_some();
            self.checks |= known;
            self.unverified += usize::from(!known);
        }
    }

    /// Returns the plans with files that an account serves, and counts the files of the others.
    pub(super) fn offered<'p, A>(
        &mut self,
        plans: &'p [TransferPlan],
        account: impl Fn(&'p TransferPlan) -> Option<&'p A>,
    ) -> Vec<(&'p TransferPlan, &'p A)> {
        let mut offered = Vec::new();
        for plan in plans {
            match account(plan) {
                Some(account) => offered.push((plan, account)),
                None if plan.items.is_empty() => {}
                None => self
                    .not_there
                    .push((plan.mirror.name.clone(), plan.items.len())),
            }
        }
        offered
    }

    /// Returns a text that has no command and states why.
    pub(super) fn nothing(self, tool: Tool, is_offered: bool) -> CommandText {
        let mut notes = self.first();
        notes.push(if is_offered {
            Note::NothingToMove
        } else {
            Note::NotOffered
        });
        CommandText::empty(tool, notes)
    }

    /// Returns the notes on files left out, unless all are.
    fn first(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if !self.left_out.is_empty() {
            notes.push(Note::LeftOut(self.left_out.clone()));
        }
        notes
    }

    /// Returns all notes; those of the tool itself stand behind what was left out.
    pub(super) fn finish(self, of_tool: impl IntoIterator<Item = Note>) -> Vec<Note> {
        let mut notes = self.first();
        let left = self.not_there.into_iter();
        notes.extend(left.map(|(host, files)| Note::NotThere { host, files }));
        notes.extend(of_tool);
        notes.extend(self.sources.into_iter().map(Note::Source));
        if self.unverified > 0 {
            notes.push(Note::NotVerified(self.unverified));
        }
        if self.checks {
            notes.push(Note::RemoveWhatFailed);
        }
        notes
    }
}

/// Writes the parts as blocks, of which the first is enough by itself. With several parts, each names its host.
pub(super) fn blocks(title: &str, saved_title: &str, parts: Vec<Part<'_>>) -> Vec<Block> {
    let several = parts.len() > 1;
    let mut inline = Script::default();
    for part in &parts {
        if several {
            inline.step(&heading(part.plan), None);
        }
        for step in &part.steps {
            inline.step(step, step.input.map(|file| part.files[file].text.as_str()));
        }
    }
    let mut blocks = vec![Block::command(title, inline.finish())];
    if parts.iter().all(|part| part.files.is_empty()) {
        return blocks;
    }
    let mut saved = Script::default();
    let mut only = String::new();
    for part in parts {
        only = part.saved.join(" && ") + &part.check;
        if several {
            saved.step(&heading(part.plan), None);
            saved.step(&Step::new(std::mem::take(&mut only)), None);
        }
        blocks.extend(part.files.into_iter().map(|mut file| {
            if several {
                file.title = format!("{}, {}", file.title, part.plan.mirror.name);
            }
            file
        }));
    }
    let saved = if several { saved.finish() } else { only };
    blocks.push(Block::command(saved_title, saved));
    blocks
}

/// Returns a script that runs the commands of the saved files one after the other, whatever comes of them, with lines before all,
/// after each and after all.
pub(super) fn run(parts: &[Part<'_>], before: &str, after_each: &str, after: &str) -> String {
    let mut text = format!("#!/bin/sh\n{before}");
    for part in parts {
        if parts.len() > 1 {
            text.extend([&heading(part.plan).command, "\n"]);
        }
        for command in &part.saved {
            text.extend([command, "\n", after_each]);
        }
    }
    text.push_str(after);
    text
}

/// Returns the name of a file beside the commands: those for an archive hold the name of its host, as all lie in one folder.
pub(super) fn file_name(plan: &TransferPlan, ending: &str) -> String {
    if plan.is_archive {
        format!("files.{}.{ending}", plan.host().folder())
    } else {
        format!("files.{ending}")
    }
}

/// Returns where an account comes from; beside those of other hosts, with the name of its own.
pub(super) fn source_words(plan: &TransferPlan, several: bool, source: &str) -> String {
    if several {
        format!("{}: {source}", plan.mirror.name)
    } else {
        source.to_owned()
    }
}

/// Returns the step that says whose files follow, how many and how large. It is no comment: an interactive zsh takes `#` for a
/// command.
fn heading(plan: &TransferPlan) -> Step {
    let words = host_heading(&plan.mirror.name, plan.host().as_str(), plan.totals());
    Step::new(format!("printf '%s\\n' {}", quote::posix(&words)))
}

/// Delimiter of here-documents, unless a line of the data equals it.
const DELIMITER: &str = "IGSR_EOF";

/// One command of a script.
pub(super) struct Step {
    /// The command, without redirections.
    command: String,
    /// Its standard input: which of the files of its part.
    input: Option<usize>,
    /// Behaviour on failure.
    on_failure: OnFailure,
}

/// Behaviour when a step fails.
#[derive(Clone, Copy)]
pub(super) enum OnFailure {
    /// Continue with the next step; the script as a whole still fails.
    GoOn,
    /// End the script.
    Stop,
}

impl Step {
    /// Creates a step without input.
    pub(super) fn new(command: String) -> Self {
        Self {
            command,
            input: None,
            on_failure: OnFailure::GoOn,
        }
    }

    /// Creates a step that reads a file of its part.
    pub(super) fn reading(command: String, file: usize) -> Self {
        Self {
            command,
            input: Some(file),
            on_failure: OnFailure::GoOn,
        }
    }

    /// Makes the script end if this step fails.
    pub(super) fn or_stop(self) -> Self {
        Self {
            on_failure: OnFailure::Stop,
            ..self
        }
    }
}

/// Steps as one subshell whose exit status is non-zero if any step failed.
///
/// The parentheses make an interactive shell read all of it before it starts the first step, and keep its variable
/// and its `exit` out of that shell. Here-documents have a quoted delimiter, so nothing in them is expanded.
struct Script(String);

impl Default for Script {
    fn default() -> Self {
        Self("(\nfailed=0\n".to_owned())
    }
}

impl Script {
    /// Adds a step, with the lines that it reads.
    fn step(&mut self, step: &Step, input: Option<&str>) {
        let or = match step.on_failure {
            OnFailure::GoOn => "|| failed=$?",
            OnFailure::Stop => "|| exit",
        };
        let text = &mut self.0;
        match input {
            None => text.extend([&step.command, " ", or, "\n"]),
            Some(lines) => {
                let end = delimiter(lines);
                text.extend([&step.command, " <<'", &end, "' ", or, "\n"]);
                text.extend([lines, &end, "\n"]);
            }
        }
    }

    fn finish(mut self) -> String {
        self.0.push_str("exit \"$failed\"\n)");
        self.0
    }
}

/// Returns a delimiter that does not occur as a line of the data.
fn delimiter(lines: &str) -> String {
    let mut delimiter = DELIMITER.to_owned();
    let is_line = |delimiter: &str| {
        let line = format!("{delimiter}\n");
        lines.starts_with(&line) || lines.contains(&format!("\n{line}"))
    };
    while is_line(&delimiter) {
        delimiter.push('_');
    }
    delimiter
}
