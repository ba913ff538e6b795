import react from "@vitejs/plugin-react";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

// The pages, and the two settings that the README names: Vue's, and the one for `prescreen/worker`.
export default defineConfig({
  plugins: [react(), vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("prescreen-") } } })],
  // Otherwise the worker's one file carries the translation to JavaScript too: 653 kB in place of 15.
  worker: { format: "es" },
  build: { rolldownOptions: { input: ["index.html", "react.html", "hydrated.html", "vue.html", "worker.html"] } },
});
