//! The one test command: every check in every language.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::process::{self, require};
use crate::workspace::Workspace;
use crate::{codegen, java, javascript, licences, npm, python, site};

struct Step {
    name: &'static str,
    /// The step without whose result this one has nothing to check.
    needs: Option<&'static str>,
    run: fn(&Workspace) -> Result<()>,
}

impl Step {
    const fn new(name: &'static str, run: fn(&Workspace) -> Result<()>) -> Self {
        Self { name, needs: None, run }
    }

    const fn after(name: &'static str, needs: &'static str, run: fn(&Workspace) -> Result<()>) -> Self {
        Self { name, needs: Some(needs), run }
    }
}

/// The environment comes first: every later cargo call configures PyO3 for its interpreter.
const STEPS: &[Step] = &[
    Step::new("python environment", python::prepare),
    Step::new("rustfmt", rustfmt),
    Step::new("clippy", clippy),
    Step::new("generated tables", |workspace| codegen::run(workspace.root(), true)),
    Step::new("rustdoc", rustdoc),
    Step::new("rust tests", rust_tests),
    Step::new("xtask tests", xtask_tests),
    Step::new("licences", licences::check),
    Step::after("naive model", "python environment", python::naive_model),
    Step::after("python package", "python environment", python::build),
    Step::after("python stubs", "python package", python::stubtest),
    Step::after("python types", "python environment", python::types),
    Step::new("java", java::prepare),
    Step::after("python tests", "python package", python::tests),
    Step::new("npm package", npm::build),
    Step::after("typescript types", "npm package", javascript::types),
    Step::after("javascript tests", "npm package", javascript::tests),
    Step::after("calculator", "npm package", site::build),
    Step::after("browser tests", "calculator", site::tests),
];

enum Outcome {
    Passed,
    Failed(anyhow::Error),
    Skipped(&'static str),
}

struct Report {
    name: &'static str,
    took: Duration,
    outcome: Outcome,
}

/// Runs every step that can run, then says which failed.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let started = Instant::now();
    let mut reports: Vec<Report> = Vec::new();
    for (index, step) in STEPS.iter().enumerate() {
        println!("\n== {}/{} {}", index + 1, STEPS.len(), step.name);
        let report = perform(step, &reports, workspace);
        println!("   {}", line(&report));
        reports.push(report);
    }
    summarise(&reports, started.elapsed())
}

fn perform(step: &Step, earlier: &[Report], workspace: &Workspace) -> Report {
    let started = Instant::now();
    let missing = step.needs.filter(|needs| !has_passed(earlier, needs));
    let outcome = match missing {
        Some(needs) => Outcome::Skipped(needs),
        None => match (step.run)(workspace) {
            Ok(()) => Outcome::Passed,
            Err(error) => Outcome::Failed(error),
        },
    };
    Report { name: step.name, took: started.elapsed(), outcome }
}

fn has_passed(reports: &[Report], name: &str) -> bool {
    reports.iter().any(|report| report.name == name && matches!(report.outcome, Outcome::Passed))
}

fn line(report: &Report) -> String {
    let seconds = report.took.as_secs_f32();
    match &report.outcome {
        Outcome::Passed => format!("ok in {seconds:.1} s"),
        Outcome::Failed(error) => format!("FAILED in {seconds:.1} s: {error:#}"),
        Outcome::Skipped(needs) => format!("skipped: needs `{needs}`"),
    }
}

fn summarise(reports: &[Report], took: Duration) -> Result<()> {
    println!("\n== summary");
    for report in reports {
        println!("{:<20} {}", report.name, line(report));
    }
    let passed = reports.iter().filter(|report| matches!(report.outcome, Outcome::Passed)).count();
    println!("{passed} of {} steps passed in {:.0} s", reports.len(), took.as_secs_f32());
    if passed < reports.len() {
        bail!("{} steps did not pass", reports.len() - passed);
    }
    Ok(())
}

fn rustfmt(workspace: &Workspace) -> Result<()> {
    let remedy = "rustfmt is missing: install it with `rustup component add rustfmt`";
    print!("{}", require(workspace.cargo("fmt").arg("--version"), remedy)?);
    process::run(workspace.cargo("fmt").args(["--all", "--check"]))
}

fn clippy(workspace: &Workspace) -> Result<()> {
    let remedy = "clippy is missing: install it with `rustup component add clippy`";
    print!("{}", require(workspace.cargo("clippy").arg("--version"), remedy)?);
    process::run(workspace.cargo("clippy").args(["--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn rustdoc(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo("doc").args(["--locked", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn rust_tests(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo("test").args(["--locked", "--workspace", "--exclude=xtask", "--no-fail-fast"]))
}

/// Apart from the other tests: in one build with them this helper would be compiled anew, with the features the other
/// packages add to its dependencies.
fn xtask_tests(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo("test").args(["--locked", "--package=xtask"]))
}
