// The entry for Node: same exports as in a browser, but ready at import. `await init()` is then a no-op, so one
// program can run in both.
import { readFileSync } from "node:fs";
import init, { initSync } from "./motcua.js";

initSync({ module: readFileSync(new URL("./motcua_bg.wasm", import.meta.url)) });

export * from "./motcua.js";
export default init;
