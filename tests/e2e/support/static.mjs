// A folder over loopback under a content security policy. Gives its address and the paths that were asked for.
// Serves no file outside the folder.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** `policy`: its text, or what gives it at each request. `answer(path, request)` gives a `Response` to what is not a file, or undefined. */
export async function serveFolder(folder, policy, answer = async () => undefined) {
  const asked = [];
  const top = resolve(folder);
  const headers = (type) => ({ "content-type": type, "content-security-policy": typeof policy === "function" ? policy() : policy });
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    asked.push(path);
    const answered = await answer(path, request);
    if (answered) {
      const type = answered.headers.get("content-type") ?? "application/json";
      response.writeHead(answered.status, headers(type));
      return response.end(await answered.text());
    }
    const file = join(top, path.endsWith("/") ? `${path}index.html` : path);
    const content = file.startsWith(top + sep) ? await readFile(file).catch(() => undefined) : undefined;
    response.writeHead(content ? 200 : 404, headers(TYPES[extname(file)] ?? "application/octet-stream"));
    response.end(content);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}
