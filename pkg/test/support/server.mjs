// A screening server in memory, as far as a flow meets it: it signs tickets and receipts with its own key.
import { readFileSync } from "node:fs";
import { init as initVerifier, loadPack, verify } from "prescreen/server";
import { init, open, thumbprint, unwrap } from "prescreen";

const { subtle } = globalThis.crypto;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const b64u = (bytes) => Buffer.from(bytes).toString("base64url");
const sha256 = async (text) => b64u(await subtle.digest("SHA-256", new TextEncoder().encode(text)));

/** Canonical JSON of plain data with ASCII keys. */
const canonical = (value) =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(",")}]`
    : value && typeof value === "object"
      ? `{${Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
          .join(",")}}`
      : JSON.stringify(value);

const lowS = (signature) => {
  const s = BigInt(`0x${Buffer.from(signature.slice(32)).toString("hex")}`);
  const low = s > N / 2n ? N - s : s;
  return new Uint8Array([...signature.slice(0, 32), ...Buffer.from(low.toString(16).padStart(64, "0"), "hex")]);
};

const problem = (status, code, more = {}) => new Response(JSON.stringify({ code, status, title: code, detail: "", ...more }), { status });

export const packText = readFileSync(new URL("../../../packs/cn-securities.json", import.meta.url), "utf8");

/** `document` is the pack; `session` replaces parts of the session; `told` what the claim says beside it; `refuse` maps an
 * operation to a problem; `shadows` are the packs that it holds beside. */
export const makeServer = async ({
  session: given = {},
  told = {},
  refuse = {},
  document = packText,
  shadows = [],
  now = () => Math.floor(Date.now() / 1000),
} = {}) => {
  await Promise.all([init(), initVerifier()]);
  const pack = unwrap(loadPack(document));
  const held = shadows.map((text) => unwrap(loadPack(text)));
  const pair = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const publicKey = await subtle.exportKey("jwk", pair.publicKey);
  const kid = await thumbprint(publicKey);
  const at = now();
  const session = {
    id: "s-1",
    nonce: b64u(crypto.getRandomValues(new Uint8Array(32))),
    audience: "http://broker.test",
    subject: "person-1",
    purpose: "account_opening",
    pack: pack.reference,
    variant: "base",
    now: at,
    expires: at + 3600,
    product: null,
    profile: null,
    facts: { birth_date: "1988-04-09", civil_capacity: true },
    ...given,
  };
  const state = {
    requests: [],
    lose: 0,
    unreachable: 0,
    steps: [],
    taken: 0,
    jkt: undefined,
    ticket: undefined,
    verdict: undefined,
    record: undefined,
    clock: 0,
  };

  const sign = async (typ, claims) => {
    const input = `${b64u(canonical({ alg: "ES256", kid, typ }))}.${b64u(canonical({ suite: "prescreen-es256-1", ...claims }))}`;
    const signature = new Uint8Array(
      await subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, new TextEncoder().encode(input)),
    );
    return `${input}.${b64u(lowS(signature))}`;
  };

  const stepsOf = (flows) =>
    flows.flatMap((flow) => pack.document.flows.find(({ id }) => id === flow).steps.map((step) => ({ flow, ...step })));
  const accepted = async () => {
    const claims = JSON.parse(open(state.verdict).value.claims);
    const steps = stepsOf(claims.flows);
    const next = steps[state.taken];
    const receipt = await sign("prescreen-receipt+jws", {
      session: session.id,
      subject: session.subject,
      verdict: await sha256(state.verdict),
      steps: state.steps,
      outcome: claims.outcome,
      complete: !next && claims.outcome.startsWith("proceed"),
      iat: now(),
    });
    return {
      receipt,
      next: next
        ? {
            flow: next.flow,
            step: next.id,
            kind: next.kind,
            document: next.document ?? null,
            not_before: next.kind === "wait" ? at + next.hours * 3600 : null,
            until: at + 30 * 24 * 3600,
          }
        : null,
    };
  };

  const answer = async (operation, body, headers) => {
    if (refuse[operation]) return problem(...refuse[operation]);
    switch (operation) {
      case "claim":
        state.jkt = JSON.parse(body).jkt;
        return Response.json({ session, attempts: null, missing_facts: [], ...told });
      case "commit": {
        const claims = JSON.parse(open(body).value.claims);
        const attempt = session.profile && session.purpose === "purchase" ? 0 : 1;
        state.ticket ??= await sign("prescreen-ticket+jws", {
          session: session.id,
          nonce: session.nonce,
          pack: session.pack.hash,
          jkt: state.jkt,
          commitment: claims.commitment,
          attempt,
          of: attempt === 0 ? null : 8,
          iat: now(),
          exp: session.expires,
        });
        return Response.json({ ticket: state.ticket });
      }
      case "verdict": {
        const { verdict, record } = body.startsWith("{") ? JSON.parse(body) : { verdict: body };
        const type = record === undefined ? "application/jose" : "application/json";
        if (headers["content-type"] !== type) return problem(415, "media-type");
        if ((record === undefined) !== (pack.document.record === "investor")) return problem(422, "record-missing");
        if (state.verdict !== undefined && state.verdict !== verdict) return problem(409, "already-decided");
        const checked = await verify({ verdict, session, ticket: state.ticket, pack, shadows: held, jkt: state.jkt, now: now() });
        if (!checked.ok) return problem(422, checked.error.code);
        Object.assign(state, { verdict, record });
        return Response.json(await accepted());
      }
      case "steps": {
        const { flow, step, document, locale } = JSON.parse(open(body).value.claims);
        const next = stepsOf(JSON.parse(open(state.verdict).value.claims).flows)[state.taken];
        if (next.flow !== flow || next.id !== step) return problem(409, "step-not-next");
        state.taken += 1;
        state.steps.push({ flow, step, document, locale, at: now() });
        return Response.json(await accepted());
      }
      case "next":
        return headers["prescreen-jkt"] === state.jkt ? Response.json(await accepted()) : problem(403, "other-key");
      default:
        return problem(404, "not-found");
    }
  };

  const fetch = async (url, { body, headers = {} } = {}) => {
    const { pathname } = new URL(url);
    state.requests.push({ path: pathname, body: body ?? "" });
    if (state.unreachable > 0) {
      state.unreachable -= 1;
      throw new TypeError("fetch failed");
    }
    if (pathname.startsWith("/packs/")) return new Response(document);
    const response = await answer(pathname.split("/").pop(), body, headers);
    if (state.lose > 0) {
      state.lose -= 1;
      throw new TypeError("the response was lost");
    }
    return response;
  };

  return {
    fetch,
    state,
    session,
    pack,
    keys: [publicKey],
    options: { base: "http://screening.test", session: session.id, claimToken: "token", fetch, backoff: () => 1 },
  };
};
