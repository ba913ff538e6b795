import resolve from "@rollup/plugin-node-resolve";
import url from "@rollup/plugin-url";

// What the README names for Rollup; `limit: 0` so that no file is put into the script.
export default {
  input: ["src/screen.js", "src/flow.js"],
  output: { dir: "public/rollup", format: "es" },
  plugins: [resolve({ browser: true }), url({ include: ["**/*.wasm"], limit: 0 })],
};
