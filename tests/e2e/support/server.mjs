// The real server with the built site, in a directory of its own, on a free port, with a clock that can be moved.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The command line and server that was built. */
export const binary = () => {
  const places = [process.env.PRESCREEN_BIN, `${root}target/release/prescreen`, `${root}target/debug/prescreen`];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("build the server first: cargo build --release, or set PRESCREEN_BIN");
  return found;
};

const faketime = () => {
  const found = ["x86_64", "aarch64"].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketime.so.1`).find(existsSync);
  if (!found) throw new Error("install the package 'faketime': a cooling-off is tested by moving the server's clock");
  return found;
};

/** `pageOrigin`: an origin whose pages may ask from elsewhere. */
export async function startServer({ site = `${root}www/dist`, pageOrigin } = {}) {
  if (!existsSync(join(site, "index.html"))) throw new Error("build the site first: npm run build in www");
  const home = mkdtempSync(join(tmpdir(), "prescreen-e2e-"));
  const clock = join(home, "clock");
  let ahead = 0;
  writeFileSync(clock, "+0");
  const child = spawn(
    binary(),
    [
      "serve",
      "--listen",
      "127.0.0.1:0",
      "--data",
      join(home, "data"),
      "--packs",
      `${root}packs`,
      "--site",
      site,
      "--stand-in",
      ...(pageOrigin ? ["--page-origin", pageOrigin] : []),
    ],
    {
      env: {
        ...process.env,
        LD_PRELOAD: faketime(),
        FAKETIME_TIMESTAMP_FILE: clock,
        FAKETIME_NO_CACHE: "1",
        FAKETIME_DONT_FAKE_MONOTONIC: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  child.stderr.on("data", (chunk) => {
    log += chunk;
  });
  const url = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const found = /serves (\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    child.once("exit", (code) => reject(new Error(`the server stopped with ${code}: ${log}`)));
  });
  return {
    url,
    log: () => log,
    /** What the firm's back end shows. */
    credential: () => readFileSync(join(home, "data/host-credential"), "utf8").trim(),
    /** Moves the server's clock forward. */
    advance(seconds) {
      ahead += seconds;
      writeFileSync(clock, `+${ahead}`);
    },
    async stop() {
      child.removeAllListeners("exit");
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
