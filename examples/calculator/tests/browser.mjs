// What the tests share: the built page on 127.0.0.1 under a folder of its own, and a browser that speaks to nobody else.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const site = fileURLToPath(new URL("../../../target/site", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml",
  ".png": "image/png", ".webmanifest": "application/manifest+json",
};
/** Any folder of any server will do; this one proves it. */
export const FOLDER = "/some/folder/";

/** Serves the built page, or another folder, until closed, at most five minutes. */
export async function serve(root = site) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = normalize(join(root, path.startsWith(FOLDER) ? path.slice(FOLDER.length).replace(/(^|\/)$/, "$1index.html") : "none"));
    try {
      if (!file.startsWith(root + sep)) throw new Error("outside");
      const body = await readFile(file);
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const timer = setTimeout(() => server.close(), 300_000);
  timer.unref();
  const close = () => {
    clearTimeout(timer);
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${server.address().port}${FOLDER}`, close };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/lib/chromium/chromium",
    chromiumSandbox: false,
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"],
  });
}

/** A page whose clock stands at a moment of Viet Nam. `faults` gathers errors, refused loads and requests to other hosts. */
export async function open(browser, url, { at = "2027-02-03T15:20", fragment = "", name = "", last = ".pile", viewport = { width: 1440, height: 900 }, ...options } = {}) {
  const context = await browser.newContext({ viewport, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || /Content.Security.Policy/i.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith("blob:")) faults.push(`request: ${request.url()}`);
  });
  await page.clock.setFixedTime(new Date(`${at}:00+07:00`));
  await page.goto(url + name + fragment);
  // The last part to be drawn.
  await page.locator(last).waitFor();
  return { page, context, faults };
}

/** The address of a question. */
export const ask = (fields) => `#${new URLSearchParams(fields)}`;
