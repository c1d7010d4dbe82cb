// Writes the service worker with the list of what was built, and asks the browser for the wasm file before the script has run.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

type Bundle = Record<string, { type: "chunk"; code: string } | { type: "asset"; source: string | Uint8Array; originalFileNames: string[] }>;

/** What a page needs, itself included: every name is written where it is used, in workers too. Other pages are only links. */
function needed(page: string, bundle: Bundle): Set<string> {
  const found = new Set<string>();
  const names = Object.keys(bundle);
  const waiting = [page];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const item = bundle[name];
    const text = item === undefined ? "" : item.type === "chunk" ? item.code : typeof item.source === "string" ? item.source : /\.(js|css)$/.test(name) ? Buffer.from(item.source).toString() : "";
    waiting.push(...names.filter((other) => !other.endsWith(".html") && text.includes(other.slice(other.lastIndexOf("/") + 1))));
  }
  return found;
}

export function offline(): Plugin {
  return {
    name: "offline",
    enforce: "post",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, context) {
        if (!context.path.endsWith("index.html")) return [];
        const wasm = Object.entries(context.bundle ?? {}).find(([name, item]) => name.endsWith(".wasm") && item.type === "asset" && item.originalFileNames.some((one) => one.includes("light/")))?.[0];
        if (wasm === undefined) throw new Error("the small wasm file of the calculator is not in the bundle");
        const attrs = { rel: "preload", as: "fetch", type: "application/wasm", crossorigin: true, href: `./${wasm}` };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
    generateBundle(_options, bundle) {
      const folder = new URL("../public/", import.meta.url);
      const hash = createHash("sha256");
      const still = readdirSync(folder).sort();
      for (const name of still) hash.update(name).update(readFileSync(new URL(name, folder)));
      const built = Object.keys(bundle).sort();
      for (const name of built) {
        const item = bundle[name];
        if (item !== undefined) hash.update(name).update(item.type === "chunk" ? item.code : item.source);
      }
      const first = needed("index.html", bundle);
      const template = readFileSync(new URL("../src/service-worker.js", import.meta.url), "utf8");
      const files = ["./", ...[...built.filter((name) => first.has(name)), ...still].map((name) => `./${name}`)];
      const analysts = built.filter((name) => !first.has(name)).map((name) => `./${name}`);
      const source = template
        .replace('"__VERSION__"', JSON.stringify(hash.digest("hex").slice(0, 16)))
        .replace('["__FILES__"]', JSON.stringify(files))
        .replace('["__ANALYSTS__"]', JSON.stringify(analysts));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
