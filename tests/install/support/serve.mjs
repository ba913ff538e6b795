// A folder over loopback under a content security policy, and a screening server in memory beside it.
// Takes the folder; gives its address and the paths that were asked for. Serves no file outside the folder.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { makeServer } from "../../../pkg/test/support/server.mjs";
import { cases, packText } from "./cases.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };

const bodyOf = async (request) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
};

/** What the firm's own back end and the screening server answer; undefined for a file. */
const answer = async (screening, path, request) => {
  if (path === "/pack.json") return new Response(packText);
  if (path === "/cases.json") return Response.json(cases);
  if (path === "/my/session") return Response.json({ session: screening.options.session, claim_token: screening.options.claimToken });
  if (!/^\/(v1|packs)\//.test(path)) return undefined;
  return screening.fetch(new URL(path, screening.options.base), { body: await bodyOf(request), headers: request.headers });
};

export async function serve(folder, policy) {
  const asked = [];
  const screening = await makeServer({ document: packText });
  const top = resolve(folder);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    asked.push(path);
    const answered = await answer(screening, path, request);
    if (answered) {
      response.writeHead(answered.status, { "content-type": "application/json" });
      return response.end(await answered.text());
    }
    const file = join(top, path.endsWith("/") ? `${path}index.html` : path);
    const content = file.startsWith(top + sep) ? await readFile(file).catch(() => undefined) : undefined;
    response.writeHead(content ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": policy });
    response.end(content);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}
