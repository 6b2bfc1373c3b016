//! Several commands as one text to paste.

/// Delimiter of here-documents, unless a line of the data equals it.
const DELIMITER: &str = "IGSR_EOF";

/// One command of a script.
pub(super) struct Step {
    /// The command, without redirections.
    pub(super) command: String,
    /// Its standard input, line by line.
    pub(super) input: Option<Vec<String>>,
    /// Behaviour on failure.
    pub(super) on_failure: OnFailure,
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

    /// Creates a step that reads these lines.
    pub(super) fn reading(command: String, lines: Vec<String>) -> Self {
        Self {
            command,
            input: Some(lines),
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

/// Formats steps as one subshell whose exit status is non-zero if any step failed.
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

/// Returns a delimiter that does not occur as a line of the data.
fn delimiter(lines: &[String]) -> String {
    let mut delimiter = DELIMITER.to_owned();
    while lines.contains(&delimiter) {
        delimiter.push('_');
    }
    delimiter
}
