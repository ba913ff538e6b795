/** The lab's state: packs, the draft, the running proof and its result; every operation ends in a redraw. */
import type { Assessment, PackDocument } from "prescreen/lab";
import { Bench, Unfinished } from "./bench";
import { settleAll } from "./deferred";
import type { Draft } from "./draft";
import { Drafts } from "./drafts";
import type { Applicant, Claim, Examined, Stage } from "./jobs";
import { type Mend, Mending } from "./mending";
import { Outline } from "./outline/outline";
import { documentOf, ownPack, shippedPacks, type KnownPack } from "./packs";
import { prepare } from "./places";
import { Varying } from "./varying";

export type Run = Stage | "idle" | "waiting" | "done" | "bad" | "stopped" | { code: string };
export type Tab = "fields" | "text" | "phone";

export interface Replay {
  applicant: Applicant;
  assessment: Assessment | undefined;
}

/** How long after the last edit a proof starts, ms: edits that follow each other closely are proved once. */
const PAUSE = 150;

/** How long nobody types before what was typed is looked for, ms: longer than between two letters of one word. */
const RESTS = 150;
/** The largest pack that is read, in bytes. */
const LARGEST = 1024 * 1024;

/** After a press that shows something elsewhere, the reader continues at its heading. */
const focusOn = (id: string): void => document.getElementById(id)?.focus();

export class Desk {
  packs: KnownPack[] | undefined;
  draft: Draft | undefined;
  /** The pack to compare with; none for the draft as it was opened. */
  other: KnownPack | undefined;
  run: Run = "idle";
  seconds = 0;
  /** What the check said last. */
  examined: Examined | undefined;
  /** What was examined last of a text that is in order: it stays while a later one is not. */
  results: Examined | undefined;
  /** The claim whose counterexample is shown. */
  shown: Claim | undefined;
  replay: Replay | undefined;
  refusal: "tooLarge" | "unreadable" | "empty" | undefined;
  /** Fields whose text is no whole number: what they hold is not taken. */
  readonly refused = new Set<string>();
  tab: Tab = "fields";
  query = "";
  /** The query whose hits are listed: what is typed, as soon as the typing rests. */
  sought = "";
  /** What was found to mend the claim that is shown. */
  mend: Mend | undefined;
  readonly drafts: Drafts;
  readonly outline: Outline;
  readonly varying: Varying;

  // A proof never waits for a comparison that nobody needs any more.
  readonly #prover = new Bench();
  readonly #comparer = new Bench();
  readonly #mending = new Mending();
  readonly #redraw: () => void;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  /** The frame in which the next drawing is due. */
  #due: number | undefined;
  /** Which examination counts: one is out of date when this has moved on. */
  #turn = 0;

