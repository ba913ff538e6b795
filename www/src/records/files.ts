/** The files that a person put on the page, and what each came to. Nothing of them is kept anywhere else. */
import {
  type FileProblem,
  type Joined,
  openRecords,
  type Records,
  type RowKey,
  type Said,
  type Statement,
  type StatementRow,
} from "prescreen/statements";
import { redraw } from "../shell";

/** How many rows of a statement are shown at once. */
const ROWS = 50;

export interface OpenFile {
  /** A number of its own on this page. */
  readonly id: number;
  readonly file: File;
  state: "queued" | "reading" | "read" | "problem";
  digest?: string;
  statements: Statement[];
  problem?: FileProblem;
  /** What keeps an archive's other files from being read. */
  others?: FileProblem[];
  said: Said;
  /** The password that was typed in last; forgotten with the page. */
  password: string;
  /** Rows that the person asked to see, by statement. */
  rows: Map<number, StatementRow[]>;
}

export class Files {
  readonly list: OpenFile[] = [];
  /** What happened last, for those who listen. */
  told = "";
  /** All files as one; none while there is nothing to join. */
  joined: Joined | undefined;
  /** The same before the last correction, to show its effect beside. */
  before: Joined | undefined;
  readonly #leftOut = new Map<string, RowKey>();
  #records: Records | undefined;
  #busy = false;
  #last = 0;

  /** How many are not read yet. */
  get left(): number {
    return this.list.filter(({ state }) => state === "queued" || state === "reading").length;
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      this.#last += 1;
      this.list.push({ id: this.#last, file, state: "queued", statements: [], said: {}, password: "", rows: new Map() });
    }
    void this.#work();
  }

  /** Reads a file again with what the person said of it. */
  again(file: OpenFile, said: Said, password = file.password): void {
    Object.assign(file, { said: { ...file.said, ...said }, password, state: "queued", problem: undefined, others: undefined });
    void this.#work();
  }

  /** Takes a file from the page, also while it is read. */
  remove(file: OpenFile, told: string): void {
    this.list.splice(this.list.indexOf(file), 1);
    this.told = told;
    redraw();
    if (file.digest) void this.#records?.forget(file.digest).then(() => this.#join());
  }

  /** Whether a row is left out of what is computed. */
  isLeftOut(row: RowKey): boolean {
    return this.#leftOut.has(JSON.stringify(row));
  }

  /** Leaves a row out of what is computed, or takes it back in. */
  leaveOut(row: RowKey): void {
    const key = JSON.stringify(row);
    if (!this.#leftOut.delete(key)) this.#leftOut.set(key, row);
    const { joined } = this;
    void this.#join().then(() => {
      this.before = joined;
      redraw();
    });
  }

  /** Reads the first rows of a statement. */
  async show(file: OpenFile, position: number): Promise<void> {
    const { file: digest, place } = placeOf(file, position);
    const read = await this.#records?.rows(digest, place, 0, ROWS);
    if (read?.ok && read.value) file.rows.set(position, read.value);
    redraw();
  }

  /** One after another: a phone has memory for one. */
  async #work(): Promise<void> {
    redraw();
    if (this.#busy) return;
    this.#busy = true;
    this.#records ??= openRecords();
    for (let next = this.#next(); next; next = this.#next()) {
      next.state = "reading";
      redraw();
      const read = await this.#records.read(next.file, next.said, { password: next.password });
      if (!this.list.includes(next)) {
        if (read.ok) void this.#records.forget(read.value.file);
        continue;
      }
      this.#take(next, read);
      redraw();
    }
    this.#busy = false;
    await this.#join();
  }

  async #join(): Promise<void> {
    const any = this.list.some(({ statements }) => statements.length > 0);
    const joined = any ? await this.#records?.joined({ corrections: { leave_out: [...this.#leftOut.values()] } }) : undefined;
    this.joined = joined?.ok ? joined.value : undefined;
    this.before = undefined;
    redraw();
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
    Object.assign(file, { digest, statements, problem, others, state: problem ? "problem" : "read" });
  }
}

/** The file of a statement, and its place among that file's: an archive holds several files. */
export const placeOf = ({ statements }: OpenFile, position: number): { file: string; place: number } => {
  const file = statements[position]?.file ?? "";
  return { file, place: statements.slice(0, position).filter((other) => other.file === file).length };
};
