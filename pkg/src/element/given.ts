/**
 * What a page's server put into the element: `session` and `base` as attributes, or all of it in one child
 * `<script type="application/json">`, with the names of the answer that opened the session. The script is taken away: a token
 * does not stay in the page.
 */
import { PrescreenError } from "../core/answer.js";
import type { ServerKey } from "../core/signature.js";

export interface Given {
  session?: string;
  claim_token?: string;
  server_keys?: readonly ServerKey[];
  base?: string;
  guarded?: boolean;
}

/** @throws PrescreenError when the script holds no JSON object. */
export const givenIn = (host: HTMLElement): Given => {
  const given: Given = {};
  for (const name of ["session", "base"] as const) {
    const value = host.getAttribute(name);
    if (value !== null) given[name] = value;
  }
  const script = host.querySelector(':scope > script[type="application/json"]');
  if (!script) return given;
  const text = script.textContent ?? "";
  script.remove();
  return { ...given, ...read(text) };
};

const read = (text: string): Given => {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    found = undefined;
  }
  if (typeof found === "object" && found !== null && !Array.isArray(found)) return found;
  throw new PrescreenError({
    code: "syntax",
    at: "/script",
    message: "the script in the element holds no JSON object",
    help: "write the answer that opened the session, as { session, claim_token, server_keys, base }",
  });
};
