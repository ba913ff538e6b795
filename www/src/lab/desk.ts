/** The lab's state: packs, the draft, the running proof and its result; every operation ends in a redraw. */
import type { Assessment } from "prescreen/lab";
import { Bench, Unfinished } from "./bench";
import { Draft } from "./draft";
import type { Applicant, Claim, Examined, Stage } from "./jobs";
import { ownPack, shippedPacks, type KnownPack } from "./packs";

export type Run = Stage | "idle" | "waiting" | "done" | "bad" | "stopped" | { code: string };

export interface Replay {
  applicant: Applicant;
  assessment: Assessment | undefined;
}

/** How long after the last edit a proof starts, in milliseconds. */
const PAUSE = 400;
const LARGEST = 4 * 1024 * 1024;

/** After a press that shows something elsewhere, the reader continues at its heading. */
const focusOn = (id: string): void => document.getElementById(id)?.focus();

export class Desk {
  packs: KnownPack[] | undefined;
  draft: Draft | undefined;
  /** The pack to compare with; none for the draft as it was opened. */
  other: KnownPack | undefined;
  run: Run = "idle";
  seconds = 0;
  examined: Examined | undefined;
  /** The claim whose counterexample is shown. */
  shown: Claim | undefined;
  replay: Replay | undefined;
  refusal: "tooLarge" | "unreadable" | undefined;

  readonly #bench = new Bench();
  readonly #redraw: () => void;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  get running(): boolean {
    return this.run === "waiting" || this.run === "starting" || this.run === "checking" || this.run === "proving" || this.run === "comparing";
  }

  async start(): Promise<void> {
    this.packs = await shippedPacks();
    const [first] = this.packs;
    if (first) this.open(first);
    else this.#redraw();
  }

  open(pack: KnownPack): void {
    this.draft = new Draft(pack);
    this.examined = undefined;
    void this.prove();
  }

  /** Opens a text of the reader's own, and keeps it among the packs. */
  openText(text: string, name: string): void {
    this.refusal = undefined;
    const pack = ownPack(text, name);
    this.packs = [...(this.packs ?? []), pack];
    this.open(pack);
  }

  async openFile(file: File): Promise<void> {
    this.refusal = file.size > LARGEST ? "tooLarge" : undefined;
    const text = this.refusal ? undefined : await file.text().catch(() => undefined);
    if (text !== undefined) return this.openText(text, file.name);
    this.refusal ??= "unreadable";
    this.#redraw();
  }

  compareWith(pack: KnownPack | undefined): void {
    this.other = pack;
    void this.prove();
  }

  /** Changes the draft; the proof follows when the reader pauses. */
  edit(change: (draft: Draft) => void): void {
    if (!this.draft) return;
    change(this.draft);
    this.#bench.stop();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.prove(), PAUSE);
    this.#enter("waiting");
  }

  /** Ends what runs; earlier results stay. */
  stop(): void {
    clearTimeout(this.#pause);
    this.#bench.stop();
    this.#enter("stopped");
  }

  async prove(): Promise<void> {
    if (!this.draft) return;
    clearTimeout(this.#pause);
    const { text, opened } = this.draft;
    const other = this.other?.text ?? opened.text;
    try {
      const working = this.#bench.examine(text, other, (stage) => this.#enter(stage));
      this.#enter("starting");
      this.examined = await working;
      this.replay = undefined;
      this.shown = this.#broken()[0];
      this.#enter(this.examined.proof ? "done" : "bad");
    } catch (problem) {
      this.#fail(problem);
    }
  }

  /** The claims with a counterexample, the comparison's after the pack's own. */
  #broken(): Claim[] {
    const claims = [...(this.examined?.proof?.claims ?? []), ...(this.examined?.comparison?.claims ?? [])];
    return claims.filter((claim) => claim.counterexample);
  }

  show(claim: Claim): void {
    this.shown = claim;
    this.replay = undefined;
    this.#redraw();
    focusOn("counterexample");
  }

  async replayApplicant(applicant: Applicant): Promise<void> {
    if (!this.examined) return;
    this.replay = { applicant, assessment: undefined };
    this.#redraw();
    focusOn("replay");
    try {
      const assessment = await this.#bench.replay(this.examined.text, applicant);
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
        this.#redraw();
      }, 1000);
    } else {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
    this.#redraw();
  }
}
