// Without a bundler: the folder `node_modules/motcua/light` is copied to the server as it is.
import init, { deadline } from "./node_modules/motcua/light/motcua.js";

await init();
document.querySelector("output").textContent = deadline("2026-04-24T10:00:00", "03 ngày làm việc").dueAt;
