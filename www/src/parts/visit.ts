/** One journey on a page: begun, confirmed by the firm where a step asks for it, ended. The page draws what it holds. */
import { nothing, type TemplateResult } from "lit";
import type { Purpose } from "prescreen";
import type { Abandoned, FlowStage, PrescreenPanelElement } from "prescreen/elements";
import { broker } from "../broker";
import { words } from "../i18n";
import { begin, type BeginOptions, idlePanel, type Journey } from "../journey";
import { redraw, Work } from "../shell";
import { type FirmStep, firmStep, following } from "./firm-step";

/** How a journey of this page may end. */
export interface Endings<Ending> {
  /** By how the person ended it; what the firm has of it is read anew. */
  abandoned: (why: Abandoned, journey: Journey) => Promise<Ending>;
  failed: Ending;
  /** Asks the firm's back end, which reads the session for itself, what came of it. */
  done: (journey: Journey) => Promise<Ending>;
}

export class Visit<Ending extends string> {
  readonly work = new Work();
  journey: Journey | undefined;
  ending: Ending | undefined;
  firm: FirmStep;
  readonly #endings: Endings<Ending>;
  readonly #idle = idlePanel();
  #stage: FlowStage | undefined;
  /** Set while a session is being opened. */
  #opening: Promise<void> | undefined;
  /** How the person ended it, until the page knows what that means. */
  #abandoned: Abandoned | undefined;
  /** The code of what stopped it, until that is taken up. */
  #failed: string | undefined;

  constructor(endings: Endings<Ending>) {
    this.#endings = endings;
  }

  /** However often it is pressed, one session is opened. */
  begin(purpose: Purpose, options: BeginOptions = {}): Promise<void> {
    this.#opening ??= this.#open(purpose, options).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  #open(purpose: Purpose, options: BeginOptions): Promise<void> {
    return this.work.run(async () => {
      this.ending = undefined;
      this.journey = await begin(
        purpose,
        {
          done: () => void this.close(),
          abandoned: (why) => void this.#abandon(why),
          failed: (code) => void this.#fail(code),
          step: (stage, waitsForFirm) => this.#step(stage, waitsForFirm),
        },
        options,
      );
    });
  }

  /** Tries again what went wrong. */
  again(): Promise<void> {
    if (this.#failed !== undefined) return this.#fail(this.#failed);
    if (this.#abandoned !== undefined) return this.#abandon(this.#abandoned);
    return this.firm ? this.#confirm() : this.close();
  }

  close(): Promise<void> {
    return this.#with(async (journey) => {
      await broker.complete(journey.session);
      this.ending = await this.#endings.done(journey);
    });
  }

  /** What is said is what is true at that point: a cancelled one is cancelled at the firm before it is said. */
  #abandon(why: Abandoned): Promise<void> {
    this.#abandoned = why;
    this.firm = undefined;
    return this.#with(async (journey) => {
      if (why === "left") await broker.cancel(journey.session);
      this.ending = await this.#endings.abandoned(why, journey);
      this.#abandoned = undefined;
    });
  }

  /** What is past its last day can be confirmed by nobody: it is cancelled at the firm, and another may begin. */
  #fail(code: string): Promise<void> {
    this.#failed = code;
    return this.#with(async (journey) => {
      this.ending = this.#endings.failed;
      if (code === "expired") await broker.cancel(journey.session);
      this.#failed = undefined;
    });
  }

  /** Whether a journey was begun that did not end. */
  get underway(): boolean {
    return this.journey !== undefined && this.ending === undefined;
  }

  /** Asks whether to lose what is answered, where something would be; whether the page may be left. */
  leave(): Promise<boolean> {
    return this.journey?.flow.askToLeave() ?? Promise.resolve(true);
  }

  /** As if the page had been opened anew. */
  forget(): void {
    this.journey = this.ending = this.firm = this.#abandoned = this.#failed = undefined;
    redraw();
  }

  /** The step that waits for the firm, where there is one. */
  firmStep(of: "purchase" | "opening"): TemplateResult | typeof nothing {
    return this.firm ? firmStep(of, this.firm, () => void this.#confirm()) : nothing;
  }

  /** The panel "What leaves this device". */
  get panel(): PrescreenPanelElement {
    return this.journey?.panel ?? this.#idle;
  }

  #confirm(): Promise<void> {
    return this.#with(async (journey) => {
      await broker.pay(journey.session);
      this.firm = "sent";
    });
  }

  async #with(work: (journey: Journey) => Promise<void>): Promise<void> {
    const { journey } = this;
    if (journey) await this.work.run(() => work(journey));
  }

  /** A page's title with where the person is in it. */
  title(page: string): string {
    const stage = this.journey && this.#stage ? words().stages[this.#stage] : undefined;
    return stage === undefined ? page : `${stage} · ${page}`;
  }

  #step(stage: FlowStage, waitsForFirm: boolean): void {
    this.#stage = stage;
    // Who stopped between steps went on.
    if (stage === "step") this.ending = undefined;
    this.firm = following(this.firm, waitsForFirm);
    redraw();
  }
}
