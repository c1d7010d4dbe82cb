//! Helper behind the cargo aliases: code generation, packaging and the one test command.

mod codegen;
mod compare;
mod debian;
mod java;
mod javascript;
mod licences;
mod npm;
mod process;
mod python;
mod site;
mod stamp;
mod verify;
mod workspace;

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

const USAGE: &str = "usage: cargo xtask <command>
  codegen [--check]  write the tables from core/data and the typed calls from core/src/wire, or fail when they are stale
  wasm               build the npm package into target/npm/motcua
  python             build the Python package into target/venv
  site               build the calculator into target/site and serve it on 127.0.0.1 (also: cargo site)
  verify             run every check in every language (also: cargo verify)
  compare [-- ...]   measure the peers and motcua on the same rows, in one run (also: cargo compare; --help for its options)";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not by returning it: that prints a backtrace wherever RUST_BACKTRACE is set.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let workspace = Workspace::of_this_crate()?;
    match words.as_slice() {
        ["codegen"] => codegen::run(workspace.root(), false),
        ["codegen", "--check"] => codegen::run(workspace.root(), true),
        ["wasm"] => npm::build(&workspace),
        ["python"] => python::build(&workspace),
        ["site"] => site::serve(&workspace),
        ["verify"] => verify::run(&workspace),
        ["compare", options @ ..] => compare::run(&workspace, options),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("{USAGE}"),
    }
}
