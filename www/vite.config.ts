import { defineConfig } from "vite";
import { firstPaint } from "./first-paint";
import { packFile } from "./pack-file";
import { precompressed } from "./precompressed";
import { prove, provedFigures } from "./proofs";

const page = (name: string): string => new URL(`./${name}.html`, import.meta.url).pathname;

const proofs = await prove();
/** The pack of the invented broker. */
const pack = proofs.find(({ pack: { id } }) => id === "cn-securities")?.pack;

/** Whether the site has the teams' pages, the rule lab and the experiments desk. An investor's own origin needs none: built with `PRESCREEN_SITE_LAB=off`, it has neither page nor link. */
const lab = process.env.PRESCREEN_SITE_LAB !== "off";

export default defineConfig({
  define: { __LAB__: JSON.stringify(lab) },
  plugins: [firstPaint(pack?.hash), provedFigures(proofs), packFile(pack), precompressed()],
  build: {
    target: "es2021",
    // The policy of the server allows no data: addresses.
    assetsInlineLimit: 0,
    // The translation of the module to JavaScript is loaded only where WebAssembly is blocked.
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: page("index"),
        assess: page("assess"),
        shelf: page("shelf"),
        buy: page("buy"),
        apply: page("apply"),
        records: page("records"),
        afford: page("afford"),
        account: page("account"),
        verify: page("verify"),
        guide: page("guide"),
        ...(lab && { lab: page("lab"), experiment: page("experiment") }),
        404: page("404"),
      },
      output: {
        codeSplitting: {
          // What pages have in common is small: one request for many parts of it.
          includeDependenciesRecursively: false,
          groups: [
            {
              name: "screening",
              test: /\/www\/src\/(?:parts\/(?:actions|attempts|barred|gates|pending|standing)|device|gates|pack|permissions|reasons|standing|state)\.ts$/,
            },
            { name: "walk", test: /\/www\/src\/parts\/(?:ended|visit|firm-step)\.ts$/ },
            { name: "classes", test: /\/helpers\// },
            { name: "order", test: /\/www\/src\/(?:typed|parts\/order)\.ts$/ },
            { name: "figures", test: /vite\/preload-helper|\/www\/src\/format\.ts$|\/pkg\/dist\/money\.js$/ },
          ],
        },
      },
    },
  },
  // The threads of the lab and of the experiments desk load the translation of their module only where WebAssembly is blocked.
  worker: { format: "es" },
  // The package finds its WebAssembly beside its own files.
  optimizeDeps: { exclude: ["prescreen"] },
});
