/** A variant for an experiment: what was edited against the pack that is compared with, proved and compared before it is taken along. */
import type { MadeVariant, Problem } from "prescreen/lab";
import { Bench, Unfinished } from "./bench";
import { documentOf, type KnownPack } from "./packs";

/** What came of it: a variant, what stands in the way of one, or the code of a failure. */
export interface Varied {
  control: KnownPack;
  /** The edited text. */
  edited: string;
  id: string;
  findings: Problem[];
  variant: MadeVariant | null;
  failed?: string;
}

/** The name that no feature may have: each line of an assignment has the person's own there. */
const TAKEN = "id";

export class Varying {
  /** Ids that were typed; none where the proposed one is taken. */
  id: string | undefined;
  feature = "questionnaire";
  running = false;
  varied: Varied | undefined;
  // Loads nothing until a variant is asked for.
  readonly #bench = new Bench();
  readonly #redraw: () => void;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  idOf(control: KnownPack, edited: { id?: string } | undefined): string {
    const own = documentOf(control)?.id ?? "pack";
    return this.id ?? (edited?.id !== undefined && edited.id !== own ? edited.id : `${own}-b`);
  }

  get featureTaken(): boolean {
    return this.feature.trim() === TAKEN;
  }

  name(which: "id" | "feature", value: string): void {
    this[which] = value;
    this.#redraw();
  }

  async make(control: KnownPack, edited: string, id: string): Promise<void> {
    this.running = true;
    this.varied = undefined;
    this.#redraw();
    const of = { control, edited, id };
    try {
      const made = await this.#bench.run({ kind: "variant", control: control.text, edited, id });
      this.varied = { ...of, ...made };
    } catch (problem) {
      // A later press has taken its place.
      if (problem instanceof Unfinished && problem.problem === "stopped") return;
      const failed = problem instanceof Unfinished && problem.problem !== "stopped" ? problem.problem.code : "module-failed";
      this.varied = { ...of, findings: [], variant: null, failed };
    }
    this.running = false;
    this.#redraw();
    document.getElementById("varied")?.focus();
  }
}

/** The value as JSON that people read. */
export const valueTextOf = ({ value }: MadeVariant): string => `${JSON.stringify(JSON.parse(value), null, 2)}\n`;

/** The feature as GrowthBook serves it: half of the people get the control, an empty object, and half the variant. */
export const featureOf = ({ value }: MadeVariant, id: string, key: string): string => {
  // Of keys of experiments and variations a verdict's variant is joined with a dot.
  const dotless = (name: string): string => name.replaceAll(".", "-");
  const rule = {
    key: dotless(key),
    hashAttribute: "id",
    hashVersion: 2,
    coverage: 1,
    weights: [0.5, 0.5],
    variations: [{}, JSON.parse(value) as unknown],
    meta: [{ key: "control" }, { key: dotless(id) }],
  };
  return `${JSON.stringify({ features: { [key]: { defaultValue: {}, rules: [rule] } } }, null, 2)}\n`;
};
