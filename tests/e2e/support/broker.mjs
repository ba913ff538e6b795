// A broker's page on an origin of its own, with the README's ten lines and policy, and the real server on another.
import { fileURLToPath } from "node:url";
import { fromReadme, policy, SCREENING_SERVER, scriptOf } from "../../install/support/readme.mjs";
import { startServer } from "./server.mjs";
import { serveFolder } from "./static.mjs";

const dist = fileURLToPath(new URL("../../../pkg/dist", import.meta.url));
export const html =
  '<!doctype html><meta charset="utf-8"><title>Broker</title><main></main><script type="module" src="/ten-lines.js"></script>';
export const tenLines = scriptOf(fromReadme("Ten lines")).replace("/node_modules/prescreen/dist/", "/");

/** What the broker opens a session with, where a test says no more. */
export const opening = {
  purpose: "account_opening",
  pack: "cn-securities",
  facts: { birth_date: "1990-05-17", civil_capacity: true, months_trading: 60 },
};

/**
 * The broker: its page, in a language, and its back end, which opens the session with its `facts` and hands on the keys. `opens`:
 * what a session is for.
 */
export async function startBroker(script = tenLines, language = "en", opens = opening) {
  const screening = {};
  // A test may change what the firm has on file, for itself alone.
  const facts = { ...opens.facts };
  const spoken = html.replace("<!doctype html>", `<!doctype html><html lang="${language}">`);
  const back = {
    "/": () => new Response(spoken, { headers: { "content-type": "text/html" } }),
    "/account": () => new Response("<!doctype html><title>Account</title>", { headers: { "content-type": "text/html" } }),
    "/ten-lines.js": () =>
      new Response(script.replace(SCREENING_SERVER, screening.url), { headers: { "content-type": "text/javascript" } }),
    "/my/session": async () => {
      const opened = await fetch(`${screening.url}/v1/sessions`, {
        method: "POST",
        headers: { authorization: `Bearer ${screening.credential}`, "content-type": "application/json" },
        body: JSON.stringify({ subject: "customer-1", audience: page.url, ...opens, facts }),
      });
      const { keys } = await (await fetch(`${screening.url}/.well-known/prescreen-keys.json`)).json();
      return Response.json({ ...(await opened.json()), server_keys: keys });
    },
  };
  const page = await serveFolder(
    dist,
    () => policy.replaceAll(SCREENING_SERVER, screening.url),
    async (path) => back[path]?.(),
  );
  const server = await startServer({ pageOrigin: page.url });
  Object.assign(screening, { url: server.screening, credential: server.credential() });
  return { page, server, facts };
}
