/** What a stub says no with: the codes of the screening server, with their status. */
import type { ServerProblem } from "../core/types.js";

/** What a browser asks of a session. */
export type StubOperation = "claim" | "commit" | "verdict" | "steps" | "next";

/** An answer that says no, as the server would give it: `{ status: 429, code: "attempts-exhausted", retry_on: "2027-01-01" }`. */
export type StubRefusal = { status: number } & Partial<Omit<ServerProblem, "status" | "code">> & {
    code: ServerProblem["code"] | (string & {});
  };

const STATUS = {
  "claim-token": 403,
  "other-key": 403,
  "already-claimed": 409,
  "not-claimed": 409,
  "already-committed": 409,
  "not-committed": 409,
  "already-decided": 409,
  "not-decided": 409,
  "step-not-next": 409,
  invalid: 422,
  "record-missing": 422,
  "record-unfit": 422,
  "media-type": 415,
  malformed: 400,
  "unknown-session": 404,
  "unknown-pack": 404,
  "not-found": 404,
  "method-not-allowed": 405,
  "too-early": 425,
  expired: 410,
} as const satisfies Partial<Record<ServerProblem["code"], number>>;

/** Thrown inside of an answer, and answered. */
export class Refusal extends Error {
  readonly problem: StubRefusal;

  constructor(problem: StubRefusal) {
    super(problem.code);
    this.problem = problem;
  }
}

export const no = (code: keyof typeof STATUS, more: Partial<StubRefusal> = {}): Refusal =>
  new Refusal({ ...more, status: STATUS[code], code });

/** The problem as the server writes it (RFC 9457), of its nth request. */
export const bodyOf = ({ code, status, title = code, detail = title, ...more }: StubRefusal, nth: number): string =>
  JSON.stringify({ type: `urn:prescreen:problem:${code}`, title, status, detail, code, instance: `urn:prescreen:request:${nth}`, ...more });
