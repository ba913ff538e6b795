/**
 * A session without a server, in a frame of its own: what the element asks of one is answered here, from the pack as it is
 * typed, and nothing is sent. It ends where answers would be sealed.
 */
import type { PackRef, SessionClaimed } from "prescreen";

/** What the lab tells the frame. */
export interface Shown {
  pack: PackRef;
  text: string;
  locale: string;
  theme: string | undefined;
}

const ID = "rehearsal";
const HOUR = 3600;

const session = (pack: PackRef): SessionClaimed["session"] => {
  const now = Math.floor(Date.now() / 1000);
  return {
    id: ID,
    nonce: "A".repeat(43),
    audience: location.origin,
    // Another person each time: what one agreed to is not remembered for the next.
    subject: crypto.randomUUID(),
    purpose: "account_opening",
    pack,
    variant: "base",
    now,
    expires: now + HOUR,
    product: null,
    permission: null,
    profile: null,
    facts: {},
    earlier: [],
  };
};

const answer = (body: string, status = 200): Response => new Response(body, { status, headers: { "content-type": "application/json" } });

/** Takes the server's place before the element's module is read, which keeps the `fetch` that it finds. */
export const rehearse = async ({ pack, text, locale, theme }: Shown, ended: () => void): Promise<HTMLElement> => {
  const real = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const { pathname } = new URL(address, location.href);
    if (pathname === `/v1/sessions/${ID}/claim`) {
      // Nothing is signed here: it ends before.
      const claimed: Omit<SessionClaimed, "signer"> = { session: session(pack), attempts: null, missing_facts: [] };
      return answer(JSON.stringify(claimed));
    }
    if (pathname === `/packs/${pack.hash}.json`) return answer(text);
    if (!pathname.startsWith("/v1/")) return real(input, init);
    ended();
    return new Promise<Response>(() => undefined);
  };
  await import("prescreen/elements");
  const flow = document.createElement("prescreen-flow");
  flow.session = ID;
  flow.claimToken = ID;
  flow.base = location.origin;
  flow.setAttribute("locale", locale);
  if (theme) flow.setAttribute("theme", theme);
  return flow;
};
