// A fresh project in a temporary folder, with the packed package installed as anyone would install it. Takes a
// template (a folder beside this one); gives the project's folder. Writes nowhere else, and removes what it made.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const INSTALL = 180_000;
const BUILD = 400_000;

/** Runs a program of the project; what it said is in the error when it fails. */
const run = (folder, timeout, program, ...inputs) => {
  try {
    return execFileSync(program, inputs, {
      cwd: folder,
      timeout,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_OPTIONS: "" },
    });
  } catch (error) {
    throw new Error(`${program} ${inputs.join(" ")}: ${error.code ?? error.status}\n${error.stdout}${error.stderr}`);
  }
};

/** Makes the project of a template; `files` (path → text) are added to it. */
export function makeProject(template, files = {}) {
  const home = mkdtempSync(join(tmpdir(), `prescreen-install-${template}-`));
  const remove = () => rmSync(home, { recursive: true, force: true });
  try {
    run(`${root}pkg`, INSTALL, "npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", home);
    const tarball = join(home, readdirSync(home)[0]);
    const folder = join(home, "project");
    cpSync(join(root, "tests/install", template), folder, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    run(folder, INSTALL, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball);
    return { folder, remove, run: (program, ...inputs) => run(folder, BUILD, program, ...inputs) };
  } catch (error) {
    remove();
    throw error;
  }
}
