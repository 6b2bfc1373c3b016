//! Several commands as one text to paste.

/// What every here-document ends with, unless a line of it is the same.
const DELIMITER: &str = "IGSR_EOF";

/// One command of a script.
pub(super) struct Step {
    /// The command, without redirections.
    pub(super) command: String,
    /// What it reads, line by line.
    pub(super) input: Option<Vec<String>>,
    /// What follows if it fails.
    pub(super) on_failure: OnFailure,
}

/// What follows if a step fails.
#[derive(Clone, Copy)]
pub(super) enum OnFailure {
    /// The next step; the script as a whole still fails.
    GoOn,
    /// Nothing.
    Stop,
}

impl Step {
    /// Returns a step that reads nothing.
    pub(super) fn new(command: String) -> Self {
        Self {
            command,
            input: None,
            on_failure: OnFailure::GoOn,
        }
    }

    /// Returns a step that reads these lines.
    pub(super) fn reading(command: String, lines: Vec<String>) -> Self {
        Self {
            command,
            input: Some(lines),
            on_failure: OnFailure::GoOn,
        }
    }

    /// Returns the step as one that nothing follows if it fails.
    pub(super) fn or_stop(self) -> Self {
        Self {
            on_failure: OnFailure::Stop,
            ..self
        }
    }
}

/// Writes steps as one subshell, whose exit status is not zero if any step failed.
///
/// The parentheses make an interactive shell read all of it before it starts the first step, and keep its variable
/// and its `exit` out of that shell. Here-documents have a quoted delimiter, so nothing in them is expanded.
pub(super) fn script(steps: &[Step]) -> String {
    let mut text = String::from("(\nfailed=0\n");
    for step in steps {
        let or = match step.on_failure {
            OnFailure::GoOn => "|| failed=$?",
            OnFailure::Stop => "|| exit",
        };
        match &step.input {
            None => text.extend([&step.command, " ", or, "\n"]),
            Some(lines) => {
                let end = delimiter(lines);
                text.extend([&step.command, " <<'", &end, "' ", or, "\n"]);
                for line in lines {
                    text.extend([
                        line.as_str(),
                        "
",
                    ]);
                }
                text.extend([&end, "\n"]);
            }
        }
    }
    text.push_str("exit \"$failed\"\n)");
    text
}

/// Returns a delimiter that is no line of the data.
fn delimiter(lines: &[String]) -> String {
    let mut delimiter = DELIMITER.to_owned();
    while lines.contains(&delimiter) {
        delimiter.push('_');
    }
    delimiter
}