  constructor(redraw: () => void) {
    this.#redraw = () => {
      if (this.#due !== undefined) cancelAnimationFrame(this.#due);
      this.#due = undefined;
      redraw();
    };
    this.drafts = new Drafts(this.#redraw);
    this.outline = new Outline(this.#redraw);
    this.varying = new Varying(this.#redraw);
  }

  /** What nobody pressed is drawn with the next frame, however much of it there is until then. */
  #drawSoon(): void {
    this.#due ??= requestAnimationFrame(this.#redraw);
  }

  get running(): boolean {
    return this.run === "waiting" || this.run === "starting" || this.run === "proving" || this.run === "comparing";
  }

  /** What every figure is compared with. */
  get base(): KnownPack | undefined {
    return this.other ?? this.draft?.opened;
  }

  /** The firm's pack that the draft comes from: the one with its id, for a file of the reader's own; else as it was opened. */
  get source(): KnownPack | undefined {
    const id = this.draft?.document?.id;
    return this.other ?? this.packs?.find(({ key }) => key === id) ?? this.draft?.opened;
  }

  async start(): Promise<void> {
    this.packs = [...(await shippedPacks()), ...this.drafts.own()];
    const last = this.packs.find(({ key }) => key === this.drafts.last()) ?? this.packs[0];
    if (last) this.open(last);
    else this.#redraw();
  }

  /** Opens a pack, with what was edited in it before. */
  open(pack: KnownPack): void {
    settleAll();
    const draft = this.drafts.open(pack);
    this.draft = draft;
    this.refused.clear();
    this.outline.asked = undefined;
    draft.changed = () => {
      this.drafts.changed(draft);
      if (draft === this.draft) this.#edited();
    };
    this.examined = undefined;
    this.results = undefined;
    this.prove();
  }

  /**
   * Opens a text of the reader's own, and keeps it among the packs. The same text again is the pack with its edits; another
   * of the same name takes the place of one without edits, and stands beside one with edits.
   */
  openText(text: string, name: string): void {
    settleAll();
    this.refusal = undefined;
    const packs = this.packs ?? [];
    let pack = ownPack(text, name);
    let same = packs.find(({ key }) => key === pack.key);
    for (let nth = 2; same && same.text !== text && this.drafts.hasEdits(same); nth += 1) {
      pack = ownPack(text, name, nth);
      same = packs.find(({ key }) => key === pack.key);
    }
    if (same?.text === text) pack = same;
    else {
      this.drafts.discard(pack.key);
      this.packs = [...packs.filter(({ key }) => key !== pack.key), pack];
    }
    this.open(pack);
  }

  async openFile(file: File): Promise<void> {
    this.refusal = file.size > LARGEST ? "tooLarge" : undefined;
    const text = this.refusal ? undefined : await file.text().catch(() => undefined);
    if (text !== undefined && text.trim() !== "") return this.openText(text, file.name);
    this.refusal ??= text === undefined ? "unreadable" : "empty";
    this.#redraw();
  }

  /** Takes over the draft as another tab has it. */
  takeOver(): void {
    const pack = this.draft?.opened;
    if (!pack) return;
    this.drafts.drop(pack.key);
    this.open(pack);
  }

  compareWith(pack: KnownPack | undefined): void {
    this.other = pack;
    // What was compared is of another A now.
    const { results, draft } = this;
    const current = results !== undefined && results === this.examined;
    if (results) this.results = { ...results, compared: undefined };
    if (current) this.examined = this.results;
    void this.#examine(current && results.text === draft?.text ? this.results : undefined);
    this.#redraw();
  }

  /** Changes the draft; the proof follows when the reader pauses. */
  edit(change: (draft: Draft) => void): void {
    settleAll();
    if (this.draft) change(this.draft);
  }

  /** Takes the last edit back, or makes it again: what a field held that was not taken is gone from it. */
  step(which: "undo" | "redo"): void {
    settleAll();
    this.refused.clear();
    this.draft?.[which]();
  }

  /** Puts back the pack as it was opened, which can be undone too: what a field held that was not taken is gone from it. */
  reset(): void {
    settleAll();
    this.refused.clear();
    this.draft?.reset();
  }

  /** Changes what the pack is made of: fields that held what is not taken may be gone, or of something else. */
  revise(change: (document: PackDocument) => void): void {
    settleAll();
    this.refused.clear();
    this.draft?.revise(change);
  }

  /** Notes whether what a field holds is not taken. */
  refuse(at: string, refused: boolean): void {
    if (this.refused.has(at) === refused) return;
    if (refused) this.refused.add(at);
    else this.refused.delete(at);
    this.#redraw();
  }

  #edited(): void {
    this.#turn += 1;
    this.#comparer.stop();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#examine(), PAUSE);
    this.#enter("waiting");
    this.#redraw();
  }

  /** Ends what runs; earlier results stay. */
  stop(): void {
    clearTimeout(this.#pause);
    this.#turn += 1;
    this.#prover.stop();
    this.#comparer.stop();
    this.#enter("stopped");
    this.#redraw();
  }

  show(claim: Claim): void {
    this.#lookAt(claim);
    this.replay = undefined;
    this.#redraw();
    focusOn("counterexample");
  }

  turnTo(tab: Tab): void {
    this.tab = tab;
    this.#redraw();
  }

  search(query: string): void {
    this.query = query;
    clearTimeout(this.#typing);
    if (query === "" || query === this.sought) this.#seek();
    else this.#typing = setTimeout(() => this.#seek(), RESTS);
  }

  #seek(): void {
    this.sought = this.query;
    this.#redraw();
  }

  prove(): void {
    void this.#examine();
    this.#redraw();
  }

  /** Proves the draft unless it is proved already, shows that, then compares. */
  async #examine(proved?: Examined): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    clearTimeout(this.#pause);
    this.#comparer.stop();
    this.#turn += 1;
    const turn = this.#turn;
    const { text, opened } = draft;
    const enter = (stage: Stage): void => {
      if (turn === this.#turn) this.#enter(stage);
    };
    try {
      enter("starting");
      const first = proved ?? (await this.#prover.run({ kind: "prove", text }, enter));
      if (turn !== this.#turn) return;
      const { findings, proof } = first;
      const { figures, compared } = this.results ?? {};
      this.#show({ text, findings, proof, figures, compared, pending: proof !== null });
      if (!proof) return this.#enter("bad");
      enter("comparing");
      const rest = await this.#comparer.run({ kind: "rest", text, other: this.other?.text ?? opened.text }, enter);
      if (turn !== this.#turn) return;
      this.#show({ text, findings, proof: rest.proof, figures: rest.proof, compared: rest, pending: false });
      this.#enter("done");
      // The first edit after it does not wait for the text to be read.
      setTimeout(() => prepare(text));
    } catch (problem) {
      if (turn === this.#turn) this.#fail(problem);
    }
  }

  /** Shows a result; a counterexample that is looked at stays as long as its claim has one. */
  #show(examined: Examined): void {
    this.examined = examined;
    if (!examined.proof) return;
    if (examined.text !== this.results?.text) this.replay = undefined;
    this.results = examined;
    const broken = this.#broken();
    this.#lookAt(broken.find((claim) => claim.id === this.shown?.id) ?? broken[0]);
  }

  #lookAt(claim: Claim | undefined): void {
    if (claim?.id !== this.shown?.id || this.mend?.text !== this.results?.text) {
      this.#mending.stop();
      this.mend = undefined;
    }
    this.shown = claim;
  }

  /** The claims with a counterexample, the comparison's after the pack's own. */
  #broken(): Claim[] {
    const claims = [...(this.results?.proof?.claims ?? []), ...(this.results?.compared?.comparison?.claims ?? [])];
    return claims.filter((claim) => claim.counterexample);
  }

  #comparing(applicant: Applicant): boolean {
    return this.results?.compared?.comparison?.claims.some((claim) => claim.counterexample === applicant) ?? false;
  }

  /** Puts each edit back by itself, and proves whether the claim holds then. */
  async tryMending(claim: Claim): Promise<void> {
    const { results, source } = this;
    if (!results || !source) return;
    this.mend = this.#mending.of(results.text, documentOf(source));
    this.#redraw();
    try {
      this.mend = await this.#mending.tried(this.mend, claim.id, source.text);
      this.#redraw();
    } catch (problem) {
      this.mend = undefined;
      this.#fail(problem);
    }
  }

  async replayApplicant(applicant: Applicant): Promise<void> {
    // While the comparison follows, its counterexample is of the text before.
    if (!this.results || (this.results.pending && this.#comparing(applicant))) return;
    this.replay = { applicant, assessment: undefined };
    this.#redraw();
    focusOn("replay");
    try {
      const assessment = await this.#prover.run({ kind: "replay", text: this.results.text, applicant });
      this.replay = { applicant, assessment };
      this.#redraw();
    } catch (problem) {
      this.replay = undefined;
      this.#fail(problem);
    }
  }

  closeReplay(): void {
    this.replay = undefined;
    this.#redraw();
    focusOn("counterexample");
  }

  #fail(problem: unknown): void {
    // A job that was ended leaves the state to whoever ended it.
    if (problem instanceof Unfinished && problem.problem === "stopped") return;
    this.#enter({ code: problem instanceof Unfinished && problem.problem !== "stopped" ? problem.problem.code : "module-failed" });
  }

  #enter(run: Run): void {
    this.run = run;
    if (this.running && run !== "waiting") {
      if (run === "starting") this.seconds = 0;
      this.#clock ??= setInterval(() => {
        this.seconds += 1;
        this.#drawSoon();
      }, 1000);
    } else {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
    this.#drawSoon();
  }
}
