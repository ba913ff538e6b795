// A page of Chromium that has this repository's files.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const root = new URL("..", import.meta.url).pathname;

/** Runs a function in the page, and gives what it gives. */
export async function inChromium(work, argument) {
  const types = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".html": "text/html",
  };
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://loopback").pathname);
    if (path === "/") return response.setHeader("content-type", "text/html").end("<!doctype html><title>bench</title>");
    try {
      const body = await readFile(join(root, path));
      response.setHeader("content-type", types[extname(path)] ?? "text/plain").end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(work, argument);
  } finally {
    await browser.close();
    server.close();
  }
}
