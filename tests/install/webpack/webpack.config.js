import { fileURLToPath } from "node:url";

// Entries and where they go. Nothing here is for the package itself.
export default {
  entry: { screen: "./src/screen.js", "ten-lines": "./src/ten-lines.js", worker: "./src/worker.js" },
  output: { path: fileURLToPath(new URL("public/built", import.meta.url)) },
  performance: { hints: false },
};
