// Writes the service worker with the list of what was built, and asks the browser for the wasm file before the script has run.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Bytes. A file above it is not part of what every visit has to fetch. */
const LARGE = 1_000_000;

export function offline(): Plugin {
  return {
    name: "offline",
    enforce: "post",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, context) {
        // What the page's first script itself names, not what it may load later.
        const wasm = [...context.chunk?.viteMetadata?.importedAssets ?? []].filter((name) => name.endsWith(".wasm"));
        return wasm.map((name) => ({ tag: "link", attrs: { rel: "preload", as: "fetch", type: "application/wasm", crossorigin: true, href: `./${name}` }, injectTo: "head" as const }));
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
      const template = readFileSync(new URL("../src/service-worker.js", import.meta.url), "utf8");
      const size = (name: string): number => {
        const item = bundle[name];
        return item === undefined ? 0 : item.type === "chunk" ? item.code.length : item.source.length;
      };
      const isLarge = (name: string): boolean => size(name) > LARGE;
      const address = (name: string): string => `./${name}`;
      const files = ["./", ...[...built.filter((name) => !isLarge(name)), ...still].map(address)];
      const source = template
        .replace('"__VERSION__"', JSON.stringify(hash.digest("hex").slice(0, 16)))
        .replace('["__FILES__"]', JSON.stringify(files))
        .replace('["__LARGE__"]', JSON.stringify(built.filter(isLarge).map(address)));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
