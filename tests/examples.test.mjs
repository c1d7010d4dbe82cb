// The README's example and the quickstart do what they show, with the package as it is installed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "motcua-"));
after(() => rmSync(project, { recursive: true }));
cpSync(join(root, "target/npm/motcua"), join(project, "node_modules/motcua"), { recursive: true });

function printed(file, code) {
    writeFileSync(join(project, file), code);
    return execFileSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
}

for (const page of ["README.md", "wasm/README.md"]) test(`JavaScript in ${page} prints what it shows`, () => {
    const readme = readFileSync(join(root, page), "utf8");
    const shown = [...readme.matchAll(/```js\n(.*?)```\n+```text\n(.*?)```/gs)];
    assert.ok(shown.length > 0);
    for (const [, code, expected] of shown) {
        assert.equal(printed("readme.mjs", code), expected);
    }
});

test("the quickstart prints the same bytes as in Rust", () => {
    const inRust = execFileSync("cargo", ["run", "--quiet", "--locked", "-p", "motcua-examples", "--example", "quickstart"], {
        cwd: root,
        encoding: "utf8",
    });
    assert.equal(printed("quickstart.mjs", readFileSync(join(root, "examples/quickstart.mjs"), "utf8")), inRust);
});
