/** The files that a person put on the page, and what each came to. Nothing of them is kept anywhere else. */
import {
  type Answered,
  type FileProblem,
  type Found,
  type Joined,
  openRecords,
  type Records,
  type RowKey,
  type Said,
} from "prescreen/statements";
import { redraw } from "../shell";
import { type Change, keyOf, Made, rowOf } from "./corrections";
import { drawn } from "./drawn";
import { layoutIn, OwnLayouts } from "./mapping/own";
import { type Counts, countsIn, digestsOf, type OpenFile, placeOf } from "./open-file";
import { Rows } from "./rows";
import { mappingWords, problemWords, wholeWords } from "./words";

/** Failures after which the worker holds no file. */
const STOPPED = ["trapped", "worker"];
/** Problems of tables whose columns a person can say. */
export const UNKNOWN: readonly FileProblem["code"][] = ["unknown-format", "missing-column"];

/** A change that is looked at before it holds. */
export interface Trial {
  change: Change;
  made: Made;
  joined: Joined;
}

export class Files {
  readonly list: OpenFile[] = [];
  /** What happened last, for those who listen, in the language of the page. */
  told = (): string => "";
  /** All files as one; none while there is nothing to join. */
  joined: Joined | undefined;
  made = new Made();
  trial: Trial | undefined;
  /** Whether the reader stopped: then nothing is held any more, and the files are to be read again. */
  stopped = false;
  /** Whether the reader never began: its parts could not be fetched, as without a network. */
  unfetched = false;
  /** The rows that are shown. */
  readonly rows = new Rows((ask) => this.#ask(ask));
  /** Layouts of the person's own. */
  readonly own = new OwnLayouts({ ask: (ask) => this.#ask(ask), readAgain: (file) => this.#readAgain(file) });
  /** Each statement's rows, by file and place. */
  #counts = new Map<string, Counts>();
  /** Each row's place among the ledger's entries. */
  #entries = new Map<string, number>();
  #records: Records | undefined;
  /** Whether a reader has begun on this page. */
  #begun = false;
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

  /** How many are not read, or not by themselves, for a reason that stands at each. */
  get look(): number {
    return this.list.filter(({ state }) => state !== "layout").length - this.left - this.read;
  }

  /** How many rows a statement has; none before all files are joined. */
  countsOf(file: OpenFile, position: number): Counts | undefined {
    const { file: digest, place } = placeOf(file, position);
    return this.#counts.get(`${digest} ${place}`);
  }

  /** The file with a digest. */
  holding(digest: string): OpenFile | undefined {
    return this.list.find((file) => file.state === "read" && digestsOf(file).includes(digest));
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      this.#last += 1;
      const [state, progress] = ["queued" as const, undefined];
      this.list.push({ id: this.#last, file, state, statements: [], said: {}, password: "", progress, rows: new Map(), broken: new Map() });
    }
    if (!this.stopped) void this.#work();
    else this.restart();
    document.getElementById("files-h")?.scrollIntoView({ block: "nearest" });
  }

  /** Reads again what is in no known layout, what any layout of the person's own read, and the file that was said. */
  #readAgain(said: OpenFile | undefined): void {
    for (const file of this.list) {
      const problems = [...(file.problem ? [file.problem] : []), ...(file.others ?? [])];
      const unknown = problems.some(({ code }) => UNKNOWN.includes(code));
      if (file === said || unknown || file.statements.some(({ format }) => this.own.text(format) !== undefined)) this.again(file, {});
    }
  }

  /** Reads a file again with what the person said of it. */
  again(file: OpenFile, said: Said, password = file.password): void {
    file.saying?.ground.close();
    Object.assign(file, {
      said: { ...file.said, ...said },
      password,
      state: "queued",
      problem: undefined,
      others: undefined,
      saying: undefined,
    });
    void this.#work();
  }

  /** Takes a file from the page, also in the middle of being read: then the reading stops at once. */
  remove(file: OpenFile, told: () => string): void {
    this.list.splice(this.list.indexOf(file), 1);
    this.told = told;
    redraw();
    file.saying?.ground.close();
    if (this.#reading?.file === file) this.#reading.stop.abort();
    if (file.state !== "twice" && file.digest) void this.#forget(file);
  }

  /** Opens another reader and reads all files again, but the one at which the last stopped: that is asked for by itself. */
  restart(): void {
    this.stopped = false;
    for (const file of this.list) if (!file.stopper) Object.assign(file, { state: "queued", statements: [], problem: undefined });
    void this.#work();
  }

  /** Shows what a change would do. */
  async try(change: Change): Promise<void> {
    const made = this.made.with(change);
    const joined = await this.#joinWith(made);
    this.trial = joined && { change, made, joined };
    redraw();
  }

  /** Lets the change hold that is looked at. */
  apply(told: () => string): void {
    if (!this.trial) return;
    this.#hold(this.trial.made, this.trial.joined);
    this.told = told;
    redraw();
  }

  drop(): void {
    this.trial = undefined;
    redraw();
  }

  async takeBack(id: string, told: () => string): Promise<void> {
    const made = this.made.without(id);
    this.#hold(made, await this.#joinWith(made));
    this.told = told;
    redraw();
  }

  /** A row's place among the ledger's entries. */
  entryOf(row: RowKey): number | undefined {
    return this.#entries.get(keyOf(row));
  }

  /** What the files say, for a flow. */
  async found(): Promise<Found | undefined> {
    return this.#ask((records) => records.found({ corrections: this.made.corrections }));
  }

  /** Asks the reader; none where it cannot answer. One that stopped is seen by that. */
  async #ask<T>(ask: (records: Records) => Promise<Answered<T>>): Promise<T | undefined> {
    const records = this.#records;
    if (!records) return undefined;
    const answered = await ask(records);
    if (answered.ok) return answered.value;
    if (records === this.#records && STOPPED.includes(answered.error.code)) this.#stop();
    return undefined;
  }

  /** The reader stopped: what it held is gone, and the files are still there to be read again. */
  #stop(at?: OpenFile): void {
    this.#records?.dispose();
    this.#records = undefined;
    this.unfetched = !this.#begun;
    for (const file of this.list) {
      const empty = { statements: [], digest: undefined, problem: undefined, others: undefined, saying: undefined };
      const unread = { rows: new Map(), broken: new Map() };
      Object.assign(file, empty, unread, { state: "lost", stopper: file === at && this.#begun });
    }
    this.stopped = true;
    this.told = (): string => (this.unfetched ? wholeWords().unfetched.title : wholeWords().stopped.told);
    this.rows.clear();
    this.#hold(this.made, undefined);
    redraw();
    document.getElementById("stopped-h")?.focus();
  }

  /** Forgets a file; what another holds too, or was set aside as the same, is read again. */
  async #forget({ digest = "" }: OpenFile): Promise<void> {
    const gone = digest.split(" ");
    await this.#ask((records) => records.forget(digest));
    const again = this.list.filter(
      (file) => (file.state === "twice" || file.state === "read") && digestsOf(file).some((one) => gone.includes(one)),
    );
    for (const file of again) Object.assign(file, { state: "queued", same: undefined });
    await (again.length > 0 ? this.#work() : this.#join());
  }

  /** One after another: a phone has memory for one. */
  async #work(): Promise<void> {
    redraw();
    if (this.#busy) return;
    this.#busy = true;
    this.#records ??= this.#openReader();
    for (let next = this.#next(); next && this.#records; next = this.#next()) await this.#readOne(this.#records, next);
    this.#busy = false;
    if (!this.stopped) await this.#join();
  }

  #openReader(): Records {
    const records = openRecords({ layouts: this.own.texts });
    const begun = (): void => {
      this.#begun = true;
    };
    // What keeps it from beginning, the first file is answered with.
    records.init().then(begun, () => undefined);
    return records;
  }

  async #readOne(records: Records, file: OpenFile): Promise<void> {
    const stop = new AbortController();
    Object.assign(file, { state: "reading", progress: undefined });
    this.#reading = { file, stop };
    redraw();
    const layout = await layoutIn(file.file);
    if (layout !== undefined) return this.#bring(file, layout);
    const progress = (rows: number, of: number): void => {
      file.progress = { rows, of };
      redraw();
    };
    const read = await records.read(file.file, file.said, { password: file.password, signal: stop.signal, progress });
    this.#reading = undefined;
    // A reader that was ended meanwhile says nothing of the file.
    if (records === this.#records && this.list.includes(file)) this.#take(file, read);
    redraw();
    this.#toPassword(file);
  }

  /** Takes up a layout that the person put among the files. */
  async #bring(file: OpenFile, layout: string): Promise<void> {
    this.#reading = undefined;
    const taken = await this.own.bring(layout);
    // The reader may have stopped meanwhile.
    if (this.stopped) return;
    file.state = taken ? "layout" : "no-layout";
    this.told = (): string => `${drawn(file.file.name)}: ${taken ? mappingWords().layout.says : mappingWords().layout.wrong}`;
    redraw();
  }

  /** Whoever typed a password that does not open the file goes on at its field; where it opens, they stay at the file's name. */
  #toPassword({ id, problem }: OpenFile): void {
    const heading = document.getElementById(`file-${id}`);
    if (problem?.code !== "password-wrong" || document.activeElement !== heading) return;
    heading?.closest(".file")?.querySelector<HTMLElement>("input[type=password]")?.focus();
  }

  async #join(): Promise<void> {
    // What was said of a file that is gone, or is not read as before, is said of nothing.
    const made = this.made.of(new Set(this.list.flatMap(({ statements }) => statements.map((statement) => statement.file))));
    this.#hold(made, await this.#joinWith(made));
    redraw();
  }

  async #joinWith(made: Made): Promise<Joined | undefined> {
    const any = this.list.some(({ statements }) => statements.length > 0);
    return any ? this.#ask((records) => records.joined({ corrections: made.corrections })) : undefined;
  }

  #hold(made: Made, joined: Joined | undefined): void {
    Object.assign(this, { made, joined, trial: undefined });
    const ledger = joined?.ledger;
    this.#counts = ledger ? countsIn(ledger) : new Map();
    this.#entries = new Map(ledger?.entries.map((entry, position) => [keyOf(rowOf(ledger, entry)), position]));
  }

