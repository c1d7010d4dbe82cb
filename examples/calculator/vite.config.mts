import { defineConfig } from "vite";
import { catalogue } from "./plugins/catalogue.mts";
import { groups } from "./plugins/groups.mts";
import { hours } from "./plugins/hours.mts";
import { offline } from "./plugins/offline.mts";

export default defineConfig({
  // Relative addresses: the built page runs from any folder of any server.
  base: "./",
  plugins: [catalogue(), groups(), hours(), offline()],
  build: {
    target: "es2022",
    outDir: "../../target/site",
    emptyOutDir: true,
    // Inlined files would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["index.html", "analysts.html"] },
  },
  // The example files are in the folder beside this one.
  server: { fs: { allow: ["..", "../../target/npm"] } },
  worker: { format: "es", plugins: () => [hours()] },
  optimizeDeps: { exclude: ["motcua"] },
});
