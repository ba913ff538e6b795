/** A variant for an experiment: what was edited against the pack that is compared with, proved and compared before it is taken along. */
import type { Between, MadeVariant, Problem } from "prescreen/lab";
import { Bench, Unfinished } from "./bench";
import { documentOf, type KnownPack } from "./packs";
import { putAt } from "./places";

/** What came of it: a variant, what stands in the way of one, or the code of a failure. */
export interface Varied {
  /** The text of the control, which lets vary what the edited one does. */
  control: string;
  /** The edited text. */
  edited: string;
  id: string;
  of: Between["of"];
  findings: Problem[];
  variant: MadeVariant | null;
  failed?: string;
}

/** The name that no feature may have: each line of an assignment has the person's own there. */
const TAKEN = "id";
/** What a pack's id may be. */
const ID = /^[\w.-]{1,64}$/;
/** What an experiment's key may be; the server signs it with the variation's for each session. */
const KEY = /^[\w.-]{1,30}$/;
/** The key of the control among the variations. */
const CONTROL = "control";

export class Varying {
  feature = "questionnaire";
  running = false;
  varied: Varied | undefined;
  /** What the control was made of last. */
  #made: { base: string; knobs: string; text: string } | undefined;
  /** The id that was typed; none where the proposed one is taken. */
  #id: string | undefined;
  #of = "";
  // Loads nothing until a variant is asked for.
  readonly #bench = new Bench();
  readonly #redraw: () => void;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  idOf(control: KnownPack, edited: { id?: string } | undefined): string {
    const own = documentOf(control)?.id ?? "pack";
    // What was typed for another control is no name for this one's.
    if (this.#of !== control.key) [this.#of, this.#id] = [control.key, undefined];
    return this.#id ?? (edited?.id !== undefined && edited.id !== own ? edited.id : `${own}-b`);
  }

  /** The text of the control as the edits take it: it lets vary what the edited pack does. */
  controlOf(base: KnownPack, edited: { knobs?: readonly string[] } | undefined): string {
    const knobs = edited?.knobs ?? [];
    const own = documentOf(base)?.knobs ?? [];
    if (knobs.every((knob) => (own as readonly string[]).includes(knob))) return base.text;
    const named = knobs.join();
    if (this.#made?.base !== base.text || this.#made.knobs !== named) {
      const change = putAt(base.text, "/knobs", knobs);
      const text = change ? base.text.slice(0, change.from) + change.insert + base.text.slice(change.to) : base.text;
      this.#made = { base: base.text, knobs: named, text };
    }
    return this.#made.text;
  }

  get featureRefused(): boolean {
    const name = this.feature.trim();
    return name === TAKEN || !KEY.test(name);
  }

  name(which: "id" | "feature", value: string): void {
    if (which === "id") this.#id = value;
    else this.feature = value;
    this.#redraw();
  }

  /** A later press takes the place of an earlier one. */
  async make(control: string, edited: string, id: string): Promise<void> {
    this.running = true;
    this.varied = undefined;
    this.#redraw();
    const of = { control, edited, id };
    const pressed = document.activeElement;
    try {
      this.varied = { ...of, ...(await this.#bench.run({ kind: "variant", ...of })) };
    } catch (problem) {
      if (problem instanceof Unfinished && problem.problem === "stopped") return;
      const failed = problem instanceof Unfinished && problem.problem !== "stopped" ? problem.problem.code : "module-failed";
      this.varied = { ...of, of: null, findings: [], variant: null, failed };
    }
    this.running = false;
    this.#redraw();
    // Whoever went on to something else is not taken away from it.
    if (document.activeElement === pressed || document.activeElement === document.body) document.getElementById("varied")?.focus();
  }
}

export const isId = (id: string): boolean => ID.test(id);

/** The value as JSON that people read. */
export const valueTextOf = ({ value }: MadeVariant): string => `${JSON.stringify(JSON.parse(value), null, 2)}\n`;

/** The feature as GrowthBook serves it: half of the people get the control, an empty object, and half the variant. */
export const featureOf = ({ value }: MadeVariant, id: string, key: string): string => {
  // Of keys of experiments and variations a verdict's variant is joined with a dot.
  const dotless = (name: string): string => name.replaceAll(".", "-");
  const variation = dotless(id) === CONTROL ? `${CONTROL}-b` : dotless(id);
  const rule = {
    key: dotless(key),
    hashAttribute: "id",
    hashVersion: 2,
    coverage: 1,
    weights: [0.5, 0.5],
    variations: [{}, JSON.parse(value) as unknown],
    meta: [{ key: CONTROL }, { key: variation }],
  };
  // An own field, whatever the name.
  return `${JSON.stringify({ features: Object.fromEntries([[key, { defaultValue: {}, rules: [rule] }]]) }, null, 2)}\n`;
};
