// The real server and the example's broker with the built site, in a directory of its own, on a free port, with a clock that can be moved.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** The example's broker that was built. */
const broker = () => {
  const places = ["release", "debug"].map((profile) => `${root}target/${profile}/prescreen-example-broker`);
  const found = [process.env.PRESCREEN_BROKER_BIN, ...places].find((place) => place && existsSync(place));
  if (!found) throw new Error("build the broker first: cargo build --release -p prescreen-example-broker");
  return found;
};

/** The shipped packs, or one of them, in a folder of their own, with another record. */
const withRecord = (folder, record, only) => {
  mkdirSync(folder);
  const names = only === undefined ? readdirSync(`${root}packs`).filter((file) => file.endsWith(".json")) : [`${only}.json`];
  for (const name of names) {
    writeFileSync(join(folder, name), JSON.stringify({ ...JSON.parse(readFileSync(`${root}packs/${name}`, "utf8")), record }));
  }
  return folder;
};

/** Programs that run: a file of tests whose preparation failed ends without stopping them. */
const running = new Set();
process.once("exit", () => {
  for (const child of running) child.kill();
});

/**
 * Starts a program and waits for the address at the end of its first line. `stop` ends it and gives all that it wrote; `kill`
 * does the same without a word to it beforehand, as a machine that loses its power.
 */
export const start = async (program, args, env, cwd) => {
  const child = spawn(program, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
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
    // Later than its address, this is heard by nobody.
    child.once("exit", (code) => reject(new Error(`${program} stopped with ${code}: ${log}`)));
  });
  // "close" comes after "exit", when the last of what it wrote is read.
  const gone = new Promise((resolve) => child.once("close", () => resolve(log)));
  const ended = (signal) => () => {
    child.kill(signal);
    return gone;
  };
  return { url, stop: ended("SIGTERM"), kill: ended("SIGKILL") };
};

/**
 * The screening server with the example's broker before it; `url` is the broker's, `screening` the server's own.
 * `packs`: the folder of its packs. `experiment`: the file of one that runs. `pageOrigin`: an origin whose pages may ask the server from elsewhere. `record`: who keeps
 * the record, in every pack; in `only` one where that is named.
 */
export async function startServer({ site = `${root}www/dist`, packs: given = `${root}packs`, experiment, pageOrigin, record, only } = {}) {
  if (!existsSync(join(site, "index.html"))) throw new Error("build the site first: npm run build in www");
  const home = mkdtempSync(join(tmpdir(), "prescreen-e2e-"));
  const clock = join(home, "clock");
  let ahead = 0;
  writeFileSync(clock, "+0");
  const env = {
    ...process.env,
    LD_PRELOAD: faketime(),
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  const listen = ["--listen", "127.0.0.1:0"];
  const elsewhere = pageOrigin ? ["--page-origin", pageOrigin] : [];
  const data = join(home, "data");
  const packs = record === undefined ? given : withRecord(join(home, "packs"), record, only);
  const serve = (address) =>
    start(binary(), ["serve", "--listen", address, "--data", data, "--packs", packs, "--serve-unapproved-packs", ...elsewhere], env);
  let server = await serve("127.0.0.1:0");
  const killed = [];
  const credential = join(data, "host-credential");
  const runs = experiment ? ["--experiment", experiment] : [];
  const front = await start(
    broker(),
    [...listen, "--screening", server.url, "--credential-file", credential, "--site", site, ...runs],
    env,
  );
  const end = async () => {
    const lines = [...killed, await front.stop(), await server.stop()].flatMap((log) => log.split("\n"));
    rmSync(home, { recursive: true, force: true });
    return lines;
  };
  let stopped;
  return {
    url: front.url,
    screening: server.url,
    /** Where the screening server keeps what it has. */
    data,
    /** Kills the screening server with SIGKILL, and waits until it is gone. The broker stays. */
    async kill() {
      killed.push(await server.kill());
    },
    /** Starts the screening server again after that, at the same address and on the same store. */
    async again() {
      server = await serve(new URL(server.url).host);
    },
    /** What is kept of a session, as the firm's back end reads it. */
    async kept(session) {
      const authorization = `Bearer ${readFileSync(credential, "utf8").trim()}`;
      return (await fetch(`${server.url}/v1/sessions/${session}/record`, { headers: { authorization } })).json();
    },
    /** The events of an experiment, as the operator writes them; none where nobody is in it. */
    events(experiment) {
      const out = join(home, `events-${experiment}-${Date.now()}.ndjson`);
      const args = ["server", "events", "--data", data, "--experiment", experiment, "--out", out];
      const { status } = spawnSync(binary(), args, { env, stdio: "ignore" });
      if (status === 1) return [];
      assert.equal(status, 0);
      return readFileSync(out, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    },
    /** What the firm's back end shows. */
    credential: () => readFileSync(credential, "utf8").trim(),
    /** Moves the clock of both forward, and says that it is right, as an operator does: no jump is believed before. */
    advance(seconds) {
      ahead += seconds;
      writeFileSync(clock, `+${ahead}`);
      execFileSync(binary(), ["server", "clock", "--data", data, "--confirm"], { env, stdio: "ignore" });
    },
    /** Ends both. Gives the lines that they wrote, which are all there only then; asked again, the same. */
    stop() {
      stopped ??= end();
      return stopped;
    },
  };
}
