/** The state of the page: the plan with its history, what it takes, the simulated people, and the report. */
import { found as foundOfLab, keys as keysOfLab } from "../lab/kept";
import { shippedPacks } from "../lab/packs";
import { type Doubt, doubtsIn, type Mistake, mistakesIn } from "./checks";
import { emptyForm, type Form, formOf, planOf, textOf } from "./form";
import { bridged, gaps, isOfGap } from "./gaps";
import { History } from "./history";
import type { Planned, Shown, Stage, Task } from "./jobs";
import { found, keep, type Keeping, onOther } from "./kept";
import { partsOf, type PackParts } from "./pack-parts";
import { type PopulationForm, populationOf } from "./population";
import { isSimulated, kindOf, type Kind } from "./sniff";
import { Thread, Unfinished } from "./thread";
import type { ExperimentPlan, Failure } from "./types";
import { words } from "./words";
import { failureWords, fieldOf, mistakeWords } from "./wrong";

/** How long after a change it is checked, and kept, in milliseconds. */
const [SOON, PAUSE] = [120, 300];
/** Bytes of a plan, of a pack or of the items' sums, at most. */
const MOST_BYTES = 5 * 1024 * 1024;

export interface State {
  form: Form;
  population: PopulationForm;
}

/** Why a file gave no report. */
export type FileProblem =
  | { what: Kind | "mixed" | "other" | "items" | "other-items"; file: string }
  | { what: "failed"; failure: Failure & { file?: string } };

/** What a report was made of, and when. */
export interface Origin {
  /** The files that were read; none of people who were simulated here. */
  files: string[];
  items: string | undefined;
  made: Date;
}

export interface Running {
  id: number;
  stage: Stage;
  part: number;
}

export interface Pack extends PackParts {
  label: string;
}

export class Desk {
  /** Whether the counting thread answered; none while it starts. */
  ready: boolean | undefined;
  lacking: string[] = [];
  /** What the form alone sees, and what the check of the plan says beside it. */
  #mistakes: Mistake[] = [];
  #failure: Failure | undefined;
  doubts: Doubt[] = [];
  /** What the plan takes, of its text; not there while it is not complete. */
  planned: (Planned & { text: string }) | undefined;
  shown: Shown | undefined;
  /** Of whom the report is where nobody of it is real; `file`: of simulated people whose file was opened. */
  nobody: { seed: number; people: number } | "file" | undefined;
  origin: Origin | undefined;
  /** The people that were simulated last, and their events. */
  simulated: { events: Blob; seed: number } | undefined;
  running: Running | undefined;
  /** What came of the last task, where no report did. */
  came: FileProblem | "stopped" | undefined;
  items: { name: string; text: string } | undefined;
  packs: Pack[] = [];
  /** What was said last of opening a plan or a pack. */
  opened: { refused: "plan" | "pack"; file: string } | { questions: number; classes: number } | undefined;
  keeping: Keeping = "none";
  elsewhere = false;
  wiped = false;
  /** The files of the report. */
  #files: readonly File[] = [];
  /** Whether the reader said that nothing more of them will come. */
  #over = false;
  readonly #redraw: () => void;
  readonly #arrived: () => void;
  readonly #history: History<State>;
  readonly #thread = new Thread();
  #checkDue: ReturnType<typeof setTimeout> | undefined;
  #keepDue: ReturnType<typeof setTimeout> | undefined;
  #checks = 0;

