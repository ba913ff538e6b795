import { defineConfig } from "vite";
import { firstPaint } from "./first-paint";

const page = (name: string): string => new URL(`./${name}.html`, import.meta.url).pathname;

export default defineConfig({
  plugins: [firstPaint()],
  build: {
    target: "es2021",
    // The policy of the server allows no data: addresses.
    assetsInlineLimit: 0,
    // The translation of the module to JavaScript is loaded only where WebAssembly is blocked.
    chunkSizeWarningLimit: 800,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: page("index"),
        assess: page("assess"),
        shelf: page("shelf"),
        buy: page("buy"),
        records: page("records"),
        account: page("account"),
        guide: page("guide"),
        lab: page("lab"),
      },
    },
  },
  // The lab's thread loads the translation of its module only where WebAssembly is blocked.
  worker: { format: "es" },
  // The package finds its WebAssembly beside its own files.
  optimizeDeps: { exclude: ["prescreen"] },
});
