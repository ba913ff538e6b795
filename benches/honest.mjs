// Honest people while somebody attacks: how many flows a second the server answers, as a share of those without the
// attack, on one machine. The attacker is a process of its own. `node benches/honest.mjs` prints the table alone.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Milliseconds for which flows are counted, and how many people there are at once. */
const LASTS = 4000;
const PEOPLE = 4;

/** What an attacker does with one connection, again and again. */
const ATTACKS = {
  "flood by one stranger behind a proxy": ({ port }) =>
    ask(port, "GET /nothing HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 203.0.113.9\r\n\r\n"),
  "readers that do not read": ({ port }) => hold(port, "GET /packs/current/cn-bank HTTP/1.1\r\nhost: x\r\n\r\n".repeat(64)),
  "a log that nobody takes": ({ port }) => ask(port, "GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n"),
  "malformed bodies": ({ port }) =>
    ask(
      port,
      `POST /v1/sessions/x/claim HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n${"{".repeat(60_000)}`,
    ),
  "flood of health": ({ port }) => ask(port, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"),
};

const from = { host: "127.0.0.1", localAddress: "127.0.0.2" };

/** One request on a connection of another host, to its first answer. */
const ask = (port, text) =>
  new Promise((done) => {
    const socket = connect({ ...from, port }, () => socket.write(text));
    socket.once("data", () => socket.destroy());
    socket.on("error", () => undefined).once("close", done);
  });

/** A connection that asks and never reads. */
const hold = (port, text) =>
  new Promise((done) => {
    const socket = connect({ ...from, port }, () => socket.pause().write(text, done));
    socket.on("error", done);
  });

async function attack(name, port) {
  const again = async () => {
    for (;;) await ATTACKS[name]({ port });
  };
  await Promise.all(Array.from({ length: 8 }, again));
}

/** The share of honest flows that each attack leaves. */
export async function honestTable() {
  const rows = [];
  for (const name of Object.keys(ATTACKS)) {
    const [alone, attacked] = [await measured(name, false), await measured(name, true)];
    rows.push({
      attack: name,
      "flows a second without": alone.toFixed(0),
      "with it": attacked.toFixed(0),
      share: `${((100 * attacked) / alone).toFixed(0)} %`,
    });
  }
  return rows;
}

async function measured(name, attacked) {
  const data = mkdtempSync(join(tmpdir(), "prescreen-bench-"));
  const flags = [
    "serve",
    "--listen",
    "127.0.0.1:0",
    "--data",
    join(data, "data"),
    "--serve-unapproved-packs",
    "--packs",
    join(root, "packs"),
    "--page-origin",
    "https://broker.example",
    "--trusted-proxy",
    "127.0.0.3/32",
  ];
  const log = name === "a log that nobody takes" ? "pipe" : "ignore";
  const server = spawn(join(root, "target/release/prescreen"), flags, { stdio: ["ignore", "pipe", log] });
  server.stderr?.pause();
  let attacker;
  try {
    const said = await new Promise((ready, failed) => {
      server.stdout.once("data", (line) => ready(String(line)));
      server.once("exit", (code) => failed(new Error(`the server did not start, and ended with ${code}`)));
    });
    const port = Number(said.trim().split(":").at(-1));
    const credential = readFileSync(join(data, "data", "host-credential"), "utf8").trim();
    if (attacked) {
      attacker = spawn(process.execPath, [fileURLToPath(import.meta.url), name, String(port)], { stdio: "ignore" });
      await new Promise((later) => setTimeout(later, 1000));
    }
    return await flows(port, credential);
  } finally {
    attacker?.kill();
    server.kill();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Whole openings a second: opened by the firm, claimed by a page, read back by the firm. Each has to be answered well. */
async function flows(port, credential) {
  const agent = new Agent({ keepAlive: true });
  const call = (method, path, headers, body) =>
    new Promise((done, failed) => {
      const asked = request({ port, host: "127.0.0.1", method, path, headers, agent }, async (answer) => {
        let text = "";
        for await (const part of answer) text += part;
        if (answer.statusCode >= 300) failed(new Error(`${path}: ${answer.statusCode} ${text}`));
        else done(JSON.parse(text));
      });
      asked.once("error", failed).end(body);
    });
  const json = { "content-type": "application/json" };
  const firm = { authorization: `Bearer ${credential}` };
  const end = performance.now() + LASTS;
  let done = 0;
  const person = async (n) => {
    for (; performance.now() < end; done += 1) {
      const opening = { subject: `person-${n}-${done}`, purpose: "assessment", pack: "cn-bank" };
      const { session, claim_token: token } = await call("POST", "/v1/sessions", { ...firm, ...json }, JSON.stringify(opening));
      await call("POST", `/v1/sessions/${session}/claim`, json, JSON.stringify({ token, jkt: "A".repeat(43) }));
      await call("GET", `/v1/sessions/${session}`, firm);
      // Each person takes a moment, within what one host may ask.
      await new Promise((later) => setTimeout(later, 20));
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, n) => person(n)));
  agent.destroy();
  return (1000 * done) / LASTS;
}

const [, script, name, port] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (name) await attack(name, Number(port));
  else console.table(await honestTable());
}