  /** `arrived` is told of each new report, once it stands on the page. */
  constructor(redraw: () => void, arrived: () => void) {
    this.#redraw = redraw;
    this.#arrived = arrived;
    const before = stateOf(found());
    if (before) this.keeping = "kept";
    this.#history = new History(before ?? { form: emptyForm(), population: {} });
    onOther(() => {
      this.elsewhere = true;
      redraw();
    });
    addEventListener("pagehide", () => {
      if (this.#keepDue !== undefined) this.#keep();
    });
  }

  get form(): Form {
    return this.#history.now.form;
  }

  get population(): PopulationForm {
    return this.#history.now.population;
  }

  /** The fields that are wrong, each with what is wrong with it. */
  get wrongs(): { at: string; said: string }[] {
    const found = this.#mistakes.map((mistake) => ({ at: mistake.at, said: mistakeWords(mistake) }));
    const failure = this.#failure;
    const at = failure && fieldOf(failure.at, this.form);
    if (failure && at !== undefined && found.length === 0) found.push({ at, said: failureWords(failure) });
    return found;
  }

  get undoable(): boolean {
    return this.#history.undoable;
  }

  get redoable(): boolean {
    return this.#history.redoable;
  }

  get text(): string {
    return textOf(this.form);
  }

  /** The plan, where it is complete and in order. */
  get plan(): ExperimentPlan | undefined {
    return this.planned?.text === this.text ? (planOf(this.form) as unknown as ExperimentPlan) : undefined;
  }

  async start(): Promise<void> {
    await this.#check();
    // What the lab keeps on this device stands before what the server has.
    const kept = keysOfLab().flatMap((key) => foundOfLab(key) ?? []);
    const own = kept.map(({ label, text }) => ({ label: words().open.packKept(label), text }));
    const packs = [...own, ...(await shippedPacks())];
    this.packs = packs.flatMap(({ label, text }) => {
      const parts = partsOf(text);
      return parts ? [{ label, ...parts }] : [];
    });
    this.#redraw();
  }

  /** Changes the plan. What is typed at one place is one step of the history. */
  change(change: (form: Form) => void, place?: string): void {
    const form = JSON.parse(JSON.stringify(this.form)) as Form;
    change(form);
    this.#step({ form, population: this.population }, place);
  }

  people(change: (form: PopulationForm) => void, place: string): void {
    const population = JSON.parse(JSON.stringify(this.population)) as PopulationForm;
    change(population);
    this.#step({ form: this.form, population }, place);
  }

  /** What was typed at a place is done with. */
  settle(): void {
    this.#history.settle();
  }

  undo(): void {
    this.#history.undo();
    this.#changed();
  }

  redo(): void {
    this.#history.redo();
    this.#changed();
  }

  again(): void {
    this.#step({ form: emptyForm(), population: {} });
    this.wiped = true;
    this.#redraw();
  }

  async openPlan(file: File): Promise<void> {
    const document = file.size > MOST_BYTES ? undefined : parsed(await file.text());
    const isPlan = typeof document === "object" && document !== null && "experiment_plan" in document;
    if (isPlan) this.#step({ form: formOf(document), population: {} });
    this.opened = isPlan ? undefined : { refused: "plan", file: file.name };
    this.#redraw();
  }

  async openPack(file: File): Promise<void> {
    const parts = file.size > MOST_BYTES ? undefined : partsOf(await file.text());
    if (parts) this.take(parts);
    else this.opened = { refused: "pack", file: file.name };
    this.#redraw();
  }

  /** Takes questions and classes from a pack. */
  take({ questions, classes }: PackParts): void {
    this.change((form) => {
      form.questions = questions.join("\n");
      form.classes = classes.join("\n");
    });
    this.opened = { questions: questions.length, classes: classes.length };
    this.#redraw();
  }

  async setItems(file: File): Promise<void> {
    const text = file.size > MOST_BYTES ? "" : await file.text();
    const document = (parsed(text) ?? {}) as { experiment_items?: unknown; experiment?: unknown };
    if (document.experiment_items === undefined) return this.#refuse({ what: "items", file: file.name });
    if (document.experiment !== this.form.experiment.trim()) return this.#refuse({ what: "other-items", file: file.name });
    this.items = { name: file.name, text };
    this.came = undefined;
    this.#redraw();
    // A report that stands there already is read again with them.
    if (this.origin && this.origin.files.length > 0) await this.openEvents(this.#files, this.#over);
  }

  dropItems(): void {
    this.items = undefined;
    this.#redraw();
  }

  async simulate(): Promise<void> {
    const { plan, text } = this;
    const made = plan && populationOf(plan, this.population);
    if (!made || !("population" in made)) return;
    const { population } = made;
    const answer = await this.#run({ kind: "simulate", plan: text, population, items: this.items?.text });
    if (!answer) return;
    this.simulated = { events: answer.events, seed: population.seed };
    this.#show(answer, { seed: population.seed, people: population.people }, []);
  }

  /** Reads the same files again, as the reader says that collecting is over. */
  collectingIsOver(): Promise<void> {
    return this.openEvents(this.#files, true);
  }

  async openEvents(given: readonly File[], over = false): Promise<void> {
    const { plan, text } = this;
    if (!plan || given.length === 0) return;
    const all = await Promise.all(given.map(kindOf));
    // Warehouses write parts that are empty: they are left out beside a file that is not.
    const isLeftOut = (n: number): boolean => all[n] === "empty" && all.some((kind) => kind !== "empty");
    const [files, kinds] = [given.filter((_, n) => !isLeftOut(n)), all.filter((_, n) => !isLeftOut(n))];
    const unreadable = kinds.findIndex((kind) => kind !== "events" && kind !== "counts");
    if (unreadable >= 0) return this.#refuse({ what: kinds[unreadable] as Kind, file: files[unreadable]?.name ?? "" });
    const names = files.map(({ name }) => name);
    const file = names.join(words().comma);
    const counts = kinds[0] === "counts";
    if (kinds.some((kind) => (kind === "counts") !== counts)) return this.#refuse({ what: "mixed", file });
    const answer = await this.#run({ kind: "report", plan: text, files: [...files], counts, items: this.items?.text, over });
    if (!answer) return;
    this.#files = files;
    this.#over = over;
    const simulated = await Promise.all(files.map(isSimulated));
    const { events } = answer.report;
    if (!counts && events.read === 0) return this.#refuse({ what: events.other_experiments > 0 ? "other" : "empty", file });
    this.#show(answer, simulated.includes(true) ? "file" : undefined, names);
  }

  /** The statement with which an engine counts events. */
  async statement(engine: string, table: string): Promise<string | undefined> {
    const { text, plan } = this;
    if (!plan) return undefined;
    const answer = await this.#thread.run({ kind: "statement", plan: text, engine, table }).done.catch(() => undefined);
    return answer?.statement;
  }

  cancel(): void {
    if (this.running) this.#thread.stop(this.running.id);
  }

  takeOver(): void {
    this.elsewhere = false;
    const theirs = stateOf(found());
    if (theirs) this.#step(theirs);
    this.#redraw();
  }

  insist(): void {
    this.elsewhere = false;
    this.#keep();
    this.#redraw();
  }

  async #run<K extends "simulate" | "report">(task: Task & { kind: K }) {
    this.cancel();
    this.came = undefined;
    const { id, done } = this.#thread.run<K>(task, (stage, part) => {
      if (this.running?.id !== id) return;
      const moved = this.running.stage !== stage || Math.floor(this.running.part * 100) !== Math.floor(part * 100);
      this.running = { id, stage, part };
      if (moved) this.#redraw();
    });
    this.running = { id, stage: "starting", part: 0 };
    this.#redraw();
    try {
      return await done;
    } catch (error) {
      if (this.running?.id !== id || !(error instanceof Unfinished)) return undefined;
      this.came = error.problem === "stopped" ? "stopped" : { what: "failed", failure: error.problem };
      return undefined;
    } finally {
      if (this.running?.id === id) this.running = undefined;
      this.#redraw();
    }
  }

