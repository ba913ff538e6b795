/** What a person says against the files: one change after the other, each of which can be taken back. */
import type { Corrections, LedgerEntry, Ledger, RowKey } from "prescreen/statements";
import type { Purpose } from "./correct/zh";

/** One change: of a row, or an answer to a question. */
export interface Change {
  /** The same for the same row or question: a later change takes the place of an earlier. */
  id: string;
  corrections: Corrections;
  /** Which of the choices that stand there it is. */
  choice: string;
  /** What it is about and what is said of it, in the language of the page. */
  title: () => string;
}

export const keyOf = ({ file, place, row }: RowKey): string => `${file} ${place} ${row}`;

/** The row that an entry of a ledger is of. */
export const rowOf = ({ sources }: Ledger, { source, row }: LedgerEntry): RowKey => {
  const { file = "", place = 0 } = sources[source] ?? {};
  return { file, place, row };
};

/** A row said to be something; as the files have it where that is nothing. */
export const asPurpose = (row: RowKey, purpose: Purpose | ""): Corrections => {
  if (purpose === "") return {};
  if (purpose === "left_out") return { leave_out: [row] };
  if (purpose === "own_move") return { own_transfers: [row] };
  return { categories: [{ row, category: purpose }] };
};

/** The rows of which nothing else can be said, and whether that is a pair: several pairs may have a row in common. */
const oneEach = ({ leave_out = [], own_transfers = [], pairs = [], categories = [] }: Corrections): { rows: string[]; paired: boolean } => {
  const both = pairs.filter(({ kind }) => kind !== "same_row").flatMap(({ from, to }) => [from, to]);
  const rows = [...leave_out, ...own_transfers, ...categories.map(({ row }) => row), ...both];
  return { rows: rows.map(keyOf), paired: both.length > 0 };
};

/** All changes that hold. A set of them never changes: another takes its place. */
export class Made {
  readonly #changes: ReadonlyMap<string, Change>;

  constructor(changes: ReadonlyMap<string, Change> = new Map()) {
    this.#changes = changes;
  }

  get list(): Change[] {
    return [...this.#changes.values()];
  }

  get(id: string): Change | undefined {
    return this.#changes.get(id);
  }

  with(change: Change): Made {
    const changes = new Map(this.#changes);
    changes.delete(change.id);
    const said = oneEach(change.corrections);
    for (const [id, { corrections }] of changes) {
      const { rows, paired } = oneEach(corrections);
      if (!(paired && said.paired) && rows.some((row) => said.rows.includes(row))) changes.delete(id);
    }
    // A change that says nothing takes an earlier one back.
    if (Object.keys(change.corrections).length > 0) changes.set(change.id, change);
    return new Made(changes);
  }

  without(id: string): Made {
    const changes = new Map(this.#changes);
    changes.delete(id);
    return new Made(changes);
  }

  /** Those that name rows of these files alone, by their digests. */
  of(files: ReadonlySet<string>): Made {
    const named = ({
      leave_out = [],
      own_transfers = [],
      pairs = [],
      apart = [],
      categories = [],
      two_accounts = [],
      one_account = [],
    }: Corrections): RowKey[] => [
      ...leave_out,
      ...own_transfers,
      ...pairs.flatMap(({ from, to }) => [from, to]),
      ...[...apart, ...two_accounts, ...one_account].flatMap(({ one, other }) => [one, other]),
      ...categories.map(({ row }) => row),
    ];
    return new Made(new Map([...this.#changes].filter(([, { corrections }]) => named(corrections).every(({ file }) => files.has(file)))));
  }

  get corrections(): Corrections {
    const all = this.list.map(({ corrections }) => corrections);
    return {
      leave_out: all.flatMap(({ leave_out = [] }) => leave_out),
      own_transfers: all.flatMap(({ own_transfers = [] }) => own_transfers),
      pairs: all.flatMap(({ pairs = [] }) => pairs),
      apart: all.flatMap(({ apart = [] }) => apart),
      categories: all.flatMap(({ categories = [] }) => categories),
      two_accounts: all.flatMap(({ two_accounts = [] }) => two_accounts),
      one_account: all.flatMap(({ one_account = [] }) => one_account),
    };
  }
}
