// The package as its users get it: packed, and installed into an empty copy of each folder of `examples/npm`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, serve } from "./browser.mjs";

const target = fileURLToPath(new URL("../../../target/", import.meta.url));
const examples = fileURLToPath(new URL("../../npm/", import.meta.url));
const empty = join(target, "npm/empty");
/** Civil Code 2015, Art. 147.2 and the days off of 2026: three working days from Friday 24 April. */
const DUE = "2026-05-04T17:00:00";

const execute = (folder, command, ...args) => execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
let tarball;
let browser;

before(async () => {
  rmSync(empty, { recursive: true, force: true });
  mkdirSync(empty, { recursive: true });
  const [{ filename }] = JSON.parse(execute(empty, "npm", "pack", "--json", "--silent", join(target, "npm/motcua")));
  tarball = join(empty, filename);
  browser = await launch();
});
after(() => browser?.close());

/** A copy of an example, with the package installed as from a registry. */
function installed(name) {
  const folder = join(empty, name);
  const own = (path) => !path.includes("node_modules") && !path.includes("dist");
  cpSync(join(examples, name), folder, { recursive: true, filter: (path) => own(path.slice(examples.length)) });
  execute(folder, "npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--prefer-offline", tarball);
  return folder;
}

/** What a page of a folder shows in its `output`, and whatever went wrong on the way. */
async function shown(folder) {
  const server = await serve(folder);
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  try {
    await page.goto(server.url);
    await page.locator("output:not(:empty)").waitFor();
    const text = await page.locator("output").textContent();
    assert.deepEqual(faults, []);
    return text;
  } finally {
    await page.close();
    await server.close();
  }
}

test("every example is installed and run here", () => {
  const folders = readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(folders.sort(), ["commonjs", "node", "page", "vite", "worker"]);
});

test("what is packed is what is needed, and no more", () => {
  const files = execute(empty, "tar", "tzf", tarball).trim().split("\n").map((path) => path.replace("package/", ""));
  const build = (folder) => ["motcua.js", "motcua.d.ts", "motcua_bg.wasm", "motcua_bg.wasm.d.ts", "node.js"].map((file) => folder + file);
  assert.deepEqual(files.sort(), ["LICENSE", "README.md", "package.json", ...build(""), ...build("columns/"), ...build("light/")].sort());
});

test("Node, modules", () => {
  assert.equal(execute(installed("node"), "node", "index.js"), `${DUE} announced\n2026-05-04 overdue\n`);
});

test("Node, require", () => {
  assert.equal(execute(installed("commonjs"), "node", "index.js"), `${DUE} announced\n`);
});

test("a page without a bundler, under a strict policy", async () => {
  assert.equal(await shown(installed("page")), DUE);
});

test("a web worker", async () => {
  assert.equal(await shown(installed("worker")), `100000 × ${DUE}`);
});

test("Vite and TypeScript", async () => {
  const folder = installed("vite");
  execute(folder, "npm", "run", "--silent", "build");
  assert.equal(await shown(join(folder, "dist")), `${DUE}, H99.645-260504-0007`);
  const wasm = readdirSync(join(folder, "dist/assets")).filter((file) => file.endsWith(".wasm"));
  assert.equal(wasm.length, 2, "the light build for the page, the full one for its worker");
  assert.ok(!readFileSync(join(folder, "dist/index.html"), "utf8").includes("data:application/wasm"));
});