  #show(shown: Shown, nobody: Desk["nobody"], files: string[]): void {
    this.shown = shown;
    this.origin = { files, items: shown.report.items ? this.items?.name : undefined, made: new Date() };
    this.nobody = nobody;
    this.came = undefined;
    this.#redraw();
    this.#arrived();
  }

  #refuse(came: FileProblem): void {
    this.came = came;
    this.#redraw();
  }

  #step(state: State, place?: string): void {
    this.#history.step(state, place);
    this.#changed();
  }

  #changed(): void {
    this.wiped = false;
    this.opened = undefined;
    this.lacking = gaps(planOf(this.form));
    clearTimeout(this.#checkDue);
    this.#checkDue = setTimeout(() => void this.#check(), SOON);
    clearTimeout(this.#keepDue);
    this.#keepDue = setTimeout(() => this.#keep(), PAUSE);
    this.#redraw();
  }

  async #check(): Promise<void> {
    const plan = planOf(this.form);
    this.lacking = gaps(plan);
    this.#mistakes = mistakesIn(this.form);
    this.doubts = doubtsIn(this.form);
    const { text } = this;
    const whole = this.lacking.length === 0 && this.#mistakes.length === 0;
    this.#checks += 1;
    const check = this.#checks;
    const task: Task = { kind: "plan", text, checked: JSON.stringify(bridged(plan)), whole };
    const answer = await this.#thread.run({ ...task, kind: "plan" }).done.catch(() => undefined);
    this.ready = answer !== undefined;
    if (check !== this.#checks) return;
    const wrong = answer?.wrong;
    this.#failure = wrong && !isOfGap(wrong.at, this.lacking) ? wrong : undefined;
    this.planned = answer?.planned && { ...answer.planned, text };
    this.#redraw();
  }

  #keep(): void {
    clearTimeout(this.#keepDue);
    this.#keepDue = undefined;
    if (this.elsewhere) return;
    const { keeping } = this;
    this.keeping = keep(this.#history.now);
    if (keeping !== this.keeping) this.#redraw();
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What was kept, where it has the form of a state; what another release kept otherwise is passed over. */
const stateOf = (kept: unknown): State | undefined => {
  const { form, population } = (kept ?? {}) as Partial<State>;
  const lists = [form?.variations, form?.phases, form?.metrics];
  if (!form || !lists.every(Array.isArray)) return undefined;
  return { form: { ...emptyForm(), ...form }, population: population ?? {} };
};
