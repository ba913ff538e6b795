/** The files that a person put on the page, and what each came to. Nothing of them is kept anywhere else. */
import {
  type FileProblem,
  type Found,
  type Joined,
  openRecords,
  type Records,
  type RowKey,
  type Said,
  type Statement,
  type StatementRow,
} from "prescreen/statements";
import { redraw } from "../shell";
import { type Change, keyOf, Made, rowOf } from "./corrections";

/** How many rows of a statement are shown at once. */
export const ROWS = 50;

export interface OpenFile {
  /** A number of its own on this page. */
  readonly id: number;
  readonly file: File;
  state: "queued" | "reading" | "read" | "problem";
  digest?: string;
  statements: Statement[];
  problem?: FileProblem | undefined;
  /** What keeps an archive's other files from being read. */
  others?: FileProblem[];
  said: Said;
  /** The password that was typed in last; forgotten with the page. */
  password: string;
  /** How many lines are read, of how many. */
  progress: { rows: number; of: number } | undefined;
  /** Rows that the person asked to see, by statement. */
  rows: Map<number, StatementRow[]>;
}

/** A change that is looked at before it holds. */
export interface Trial {
  change: Change;
  made: Made;
  joined: Joined;
}

export class Files {
  readonly list: OpenFile[] = [];
  /** What happened last, for those who listen. */
  told = "";
  /** All files as one; none while there is nothing to join. */
  joined: Joined | undefined;
  made = new Made();
  trial: Trial | undefined;
  /** Each row's place among the ledger's entries. */
  #entries = new Map<string, number>();
  readonly #texts = new Map<string, StatementRow | undefined>();
  #records: Records | undefined;
  #reading: { file: OpenFile; stop: AbortController } | undefined;
  #busy = false;
  #last = 0;

  /** How many are not read yet. */
  get left(): number {
    return this.list.filter(({ state }) => state === "queued" || state === "reading").length;
  }

  /** How many were read. */
  get read(): number {
    return this.list.filter(({ state }) => state === "read").length;
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      this.#last += 1;
      const [state, progress] = ["queued" as const, undefined];
      this.list.push({ id: this.#last, file, state, statements: [], said: {}, password: "", progress, rows: new Map() });
    }
    void this.#work();
    document.getElementById("files-h")?.scrollIntoView({ block: "nearest" });
  }

  /** Reads a file again with what the person said of it. */
  again(file: OpenFile, said: Said, password = file.password): void {
    Object.assign(file, { said: { ...file.said, ...said }, password, state: "queued", problem: undefined, others: undefined });
    void this.#work();
  }

  /** Takes a file from the page, also in the middle of being read: then the reading stops at once. */
  remove(file: OpenFile, told: string): void {
    this.list.splice(this.list.indexOf(file), 1);
    this.told = told;
    redraw();
    if (this.#reading?.file === file) this.#reading.stop.abort();
    if (file.digest) void this.#records?.forget(file.digest).then(() => this.#join());
  }

  /** Shows what a change would do. */
  async try(change: Change): Promise<void> {
    const made = this.made.with(change);
    const joined = await this.#joinWith(made);
    this.trial = joined && { change, made, joined };
    redraw();
  }

  /** Lets the change hold that is looked at. */
  apply(told: string): void {
    if (!this.trial) return;
    this.#hold(this.trial.made, this.trial.joined);
    this.told = told;
    redraw();
  }

  drop(): void {
    this.trial = undefined;
    redraw();
  }

  async takeBack(id: string, told: string): Promise<void> {
    const made = this.made.without(id);
    this.#hold(made, await this.#joinWith(made));
    this.told = told;
    redraw();
  }

  /** A row's place among the ledger's entries. */
  entryOf(row: RowKey): number | undefined {
    return this.#entries.get(keyOf(row));
  }

  /** The texts of a ledger's row; read when they are asked for the first time. */
  textOf(row: RowKey): StatementRow | undefined {
    const key = keyOf(row);
    if (!this.#texts.has(key)) {
      this.#texts.set(key, undefined);
      void this.#records?.rows(row.file, row.place, row.row, 1).then((read) => {
        if (read.ok && read.value) this.#texts.set(key, read.value[0]);
        redraw();
      });
    }
    return this.#texts.get(key);
  }

  /** Reads the next rows of a statement. */
  async show(file: OpenFile, position: number): Promise<void> {
    const { file: digest, place } = placeOf(file, position);
    const known = file.rows.get(position) ?? [];
    const read = await this.#records?.rows(digest, place, known.length, ROWS);
    if (read?.ok && read.value) file.rows.set(position, [...known, ...read.value]);
    redraw();
  }

  /** What the files say, for a flow. */
  async found(): Promise<Found | undefined> {
    const found = await this.#records?.found({ corrections: this.made.corrections });
    return found?.ok ? found.value : undefined;
  }

  /** One after another: a phone has memory for one. */
  async #work(): Promise<void> {
    redraw();
    if (this.#busy) return;
    this.#busy = true;
    this.#records ??= openRecords();
    for (let next = this.#next(); next; next = this.#next()) await this.#readOne(this.#records, next);
    this.#busy = false;
    await this.#join();
  }

  async #readOne(records: Records, file: OpenFile): Promise<void> {
    const stop = new AbortController();
    Object.assign(file, { state: "reading", progress: undefined });
    this.#reading = { file, stop };
    redraw();
    const progress = (rows: number, of: number): void => {
      file.progress = { rows, of };
      redraw();
    };
    const read = await records.read(file.file, file.said, { password: file.password, signal: stop.signal, progress });
    this.#reading = undefined;
    if (this.list.includes(file)) this.#take(file, read);
    redraw();
  }

  async #join(): Promise<void> {
    // What was said of a file that is gone, or is not read as before, is said of nothing.
    const made = this.made.of(new Set(this.list.flatMap(({ statements }) => statements.map((statement) => statement.file))));
    this.#hold(made, await this.#joinWith(made));
    redraw();
  }

  async #joinWith(made: Made): Promise<Joined | undefined> {
    const any = this.list.some(({ statements }) => statements.length > 0);
    const joined = any ? await this.#records?.joined({ corrections: made.corrections }) : undefined;
    return joined?.ok ? joined.value : undefined;
  }

  #hold(made: Made, joined: Joined | undefined): void {
    Object.assign(this, { made, joined, trial: undefined });
    const ledger = joined?.ledger;
    this.#entries = new Map(ledger?.entries.map((entry, position) => [keyOf(rowOf(ledger, entry)), position]));
  }

  #next(): OpenFile | undefined {
    return this.list.find(({ state }) => state === "queued");
  }

  #take(file: OpenFile, read: Awaited<ReturnType<Records["read"]>>): void {
    if (!read.ok) {
      file.state = "problem";
      file.problem = { code: "syntax", message: read.error.message, help: read.error.help };
      return;
    }
    const { file: digest, statements, problem, others } = read.value;
    // A file that stays shut has no digest yet.
    const twice = digest ? this.list.find((other) => other !== file && other.digest === digest) : undefined;
    if (twice) this.list.splice(this.list.indexOf(twice), 1);
    Object.assign(file, { digest, statements, problem, others, rows: new Map(), state: problem ? "problem" : "read" });
  }
}

/** The file of a statement, and its place among that file's: an archive holds several files. */
export const placeOf = ({ statements }: OpenFile, position: number): { file: string; place: number } => {
  const file = statements[position]?.file ?? "";
  return { file, place: statements.slice(0, position).filter((other) => other.file === file).length };
};
