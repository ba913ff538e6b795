/** Which edit a claim fails by: each is put back by itself, then all of them, and the claim is proved again. */
import type { PackDocument } from "prescreen/lab";
import { Bench } from "./bench";
import { type Difference, differences } from "./differences";
import { parsed } from "./packs";
import { putBack } from "./put-back";

/** An edit against the pack that it is compared with: places that are put back together. */
export interface Edit {
  /** `a`: what stood there; `b`: what stands there now. */
  places: Difference[];
  /** The text with this edit put back; none where it cannot be put back alone. */
  text: string | undefined;
  /** Whether the claim holds then, null where it is not made any more; not there until it was tried. */
  mends?: boolean | null | undefined;
}

export interface Mend {
  /** The text whose edits these are. */
  text: string;
  edits: Edit[];
  /** Every edit at once; none where there is one only. */
  all: Edit | undefined;
  /** How many more there are than are tried. */
  more: number;
  tried: boolean;
}

/** Most edits that are tried: each is a proof. */
const MOST = 8;
/** What says nothing about an applicant: names, versions, sources and words. */
const SAYS_NOTHING = /^\/(id|version|effective|sources|texts|locales|regulator|jurisdiction)(\/|$)|\/basis(\/|$)/;

/** Two bands share the limit between them. */
const limitOf = (at: string): string => {
  const [, list, band, end] = /^(\/classes\/dimensions\/\d+\/bands)\/(\d+)\/(from|to)$/.exec(at) ?? [];
  return list ? `${list} ${Number(band) + (end === "to" ? 1 : 0)}` : at;
};

const grouped = (found: Difference[]): Difference[][] => {
  const groups = new Map<string, Difference[]>();
  for (const one of found) groups.set(limitOf(one.at), [...(groups.get(limitOf(one.at)) ?? []), one]);
  return [...groups.values()];
};

const without = (text: string, places: Difference[]): Edit => {
  const document: unknown = JSON.parse(text);
  return { places, text: putBack(document, places) ? JSON.stringify(document) : undefined };
};

export class Mending {
  readonly #bench = new Bench();

  of(text: string, source: PackDocument | undefined): Mend {
    const groups = grouped(differences(source, parsed(text)).filter(({ at }) => !SAYS_NOTHING.test(at)));
    const edits = groups.slice(0, MOST).map((places) => without(text, places));
    const all = groups.length > 1 ? without(text, groups.flat()) : undefined;
    return { text, edits, all, more: groups.length - edits.length, tried: false };
  }

  /** `other`: the pack that a claim about two compares with. */
  async tried(mend: Mend, claim: string, other: string): Promise<Mend> {
    const able = [...mend.edits, ...(mend.all ? [mend.all] : [])].filter((edit) => edit.text !== undefined);
    const held = await this.#bench.run({ kind: "mend", texts: able.map((edit) => edit.text ?? ""), claim, other });
    const told = (edit: Edit): Edit => (edit.text === undefined ? edit : { ...edit, mends: held[able.indexOf(edit)] });
    return { ...mend, edits: mend.edits.map(told), all: mend.all && told(mend.all), tried: true };
  }

  stop(): void {
    this.#bench.stop();
  }
}
