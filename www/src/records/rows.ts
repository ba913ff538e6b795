/** Rows of the files that are shown: read from the reader when they are asked for. */
import type { Answered, Records, RowKey, StatementRow } from "prescreen/statements";
import { redraw } from "../shell";
import { keyOf } from "./corrections";
import { type OpenFile, placeOf } from "./open-file";

/** How many rows of a statement are shown at once. */
const SHOWN = 50;
/** How many rows are read at once to find one by its line. */
const SOUGHT = 2_000;

/** Asks the reader; none where it cannot answer. */
export type Ask = <T>(ask: (records: Records) => Promise<Answered<T>>) => Promise<T | undefined>;

export class Rows {
  readonly #ask: Ask;
  readonly #texts = new Map<string, StatementRow | undefined>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Forgets the texts that were read. */
  clear(): void {
    this.#texts.clear();
  }

  /** Reads the row of a statement whose figure does not hold first. */
  async showBroken(file: OpenFile, position: number): Promise<void> {
    const line = file.statements[position]?.integrity.first_broken_line;
    if (file.broken.has(position) || line === undefined) return;
    file.broken.set(position, null);
    const { file: digest, place } = placeOf(file, position);
    for (let from = 0; ; from += SOUGHT) {
      const rows = (await this.#ask((records) => records.rows(digest, place, from, SOUGHT))) ?? [];
      const row = rows.find((one) => one.line === line);
      if (row) file.broken.set(position, row);
      if (row || rows.length < SOUGHT) break;
    }
    redraw();
  }

  /** The texts of a ledger's row; read when they are asked for the first time. */
  textOf(row: RowKey): StatementRow | undefined {
    const key = keyOf(row);
    if (!this.#texts.has(key)) {
      this.#texts.set(key, undefined);
      void this.#ask((records) => records.rows(row.file, row.place, row.row, 1)).then((rows) => {
        this.#texts.set(key, rows?.[0]);
        redraw();
      });
    }
    return this.#texts.get(key);
  }

  /** Reads the next rows of a statement. */
  async show(file: OpenFile, position: number): Promise<void> {
    const { file: digest, place } = placeOf(file, position);
    const known = file.rows.get(position) ?? [];
    const read = await this.#ask((records) => records.rows(digest, place, known.length, SHOWN));
    if (read) file.rows.set(position, [...known, ...read]);
    redraw();
  }
}
