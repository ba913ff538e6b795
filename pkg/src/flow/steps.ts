/** The ordered steps after a verdict: which is next, what it shows, what confirming it sends. */
import { unwrap } from "../core/answer.js";
import { seal, shownDocument, stepInput } from "../core/calls.js";
import type { Assessment, FilledDocument, NextStep, VerdictClaims } from "../core/types.js";
import type { Connection } from "./connect.js";
import type { Accepted, Exchange } from "./exchange.js";
import { sign } from "./keys.js";
import type { StepState, View } from "./view.js";

export class Steps {
  /** Language of the document that is shown; the one that is confirmed. */
  locale: string;
  readonly #connection: Connection;
  readonly #exchange: Exchange;
  #next: NextStep | undefined;

  constructor(connection: Connection, exchange: Exchange, locale: string) {
    this.#connection = connection;
    this.#exchange = exchange;
    this.locale = locale;
  }

  prepare(next: NextStep): void {
    this.#next = next;
  }

  async confirm(): Promise<Accepted> {
    const next = this.#required();
    const { session, key } = this.#connection;
    const document = this.#document(next)?.hash ?? null;
    const confirmation = { verdict: this.#exchange.verdict, flow: next.flow, step: next.step, document, locale: this.locale };
    const input = unwrap(stepInput(JSON.stringify(session), confirmation, key.coordinates));
    return this.#exchange.sendStep(unwrap(seal(input, await sign(key, input))));
  }

  view(assessment: Assessment | undefined): View {
    const next = this.#required();
    const steps = this.#all(next);
    const now = steps.find(({ state }) => state === "now") ?? { ...next, state: "now", hours: null };
    const record = this.#exchange.record() !== undefined;
    return { kind: "step", assessment, steps, now, document: this.#document(next), bytes: this.#connection.wire.bytes, record };
  }

  #required(): NextStep {
    if (!this.#next) throw new Error("no step is next");
    return this.#next;
  }

  /** Every step of the verdict's flows; those before the next one are done. */
  #all(next: NextStep): StepState[] {
    const flows = this.#connection.pack.document.flows ?? [];
    const claims: VerdictClaims = this.#exchange.claims();
    const steps = claims.flows.flatMap((flow) => (flows.find(({ id }) => id === flow)?.steps ?? []).map((step) => ({ flow, ...step })));
    const current = steps.findIndex(({ flow, id }) => flow === next.flow && id === next.step);
    return steps.map(({ flow, id, kind, document, hours }, index) => ({
      flow,
      step: id,
      kind,
      document: document ?? null,
      hours: hours ?? null,
      not_before: index === current ? next.not_before : null,
      until: index === current ? next.until : null,
      state: index < current ? "done" : index === current ? "now" : "later",
    }));
  }

  /** The document as this person sees it; its hash is what is confirmed. */
  #document({ document }: NextStep): FilledDocument | null {
    if (document === null) return null;
    const { pack, session } = this.#connection;
    return unwrap(shownDocument(pack, JSON.stringify(session), this.#exchange.verdict, document, this.locale));
  }
}
