// Imported first. Called with `js`, a script runs where there is no WebAssembly; with `first`, where WebAssembly is that of
// 2017 and finds every later instruction invalid.
import { createServer } from "node:http";

if (process.argv[2] === "js") {
  // Node's own fetch starts with WebAssembly and does without it from its first answer on.
  const server = createServer((_, response) => response.end()).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  await (await fetch(`http://127.0.0.1:${server.address().port}/`)).text();
  server.closeAllConnections();
  server.close();
  delete globalThis.WebAssembly;
}

if (process.argv[2] === "first") WebAssembly.validate = () => false;
