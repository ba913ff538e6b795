// A back end to start from, for one machine: it opens a session with the firm's credential, serves the page, and reads the
// session itself when the page says "done". Run in the folder of the page: node server.mjs
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";
import { verifyReceipt } from "prescreen/server";

const { SCREENING = "http://127.0.0.1:8787", CREDENTIAL = "prescreen-data/host-credential", PORT = "3000" } = process.env;
const credential = (await readFile(CREDENTIAL, "utf8")).trim();
const headers = { authorization: `Bearer ${credential}`, "content-type": "application/json" };

const ask = async (path, init = {}) => {
  const answer = await fetch(SCREENING + path, { ...init, headers });
  if (!answer.ok) throw new Error(`the screening server answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

/** The session of the only visitor; a real back end keeps it with the login. */
let session;

/** The screening server's public keys; a real back end keeps those that it once had from it. */
const { keys } = await ask("/.well-known/prescreen-keys.json");

/** What your books say of the customer goes into `facts`: the browser cannot change it. */
const open = async () => {
  const facts = { birth_date: "1990-05-17", civil_capacity: true, months_trading: 26 };
  // Another customer each time; a real back end's name for who is signed in stays the same, and attempts are counted by it.
  const asked = { subject: randomUUID(), purpose: "account_opening", pack: "cn-securities", facts };
  const opened = await ask("/v1/sessions", { method: "POST", body: JSON.stringify(asked) });
  session = opened.session;
  console.log(`opened the session ${session}`);
  if (opened.missing_facts.length > 0) console.error(`nobody can go on without the facts ${opened.missing_facts}`);
  return JSON.stringify({ ...opened, server_keys: keys, base: SCREENING });
};

/** Believes nothing that a page says: the screening server knows whether it is complete, and signed that it is. */
const account = async () => {
  const { complete, profile, verdict, receipt } = await ask(`/v1/sessions/${session}`);
  if (!complete) return "Nothing is decided yet.";
  const checked = await verifyReceipt({ verdict, receipt, keys });
  return checked.ok ? `Account open, class ${profile.class}. The receipt is the server's.` : "The receipt is not the server's.";
};

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
const PAGE = /^\/(page\.js|node_modules\/prescreen\/dist\/[\w./-]+)$/;
const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self' ${SCREENING}; base-uri 'none'; frame-ancestors 'none'`;

const file = async (path) => {
  const found = resolve(path === "/" ? "index.html" : `.${PAGE.test(path) ? path : "/none"}`);
  return found.startsWith(resolve(".") + sep) ? [TYPES[extname(found)], await readFile(found).catch(() => undefined)] : [];
};

createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const answer = async () => {
    if (request.method === "POST" && pathname === "/my/session") return ["application/json", await open()];
    if (pathname === "/account") return ["text/plain; charset=utf-8", await account()];
    return file(pathname);
  };
  const [type = "text/plain", body] = await answer().catch((error) => {
    console.error(error.message);
    return [];
  });
  response.writeHead(body === undefined ? 404 : 200, { "content-type": type, "content-security-policy": policy });
  response.end(body);
}).listen(Number(PORT), "127.0.0.1", function () {
  console.log(`the page: serves http://127.0.0.1:${this.address().port}`);
});
