//! The npm package: a wasm build for browsers, Node and workers, and two smaller ones beside it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::javascript;
use crate::process::{capture, require, run};
use crate::workspace::Workspace;

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const RUSTUP_MISSING: &str = "the Rust target wasm32-unknown-unknown is missing and there is no rustup to add it: \
     install the target with your Rust toolchain";

/// What Rust's wasm output uses. Named, so that wasm-opt does not depend on the section that lists them; `-all` gives
/// a larger file.
const WASM_OPT: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-target-features",
    "--strip-producers",
    "--strip-debug",
];

/// Prints the raw and the gzip size of each file it is given.
const PRINT_SIZES: &str = r#"
const { readFileSync } = require("node:fs"), { gzipSync } = require("node:zlib"), { basename } = require("node:path");
for (const path of process.argv.slice(1)) {
    const bytes = readFileSync(path), gzip = gzipSync(bytes, { level: 9 });
    console.log(`${basename(path)}: ${bytes.length} bytes, ${gzip.length} gzip`);
}"#;

/// What wasm-bindgen writes.
const FILES: [&str; 4] = ["motcua.js", "motcua.d.ts", "motcua_bg.wasm", "motcua_bg.wasm.d.ts"];

/// One build of the crate.
struct Build {
    /// Its folder in the package.
    folder: &'static str,
    /// The cargo profile, which names its folder in the target directory too.
    profile: &'static str,
    features: &'static [&'static str],
}

const BUILDS: [Build; 3] = [
    Build { folder: "", profile: "wasm", features: &[] },
    Build { folder: "columns", profile: "wasm-columns", features: &["--no-default-features", "--features=columns"] },
    Build { folder: "light", profile: "wasm-light", features: &["--no-default-features"] },
];

/// Builds the package into `target/npm/motcua`.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    javascript::install_tools(workspace)?;
    let package = javascript::package(workspace);
    if package.exists() {
        fs::remove_dir_all(&package).with_context(|| format!("emptying {}", package.display()))?;
    }
    for build in &BUILDS {
        let folder = package.join(build.folder);
        let made = made(workspace, build)?;
        fs::create_dir_all(&folder)?;
        for file in FILES {
            copy(&made.join(file), &folder)?;
        }
        copy(&workspace.root().join("wasm/node.js"), &folder)?;
        let wasm = folder.join("motcua_bg.wasm");
        println!("motcua/{}", build.folder);
        run(workspace.command("node").args(["-e", PRINT_SIZES]).arg(&wasm).arg(folder.join("motcua.js")))?;
    }
    copy_sources(workspace, &package)
}

/// The folder with what is made of a build: anew, or from the last time when neither the compiled crate nor the tools changed since.
fn made(workspace: &Workspace, build: &Build) -> Result<PathBuf> {
    let compiled = compile(workspace, build)?;
    let folder = workspace.target().join("npm/made").join(build.profile);
    let source = folder.join("compiled.wasm");
    let modified = |file: &Path| fs::metadata(file).and_then(|file| file.modified());
    let tools = modified(&env::current_exe()?)?.max(modified(&workspace.root().join("wasm/package-lock.json"))?);
    let is_made = modified(&source).is_ok_and(|since| since > tools) && fs::read(&source)? == fs::read(&compiled)?;
    if !is_made {
        bind(&compiled, &folder)?;
        optimise(workspace, &folder.join("motcua_bg.wasm"))?;
        keep_types_usable(&folder.join("motcua.d.ts"))?;
        // Last: it says that the others are there.
        fs::write(&source, fs::read(&compiled)?).with_context(|| format!("writing {}", source.display()))?;
    }
    Ok(folder)
}

/// Compiles the crate.
fn compile(workspace: &Workspace, build: &Build) -> Result<PathBuf> {
    add_target(workspace)?;
    let mut cargo = workspace.cargo("build");
    cargo.args([
        "--locked",
        "--package=motcua-wasm",
        &format!("--profile={}", build.profile),
        &format!("--target={WASM_TARGET}"),
    ]);
    cargo.args(build.features);
    // The same bytes on every machine: panic locations name no folder of this one.
    if let Some(home) = cargo_home() {
        cargo.env("CARGO_ENCODED_RUSTFLAGS", format!("--remap-path-prefix={}=", home.join("registry/src").display()));
    }
    run(&mut cargo)?;
    Ok(workspace.metadata()?.target_directory.join(WASM_TARGET).join(build.profile).join("motcua_wasm.wasm"))
}

/// Writes wasm, glue and types.
fn bind(compiled: &Path, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(compiled)
        .out_name("motcua")
        .web(true)?
        // So that `await init()` finds the wasm beside the glue.
        .omit_default_module_path(false)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}

fn cargo_home() -> Option<PathBuf> {
    let set = env::var_os("CARGO_HOME").map(PathBuf::from);
    set.or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".cargo")))
}

