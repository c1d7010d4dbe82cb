import { defineConfig } from "vite";

// In development Vite would move the script away from the wasm beside it.
export default defineConfig({ base: "./", optimizeDeps: { exclude: ["motcua"] }, worker: { format: "es" } });