  #next(): OpenFile | undefined {
    return this.list.find(({ state }) => state === "queued");
  }

  #take(file: OpenFile, read: Awaited<ReturnType<Records["read"]>>): void {
    if (!read.ok) {
      if (STOPPED.includes(read.error.code)) {
        this.#stop(file);
        return;
      }
      file.state = "problem";
      file.problem = { code: "syntax", message: read.error.message, help: read.error.help };
      return;
    }
    const { file: digest, statements, problem, others } = read.value;
    const own = digest.split(" ").filter(Boolean);
    const held = this.list.filter((other) => other !== file && other.state === "read");
    // A file that stays shut has no digest yet.
    const same = own.length > 0 && own.every((one) => held.some((other) => digestsOf(other).includes(one)));
    Object.assign(file, { digest, problem, others, rows: new Map(), broken: new Map(), stopper: false });
    if (same) Object.assign(file, { state: "twice", statements: [], same: this.holding(own[0] ?? "")?.file.name });
    else Object.assign(file, { statements, state: problem ? "problem" : "read" });
    const what = (): string =>
      same ? wholeWords().twice(drawn(file.same ?? "")) : problem ? problemWords().problem[problem.code].title : wholeWords().told;
    this.told = (): string => `${drawn(file.file.name)}: ${what()}`;
  }
}