fn add_target(workspace: &Workspace) -> Result<()> {
    let library = capture(workspace.command("rustc").args(["--print=target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(library.trim()).exists() {
        return Ok(());
    }
    require(workspace.command("rustup").arg("--version"), RUSTUP_MISSING)?;
    run(workspace.command("rustup").args(["target", "add", WASM_TARGET]))
}

fn optimise(workspace: &Workspace, wasm: &Path) -> Result<()> {
    let wasm_opt = javascript::tool(workspace, "wasm-opt");
    capture(workspace.command(wasm_opt).args(WASM_OPT).arg(wasm).arg("-o").arg(wasm))?;
    Ok(())
}

/// Rewrites the generated types so that they compile without `esnext.disposable` in the user's `lib`.
fn keep_types_usable(types: &Path) -> Result<()> {
    let generated = fs::read_to_string(types).with_context(|| format!("reading {}", types.display()))?;
    fs::write(types, without_dispose(&without_batch(&generated)?)?).with_context(|| format!("writing {}", types.display()))
}

/// Drops the generated shape of the namespace `batch`, where there is one: `columns.d.ts` declares it, with what its functions take and return.
fn without_batch(types: &str) -> Result<String> {
    if !types.contains("batch") {
        return Ok(types.to_owned());
    }
    let parts = types.split_once("\nexport let batch: {").and_then(|(before, rest)| Some((before, rest.split_once("\n};\n")?.1)));
    let (before, after) = parts.context("wasm-bindgen writes the namespace `batch` in a form this helper cannot drop")?;
    Ok([before, after].concat())
}

/// Drops the `[Symbol.dispose]` members; `free` does the same and stays.
fn without_dispose(types: &str) -> Result<String> {
    let is_member = |line: &&str| line.trim_start().starts_with("[Symbol.dispose]");
    let mut kept: String = types.lines().filter(|line| !is_member(line)).collect::<Vec<_>>().join("\n");
    ensure!(!kept.contains("Symbol.dispose"), "wasm-bindgen writes `Symbol.dispose` in a form this helper cannot drop");
    kept.push('\n');
    Ok(kept)
}

/// Adds what is written by hand: the manifest, its README and the licence.
fn copy_sources(workspace: &Workspace, package: &Path) -> Result<()> {
    let root = workspace.root();
    let source = root.join("wasm/package.json");
    let manifest = fs::read_to_string(&source).with_context(|| format!("reading {}", source.display()))?;
    fs::write(package.join("package.json"), published_manifest(&manifest)?)?;
    copy(&root.join("wasm/README.md"), package)?;
    let mut licences = 0;
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("LICENSE") {
            copy(&entry.path(), package)?;
            licences += 1;
        }
    }
    ensure!(licences > 0, "no LICENSE file in {}", root.display());
    Ok(())
}

/// The manifest without what only a checkout needs.
fn published_manifest(source: &str) -> Result<String> {
    let mut manifest: Value = serde_json::from_str(source).context("reading wasm/package.json")?;
    let Some(fields) = manifest.as_object_mut() else { bail!("wasm/package.json is not an object") };
    for field in ["private", "scripts", "devDependencies"] {
        // Not `remove`, which moves the last field up: the order of the rest stays as written.
        fields.shift_remove(field);
    }
    Ok(format!("{manifest:#}\n"))
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().with_context(|| format!("{} has no name", file.display()))?;
    fs::copy(file, folder.join(name)).with_context(|| format!("copying {}", file.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{published_manifest, without_batch, without_dispose};

    #[test]
    fn dispose_members_are_dropped_and_nothing_else() {
        let types = "export class Calendar {\n    free(): void;\n    [Symbol.dispose](): void;\n}\n";
        assert_eq!(without_dispose(types).unwrap(), "export class Calendar {\n    free(): void;\n}\n");
    }

    #[test]
    fn an_unknown_form_of_dispose_is_an_error() {
        assert!(without_dispose("free(): void; [Symbol.dispose](): void;\n").is_err());
    }

    #[test]
    fn the_generated_namespace_is_dropped_and_nothing_else() {
        let types =
            "export namespace batch {\n}\n\nexport let batch: {\n    units: typeof batch__units,\n};\n\nexport class A {\n};\n";
        assert_eq!(without_batch(types).unwrap(), "export namespace batch {\n}\n\nexport class A {\n};\n");
        assert!(without_batch("export const batch = {};\n").is_err());
        assert_eq!(without_batch("export class A {\n};\n").unwrap(), "export class A {\n};\n");
    }

    #[test]
    fn the_order_of_export_conditions_is_kept() {
        let source = r#"{"private": true, "exports": {"types": "a", "node": "b", "default": "c"}, "scripts": {}}"#;
        let published = published_manifest(source).unwrap();
        let compact: String = published.split_whitespace().collect();
        assert_eq!(compact, r#"{"exports":{"types":"a","node":"b","default":"c"}}"#);
    }
}
