//! How other programs are run.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Error, Result, bail};

/// How much of a quiet program's complaint is shown: wasm-opt can print thousands of lines.
const COMPLAINT_LINES: usize = 20;

/// Runs a program with its own output visible.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    // No step asks anything, so none may wait for an answer.
    let status = command.stdin(Stdio::null()).status();
    let status = status.with_context(|| format!("starting {}", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", name(command));
    }
    Ok(())
}

/// Runs a program quietly and returns what it wrote to its standard output.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("starting {}", name(command)))?;
    if !output.status.success() {
        bail!("{} failed ({})\n{}", name(command), output.status, complaint(&output));
    }
    String::from_utf8(output.stdout).with_context(|| format!("reading the output of {}", name(command)))
}

/// Runs `probe`, which only succeeds where a tool is installed; `remedy` is the one sentence that matters otherwise.
pub(crate) fn require(probe: &mut Command, remedy: &'static str) -> Result<String> {
    capture(probe).map_err(|_| Error::msg(remedy))
}

/// The program and its first arguments, which say what it was to do.
fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    let arguments = command.get_args().take(2).map(|argument| argument.to_string_lossy());
    let words: Vec<_> = std::iter::once(program).chain(arguments).collect();
    format!("`{}`", words.join(" "))
}

fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().collect();
    let skipped = lines.len().saturating_sub(COMPLAINT_LINES);
    lines.get(skipped..).unwrap_or_default().join("\n")
}
