// A project's folder over loopback, with a firm's back end and a screening server in memory beside it.

import { serveFolder } from "../../e2e/support/static.mjs";
import { makeServer } from "../../../pkg/test/support/server.mjs";
import { cases, packText } from "./cases.mjs";

const bodyOf = async (request) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
};

export async function serve(folder, policy) {
  // What the pack expects of the firm.
  const facts = { birth_date: "1988-04-09", civil_capacity: true, branch_assessed: true, months_trading: 120 };
  const screening = await makeServer({ document: packText, session: { facts } });
  const { session, claimToken, base } = screening.options;
  return serveFolder(folder, policy, async (path, request) => {
    if (path === "/pack.json") return new Response(packText);
    if (path === "/cases.json") return Response.json(cases);
    // The session is for whoever serves the page: its address is known once it is asked.
    screening.session.audience = `http://${request.headers.host}`;
    if (path === "/my/session") return Response.json({ session, claim_token: claimToken, server_keys: screening.keys });
    if (!/^\/(v1|packs)\//.test(path)) return undefined;
    const { method, headers } = request;
    const body = method === "POST" ? await bodyOf(request) : undefined;
    return screening.fetch(new URL(path, base), { method, headers: { "content-type": headers["content-type"] ?? "" }, body });
  });
}
