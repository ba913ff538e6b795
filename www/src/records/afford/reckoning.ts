/** What the rules make of a person's records and an invented purchase, in a session that meets no server. */
import {
  type Assessment,
  type CreditArithmetic,
  type IndicativePrice,
  init,
  loadPack,
  type Pack,
  type PackDocument,
  type RiskArithmetic,
  type Screening,
  screening,
  type Session,
  unwrap,
} from "prescreen";
import type { Joined } from "prescreen/statements";
import packFile from "../../../../packs/cn-affordability.json?url";
import { redraw } from "../../shell";
import type { Files } from "../files";

/** The day of the invented purchase: midday in Shanghai, in seconds. */
const NOW = Date.UTC(2026, 10, 23, 4) / 1000;

/** What the invented firm has on its books, in minor units: collateral and money there, and a purchase on credit. */
export const BOOKS: Readonly<Record<string, number | string>> = {
  "owed-here": 0,
  "collateral-here": 5_000_000,
  "cash-here": 800_000,
  "margin-used-here": 0,
  "held-this-share": 0,
  "held-this-sector": 0,
  "order-amount": 4_300_000,
  "order-financed": 4_300_000,
  "contract-day": "2026-11-23",
};

/** Everything that the page shows. */
export interface Reckoned {
  pack: Pack;
  assessment: Assessment;
  credit: CreditArithmetic | null;
  risk: RiskArithmetic | null;
  price: IndicativePrice | null;
  /** The records that were used; none where there are none, or they are in another currency. */
  joined: Joined | undefined;
}

export class Reckoning {
  of: Reckoned | undefined;
  failed = false;
  /** What the person owes elsewhere, in minor units; none while they have not said. */
  elsewhere: number | undefined;
  /** Whether the rate is looked at with the switch of the rules on, for practice. */
  practice = false;
  /** The fall that is looked at, in basis points. */
  fall = 2_000;
  /** Whether it is as it was typed, and not the nearest that the picture has. */
  isFallKept = true;
  #text: string | undefined;
  #packs = new Map<boolean, Pack>();
  /** What was reckoned last, to be reckoned anew where one of these is another. */
  #last: readonly unknown[] = [];

  /** Reckons where the records, or what the person said, are others than before. */
  follow(files: Files): void {
    const now = [files, files.joined, this.elsewhere, this.practice];
    if (files.left > 0 || now.every((one, n) => one === this.#last[n])) return;
    this.#last = now;
    void this.#reckon(files, now);
  }

  /** Tries again what failed. */
  again(): void {
    this.#last = [];
    this.failed = false;
    redraw();
  }

  async #reckon(files: Files, now: readonly unknown[]): Promise<void> {
    let of: Screening | undefined;
    try {
      const pack = await this.#pack();
      const joined = isInOtherCurrency(pack, files.joined) ? undefined : files.joined;
      const found = joined && (await files.found());
      if (now !== this.#last) return;
      const facts = this.elsewhere === undefined ? {} : { "owed-elsewhere": this.elsewhere };
      const said = unwrap(screening(pack, session(pack), { answers: {}, facts }));
      of = found ? unwrap(said.withFound(found)) : said;
      this.of = {
        pack,
        assessment: unwrap(of.assessment()),
        credit: unwrap(of.creditArithmetic()),
        risk: unwrap(of.riskArithmetic()),
        price: unwrap(of.price()),
        joined,
      };
    } catch {
      this.failed = true;
    }
    of?.dispose();
    redraw();
  }

  async #pack(): Promise<Pack> {
    const { practice } = this;
    const before = this.#packs.get(practice);
    if (before) return before;
    this.#text ??= await text();
    await init();
    const pack = unwrap(loadPack(practice ? switchedOn(this.#text) : this.#text));
    this.#packs.set(practice, pack);
    return pack;
  }
}

const text = async (): Promise<string> => (await fetch(packFile)).text();

/** The same rules with the rate switched on. */
const switchedOn = (pack: string): PackDocument => {
  const document = JSON.parse(pack) as PackDocument;
  if (document.price) delete document.price.off;
  return document;
};

/** Whether the pack counts in another currency than the records: nothing of them is read then, and nothing is converted. */
export const isInOtherCurrency = ({ document }: Pack, joined: Joined | undefined): boolean =>
  joined?.features !== null && joined?.features !== undefined && joined.features.currency !== currencyOf(document);

/** The currency of the pack's amounts. */
export const currencyOf = ({ facts }: PackDocument): string => facts.find(({ currency }) => currency)?.currency ?? "CNY";

/** A purchase on credit of shares on both boards. Its nonce is zero, and nothing is signed with it. */
const session = ({ reference }: Pack): Session => ({
  id: "practice",
  nonce: "A".repeat(43),
  audience: location.origin,
  subject: "practice",
  purpose: "purchase",
  pack: reference,
  variant: "base",
  now: NOW,
  expires: NOW + 3600,
  product: {
    id: "financing",
    name: { "zh-CN": "融资买入", en: "Purchase on credit" },
    issuer_grade: "borrowed",
    seller_grade: "borrowed",
    type: "financing",
    term: "half-year",
    tags: ["margin", "margin-order", "board-10", "board-20"],
  },
  profile: null,
  facts: BOOKS,
});
