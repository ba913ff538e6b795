// The command line, natively built.
import { existsSync } from "node:fs";

export const root = new URL("../../../", import.meta.url).pathname;

export const binary = [process.env.PRESCREEN_BIN, `${root}target/release/prescreen`, `${root}target/debug/prescreen`].find(
  (path) => path && existsSync(path),
);
