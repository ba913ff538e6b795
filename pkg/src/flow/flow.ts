/**
 * One person's way through one session: notices, answers, commitment, result, verdict, steps, receipt.
 *
 * Takes a connection; gives a view at a time. No class is in any view before the server's ticket,
 * and no points before the receipt. Answers leave this object only through the person's own record.
 */
import { type Answered, PrescreenError, unwrap } from "../core/answer.js";
import { DEFAULT } from "../core/locale.js";
import type { Pack } from "../core/pack.js";
import { type Found, isInOtherCurrency } from "../core/found.js";
import { type Scorer, scoresOf } from "../core/scores.js";
import { once, screening, type Screening } from "../core/screening.js";
import { wipeStack } from "../core/module.js";
import { observe, type Observation } from "../observe/observe.js";
import type { Answer, Asked, Assessment, FactValue, Item, Notice, Signals } from "../core/types.js";
import type { Connection } from "./connect.js";
import { type Device, DRAFT_FOR } from "./device.js";
import { Exchange, type Accepted } from "./exchange.js";
import { onFile } from "./on-file.js";
import { plan, type Stop } from "./plan.js";
import { keeperOf } from "./record.js";
import { Showing } from "./shown.js";
import { Steps } from "./steps.js";
import type { Position, StepState, Stopped, View } from "./view.js";
import { Refused, type ServerProblem } from "./wire.js";

export interface FlowOptions {
  /** Language of the documents that are shown and confirmed. */
  locale?: string;
  /**
   * What the form is drawn in. How it is used is watched there from the moment the person gives the consent that
   * the pack's `fraud` part names, until the answers are confirmed. Without the one or the other, nothing is.
   */
  observe?: EventTarget;
  /**
   * Another pack to try on the same answers. It decides nothing and the person sees nothing of it, except in what is sent:
   * the verdict carries its class where the session's pack lists it in `disclosure.shadow`, and nothing of it otherwise.
   * It stays yours to dispose of, after the flow.
   */
  shadow?: Pack | undefined;
  /**
   * Loads what scores a session with the models that the pack names; called once, and only where it names some. A model
   * that is not there, or a promise that fails, is an unknown score: it counts as nothing and holds nobody up.
   */
  scorers?: ((pack: Pack) => Promise<readonly Scorer[]>) | undefined;
  /**
   * What the person's own records say, from `prescreen/statements`. What the pack does not take from a file is left out, and
   * all of it where an amount is in another currency than the pack's; then the review says so.
   */
  found?: Found | undefined;
}

export interface Flow {
  readonly view: View;
  /** Told of every new view. */
  subscribe(listener: (view: View) => void): () => void;
  readonly connection: Connection;
  /** Answered questions, and how many there are. */
  readonly progress: { answered: number; questions: number; facts: number };
  /** Whether the person agreed to have the session looked at. */
  readonly observed: boolean;
  /** Whether closing the page would lose what the person answered, or a result that was not sent. */
  readonly unsent: boolean;
  /** Whether confirming the answers counts as an attempt: not where the class is on file. */
  readonly counts: boolean;
  /** When the notices that are not shown again were read and agreed to, seconds since 1970; none where all are shown. */
  readonly agreedAt: number | undefined;
  /** What becomes of a draft of the answers on this device. */
  readonly draft: DraftState;
  /** Keeps a draft from here on, encrypted and for at most 7 days, or clears the one that is kept. */
  keepDraft(kept: boolean): Promise<void>;
  /** Shows the notices and consents again that were agreed to before, to be changed; then goes on from here. */
  showAgreed(): void;
  /**
   * Withdraws the consent to have the session looked at, at any view before the answers are confirmed: nothing is looked at
   * any more, what was counted is dropped, and this device remembers it. Nothing where there is no such consent.
   */
  withdraw(): void;
  setLocale(locale: string): void;
  /** Goes on from a notice, a consent that was given, the facts, or a question. */
  next(): void;
  /** To the view before, with every answer kept. Nothing once the answers are confirmed. */
  back(): void;
  /** Gives or declines a consent, and goes on. */
  consent(given: boolean): void;
  answer(item: string, value: Answer): void;
  provide(fact: string, value: FactValue | undefined): void;
  /** Leaves the question out. */
  decline(): void;
  /** Answers the one clarification: keeps the answers, or goes to one of them. */
  clarify(keep: true | { change: string }): void;
  /** From the confirmation of all answers to one question or fact, by id, and from there back to it. */
  change(id: string): void;
  /** From the confirmation, and there alone; elsewhere it throws `out-of-place`, as `send` and `confirmStep` do. Confirms all answers: sends the commitment and waits for the ticket. */
  commit(): Promise<void>;
  /** Ends it before the result is sent: every answer is forgotten. Nothing while a request is on its way, or after. */
  stop(): void;
  /** Sends the verdict. */
  send(): Promise<void>;
  doNotSend(): void;
  /** Confirms the step that is next. */
  confirmStep(): Promise<void>;
  /** Asks the server whether the firm confirmed its step. */
  refresh(): Promise<void>;
  /** Stops between steps. What is needed to go on stays on this device. */
  pause(): void;
  /** Leaves the steps, for good: nothing is kept to go on with. What was sent stays sent. */
  leave(): Promise<void>;
  /** The person's own record, as JSON text; from acceptance until the flow is closed. */
  record(): string | undefined;
  retryNow(): void;
  /** Takes back what is on its way and forgets the person: answers, class, record, key, and what was sent. */
  close(): void;
}

export interface DraftState {
  /** Whether this device can keep one here. */
  readonly possible: boolean;
  readonly kept: boolean;
  /** The person wants one, and the browser does not keep it. */
  readonly failed: boolean;
  /** The person had one and cleared it here. */
  readonly cleared: boolean;
  /** Until when it is kept at most, milliseconds by this device's clock; none where none is kept. */
  readonly until: number | undefined;
  /** When the draft was kept from which the answers were taken up, milliseconds. */
  readonly takenUp: number | undefined;
}

export const createFlow = (connection: Connection, options: FlowOptions = {}): Flow => new Way(connection, options);

class Way implements Flow {
  readonly connection: Connection;
  readonly #exchange: Exchange;
  readonly #steps: Steps;
  readonly #listeners = new Set<(view: View) => void>();
  readonly #answers = new Map<string, Answer>();
  readonly #facts = new Map<string, FactValue>();
  readonly #consents = new Map<string, boolean>();
  readonly #clarified = new Set<string>();
  readonly #stops: Stop[];
  /** Notices and consents that were agreed to before. */
  #agreed: Stop[] = [];
  readonly #agreedAt: number | undefined;
  /** Where to go on once they were shown again. */
  #resumesAt: number | undefined;
  #draft: DraftState = { possible: false, kept: false, failed: false, cleared: false, until: undefined, takenUp: undefined };
  /** Set until the answers of a draft were gone on from. */
  #skips = false;
  readonly #classOnFile: boolean = false;
  #at = 0;
  /** Set while one answer is changed from a clarification. */
  #returns = false;
  #asked: string | undefined;
  #assessment: Assessment | undefined;
  #view: View;
  readonly #showing = new Showing();
  readonly #observe: FlowOptions["observe"];
  readonly #shadow: FlowOptions["shadow"];
  #found: FlowOptions["found"];
  readonly #recordsLeftOut: boolean;
  readonly #scorers: Promise<readonly Scorer[]>;
  #observation: Observation | undefined;
  /** As they were when the answers were complete. */
  #signals: Signals | undefined;
  /** What the server has of the verdict: nothing, perhaps something, or a receipt for it. */
  #verdictIs: "here" | "gone" | "accepted" = "here";
  /** The confirmed answers: what is shown, committed to, signed and kept comes of this one object. */
  #confirmed: { text: string; of: Screening } | undefined;

  constructor(connection: Connection, { locale = DEFAULT, observe: watch, shadow, scorers, found }: FlowOptions) {
    this.connection = connection;
    this.#observe = watch;
    this.#shadow = shadow;
    this.#recordsLeftOut = found !== undefined && isInOtherCurrency(found, connection.pack.document);
    this.#found = this.#recordsLeftOut ? undefined : found;
    const models = connection.pack.document.fraud?.models?.length ? scorers?.(connection.pack) : undefined;
    this.#scorers = (models ?? Promise.resolve([])).catch(() => []);
    const { pack, session } = connection;
    this.#exchange = new Exchange(connection);
    this.#steps = new Steps(connection, this.#exchange, pack.locale(locale));
    this.#view = { kind: "working", on: "check" };
    this.#stops = [];
    if (connection.sent !== undefined) {
      this.#verdictIs = "gone";
      void this.#guard(() => this.#afterAcceptance(this.#exchange.resume()));
      return;
    }
    const start = once(pack, session, { answers: {}, facts: {} }, beforeAnswers);
    if (!start.ok) {
      this.#view = failed(start.error);
      return;
    }
    const { asked, barred } = start.value;
    this.#classOnFile = asked.class_on_file;
    if (barred) {
      this.#view = { kind: "stopped", why: "barred", assessment: barred };
      return;
    }
    const halted = haltedAtClaim(connection);
    if (halted) {
      this.#view = halted;
      return;
    }
    const all = plan(pack, asked);
    const { device } = connection;
    // A record that the firm keeps says what was shown in this session.
    this.#agreed = keeperOf(pack.document) === "investor" ? all.filter((stop) => isAgreed(stop, device)) : [];
    this.#stops = all.filter((stop) => !this.#agreed.includes(stop));
    const at = this.#agreed.flatMap((stop) => noticesOf(stop).map(({ id }) => device?.agreed.get(id)?.at ?? 0));
    this.#agreedAt = at.length > 0 ? Math.max(...at) : undefined;
    for (const stop of this.#agreed)
      if (stop.kind === "consent") this.#agree(stop.notice.id, device?.agreed.get(stop.notice.id)?.given === true);
    this.#takeUp();
    while (this.#isTaken(this.#stops[this.#at])) this.#at += 1;
    this.#view = this.#viewOf(this.#stops[this.#at]) ?? { kind: "working", on: "check" };
    this.#showing.saw(this.#view, this.#steps.locale);
    if (this.#at === this.#stops.length) void this.#guard(() => this.#check());
  }

  get view(): View {
    return this.#view;
  }

  get progress(): { answered: number; questions: number; facts: number } {
    const questions = this.#questions();
    return { answered: questions.filter(({ id }) => this.#answers.has(id)).length, questions: questions.length, facts: this.#facts.size };
  }

  get observed(): boolean {
    const consent = this.connection.pack.document.fraud?.consent;
    return consent !== undefined && this.#consents.get(consent) === true;
  }

  get unsent(): boolean {
    if (this.#verdictIs !== "here" || this.#view.kind === "stopped") return false;
    return this.#answers.size > 0 || this.#facts.size > 0 || this.#view.kind === "result";
  }

  get counts(): boolean {
    return !this.#classOnFile;
  }

  get agreedAt(): number | undefined {
    return this.#agreed.length > 0 ? this.#agreedAt : undefined;
  }

  get draft(): DraftState {
    return this.#draft;
  }

  async keepDraft(kept: boolean): Promise<void> {
    const { device } = this.connection;
    if (!device) return;
    this.#draft = { ...this.#draft, kept, failed: false, cleared: !kept };
    if (kept) await this.#keep();
    else await device.clear();
    this.#again();
  }

  /** As the answers stand; nothing where no draft is wanted. */
  async #keep(): Promise<void> {
    const { device } = this.connection;
    if (!device || !this.#draft.kept || this.#verdictIs !== "here") return;
    const draft = { answers: Object.fromEntries(this.#answers), facts: Object.fromEntries(this.#facts) };
    const outlives = await device.keep(draft).catch(() => false);
    const changed = this.#draft.failed === outlives;
    this.#draft = { ...this.#draft, failed: !outlives, until: outlives ? Date.now() + DRAFT_FOR : undefined };
    if (!changed) return;
    this.#again();
  }

  /** The answers of the draft that was found, as far as they are asked for. */
  #takeUp(): void {
    const { draft } = this.connection.device ?? {};
    this.#draft = { ...this.#draft, possible: this.connection.device !== undefined };
    if (!draft) return;
    const { answers, facts } = draft.of;
    for (const { id } of this.#questions()) if (answers[id] !== undefined) this.#answers.set(id, answers[id]);
    for (const stop of this.#stops)
      if (stop.kind === "facts") for (const { id } of stop.facts) if (facts[id] !== undefined) this.#facts.set(id, facts[id]);
    this.#draft = { possible: true, kept: true, failed: false, cleared: false, until: draft.savedAt + DRAFT_FOR, takenUp: draft.savedAt };
    this.#skips = true;
  }

  /** Whether a stop was gone through in the draft that was taken up. */
  #isTaken(stop: Stop | undefined): boolean {
    if (!this.#skips || stop === undefined || stop.kind === "notices" || stop.kind === "consent") return false;
    const taken = stop.kind === "question" ? this.#answers.has(stop.item.id) : this.#answers.size > 0;
    if (!taken) this.#skips = false;
    return taken;
  }

  showAgreed(): void {
    if (this.#agreed.length === 0 || !BEFORE.has(this.#view.kind)) return;
    this.#exchange.forget();
    this.#resumesAt = Math.min(this.#at, this.#stops.length) + this.#agreed.length;
    this.#stops.unshift(...this.#agreed);
    this.#agreed = [];
    this.#returns = false;
    this.#at = 0;
    this.#arrive();
  }

  withdraw(): void {
    const { fraud, notices } = this.connection.pack.document;
    const notice = notices.find(({ id }) => id === fraud?.consent);
    if (!notice || !this.observed || !BEFORE.has(this.#view.kind)) return;
    this.#decide(notice, false);
    this.#signals = undefined;
    if (notice.required === true) this.#endDeclined();
    else if (this.#stops[this.#at]) this.#again();
    else {
      // What was made ready for the confirmation told of the session.
      this.#exchange.forget();
      this.#arrive();
    }
  }

  subscribe(listener: (view: View) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setLocale(locale: string): void {
    this.#steps.locale = this.connection.pack.locale(locale);
    this.#showing.saw(this.#view, this.#steps.locale);
    if (this.#view.kind === "step") this.#show(this.#steps.view(this.#assessment));
  }

  next(): void {
    const stop = this.#stops[this.#at];
    if (!stop) return;
    if (stop.kind === "consent" && stop.notice.required === true && this.#consents.get(stop.notice.id) !== true)
      throw notAgreed(stop.notice.id);
    if (stop.kind === "notices") for (const { id } of stop.notices) this.#remember(id, true);
    if (this.#returns) {
      this.#returns = false;
      this.#at = this.#stops.length;
    } else this.#at += 1;
    if (this.#resumesAt !== undefined && noticesOf(this.#stops[this.#at]).length === 0) {
      this.#at = this.#resumesAt;
      this.#resumesAt = undefined;
    }
    while (this.#isTaken(this.#stops[this.#at])) this.#at += 1;
    this.#arrive();
  }

  back(): void {
    if (!BEFORE.has(this.#view.kind)) return;
    this.#exchange.forget();
    if (this.#returns) {
      this.next();
      return;
    }
    this.#at = Math.max(0, Math.min(this.#at, this.#stops.length) - 1);
    this.#arrive();
  }

  consent(given: boolean): void {
    const stop = this.#stops[this.#at];
    if (stop?.kind !== "consent") return;
    this.#decide(stop.notice, given);
    if (given || !stop.notice.required) this.next();
    else this.#endDeclined();
  }

  /** What the person says to a consent: kept for this session, for its record, and on this device. */
  #decide(notice: Notice, given: boolean): void {
    this.#agree(notice.id, given);
    this.#showing.consented(notice, this.#steps.locale, given);
    this.#remember(notice.id, given);
  }

  #endDeclined(): void {
    void this.#clearDraft();
    this.#show({ kind: "stopped", why: "declined" });
  }

  #agree(notice: string, given: boolean): void {
    this.#consents.set(notice, given);
    if (notice === this.connection.pack.document.fraud?.consent) this.#watch(given ? this.#observe : undefined);
  }

  #remember(notice: string, given: boolean): void {
    const at = Math.floor(this.connection.wire.serverNow / 1000);
    this.connection.device?.remember(notice, given, at).catch(() => undefined);
  }

  answer(item: string, value: Answer): void {
    const empty = Array.isArray(value) && value.length === 0;
    if (empty) this.#answers.delete(item);
    else this.#answers.set(item, value);
    this.#observation?.answered(item, empty ? false : placeOf(this.#questions(), item, value));
    this.#again();
    void this.#keep();
  }

  provide(fact: string, value: FactValue | undefined): void {
    if (value === undefined) this.#facts.delete(fact);
    else this.#facts.set(fact, value);
    this.#again();
    void this.#keep();
  }

  decline(): void {
    const stop = this.#stops[this.#at];
    if (stop?.kind === "question") {
      this.#answers.delete(stop.item.id);
      this.#observation?.answered(stop.item.id, false);
    }
    void this.#keep();
    this.next();
  }

  clarify(keep: true | { change: string }): void {
    if (this.#asked === undefined) return;
    // Asked once: whatever the person does, the same pair is not asked again.
    this.#clarified.add(this.#asked);
    this.#asked = undefined;
    if (keep === true) {
      this.#at = this.#stops.length;
      this.#arrive();
      return;
    }
    this.#toStop(keep.change);
  }

  change(id: string): void {
    if (this.#view.kind === "review") this.#toStop(id);
  }

  /** To where a question or fact is asked, and back once that is done. */
  #toStop(id: string): void {
    const at = this.#stops.findIndex((stop) => asks(stop, id));
    if (at < 0) return;
    this.#exchange.forget();
    this.#returns = true;
    this.#at = at;
    this.#arrive();
  }

  commit(): Promise<void> {
    this.#inPlace("review", "commit");
    if (this.#view.kind === "review" && this.#view.unanswered.length > 0) throw notAnswered(this.#view.unanswered);
    return this.#guard(async () => {
      this.#watch(undefined);
      this.#show({ kind: "working", on: "commit" });
      const of = await this.#screened();
      const ticket = await this.#exchange.commit(of, this.#showing.with());
      // What is confirmed is changed no more, and a draft of it would be another assessment.
      await this.#clearDraft();
      this.#assessment = unwrap(of.assessment());
      const bytes = await this.#exchange.prepareVerdict(of, this.#shadow, this.#showing.with(this.#assessment));
      const flows = this.connection.pack.document.flows ?? [];
      const investorStarts = flows.some(({ id, investor_starts: starts }) => starts === true && this.#assessment?.flows.includes(id));
      this.#show({ kind: "result", assessment: this.#assessment, bytes, attempt: ticket.attempt, of: ticket.of ?? null, investorStarts });
    });
  }

  send(): Promise<void> {
    this.#inPlace("result", "send");
    return this.#guard(async () => {
      this.#show({ kind: "working", on: "verdict" });
      // What cannot be kept holds nothing up.
      if (this.#assessment?.outcome === "proceed_after") await this.#exchange.keepPending().catch(() => undefined);
      this.#verdictIs = "gone";
      await this.#afterAcceptance(this.#accepted());
    });
  }

  /** The verdict's answer. One that is refused has no steps to go on with. */
  async #accepted(): Promise<Accepted> {
    try {
      return await this.#exchange.sendVerdict();
    } catch (error) {
      if (error instanceof Refused) await this.connection.storage.wipe(this.connection.session.id);
      throw error;
    }
  }

  async #clearDraft(): Promise<void> {
    this.#draft = { ...this.#draft, kept: false };
    await this.connection.device?.clear().catch(() => undefined);
  }

  stop(): void {
    if (this.#view.kind === "result") this.doNotSend();
    if (!BEFORE.has(this.#view.kind)) return;
    this.#exchange.forget();
    this.#stop("stopped");
  }

  doNotSend(): void {
    this.#exchange.forget();
    this.#stop("not-sent");
  }

  confirmStep(): Promise<void> {
    this.#inPlace("step", "confirmStep");
    return this.#guard(async () => {
      this.#show({ kind: "working", on: "step" });
      await this.#afterAcceptance(this.#steps.confirm());
    });
  }

  /** A call at another view is a mistake of the page's: it changes nothing, sends nothing and counts nothing. */
  #inPlace(kind: View["kind"], name: string): void {
    if (this.#view.kind === kind) return;
    throw new PrescreenError({
      code: "out-of-place",
      at: `/${name}`,
      message: `${name}() is for the view "${kind}", and the view is "${this.#view.kind}"`,
      help: `call it once \`view.kind\` is "${kind}"; the notices, consents and questions come before it`,
    });
  }

  refresh(): Promise<void> {
    return this.#guard(() => this.#afterAcceptance(this.#exchange.poll()));
  }

  pause(): void {
    if (this.#view.kind !== "step") return;
    this.#exchange.forget();
    this.#stop("paused");
  }

  async leave(): Promise<void> {
    this.#exchange.forget();
    await this.connection.storage.wipe(this.connection.session.id);
    this.#stop("left");
  }

  /** The person's own end: what was worked out is shown once more, and nothing else is kept. */
  #stop(why: "stopped" | "not-sent" | "paused" | "left"): void {
    const confirmed = this.#view.kind === "step" ? confirmedOf(this.#view.steps) : undefined;
    this.#forget();
    this.#exchange.end();
    this.#show({ kind: "stopped", why, ...(this.#assessment && { assessment: this.#assessment }), ...(confirmed && { confirmed }) });
  }

  record(): string | undefined {
    return this.#exchange.record();
  }

  retryNow(): void {
    this.connection.wire.retryNow();
  }

  close(): void {
    this.connection.wire.close();
    this.#forget();
    this.#exchange.end();
    this.#assessment = undefined;
    this.#show(OVER);
    this.#listeners.clear();
    this.connection.pack.dispose();
  }

  /** Everything of the answers; what is shown at the end, and the person's record, outlive it until the flow is closed. */
  #forget(): void {
    this.#watch(undefined);
    this.#answers.clear();
    this.#facts.clear();
    this.#clarified.clear();
    this.#signals = this.#found = this.#asked = undefined;
    this.#confirmed?.of.dispose();
    this.#confirmed = undefined;
    wipeStack();
  }

  async #afterAcceptance(accepted: Promise<Accepted>): Promise<void> {
    const { next, complete } = await accepted;
    this.#verdictIs = "accepted";
    if (next && next.until < this.connection.wire.serverNow / 1000) {
      // Nothing can confirm it any more: what was kept to go on with would lead here again and again.
      await this.#stepExpired();
      return;
    }
    if (next) {
      await this.#exchange.keepPending();
      await this.#steps.prepare(next);
      this.#show(this.#steps.view(this.#assessment));
      return;
    }
    await this.connection.storage.wipe(this.connection.session.id);
    const claims = this.#exchange.claims();
    const text = this.#exchange.finish();
    this.#forget();
    const arithmetic = text === undefined ? undefined : (JSON.parse(text) as { arithmetic?: never }).arithmetic;
    this.#show({
      kind: "done",
      assessment: this.#assessment,
      arithmetic,
      claims,
      complete,
      record: text !== undefined,
    });
  }

  async #stepExpired(problem?: ServerProblem): Promise<void> {
    await this.connection.storage.wipe(this.connection.session.id);
    this.#exchange.forget();
    this.#forget();
    this.#exchange.end();
    this.#show({ kind: "stopped", why: "step-expired", problem: problem ?? { code: "expired", status: 0, title: "", detail: "" } });
  }

  /** Checks the answers before anything leaves: the one clarification, then the confirmation. */
  async #check(): Promise<void> {
    this.#signals = this.#observation?.signals(this.#clarified.size);
    const of = await this.#screened();
    const ready = unwrap(of.readiness());
    const asked = ready.asks.find((id) => !this.#clarified.has(id));
    const contradiction = this.connection.pack.document.contradictions?.find(({ id }) => id === asked);
    if (contradiction) {
      this.#asked = contradiction.id;
      const questions = this.#questions();
      const items = contradiction.items.map((id) => questions.findIndex((item) => item.id === id)).filter((index) => index >= 0);
      this.#show({
        kind: "clarify",
        contradiction,
        items: items.map((index) => ({
          item: questions[index] as Item,
          number: index + 1,
          value: this.#answers.get((questions[index] as Item).id),
        })),
        onFile: onFile(contradiction, this.connection.pack.document, this.connection.session),
      });
      return;
    }
    const bytes = await this.#exchange.prepareCommit(of);
    const { answered, questions } = this.progress;
    this.#show({
      kind: "review",
      ...this.#reviewed(),
      missing: ready.missing,
      unanswered: ready.missing.filter((id) => this.#stops.some((stop) => asks(stop, id))),
      answered,
      questions,
      bytes,
      classOnFile: this.#classOnFile,
      recordsLeftOut: this.#recordsLeftOut,
    });
  }

  /** Everything that was asked, with what was answered. */
  #reviewed(): Pick<View & { kind: "review" }, "items" | "facts"> {
    const questions = this.#stops.filter((stop) => stop.kind === "question");
    const facts = this.#stops.flatMap((stop) => (stop.kind === "facts" ? stop.facts : []));
    return {
      items: questions.map(({ item, section }, index) => ({ item, number: index + 1, section, value: this.#answers.get(item.id) })),
      facts: facts.map((fact) => ({ fact, value: this.#facts.get(fact.id) })),
    };
  }

  /** The answers as they stand, screened once for each set of them, with what the pack's models make of them. */
  async #screened(): Promise<Screening> {
    const scorers = await this.#scorers;
    const text = this.#case();
    if (this.#confirmed?.text === text) return this.#confirmed.of;
    this.#confirmed?.of.dispose();
    const typed = unwrap(screening(this.connection.pack, this.connection.session, text));
    const read = this.#found ? unwrap(typed.withFound(this.#found)) : typed;
    const scores = scoresOf(read, scorers);
    const of = Object.keys(scores).length > 0 ? unwrap(read.withScores(scores)) : read;
    this.#confirmed = { text, of };
    return of;
  }

  #arrive(): void {
    const stop = this.#stops[this.#at];
    if (stop) {
      this.#show(this.#viewOf(stop) as View);
      return;
    }
    this.#show({ kind: "working", on: "check" });
    void this.#guard(() => this.#check());
  }

  #again(): void {
    const stop = this.#stops[this.#at];
    if (stop) this.#show(this.#viewOf(stop) as View);
  }

  #viewOf(stop: Stop | undefined): View | undefined {
    switch (stop?.kind) {
      case undefined:
        return undefined;
      case "notices":
        return stop;
      case "consent":
        return { ...stop, given: this.#consents.get(stop.notice.id) };
      case "facts":
        return { ...stop, values: Object.fromEntries(this.#facts) };
      case "question":
        return { kind: "question", item: stop.item, value: this.#answers.get(stop.item.id), position: this.#position(stop) };
    }
  }

  #position(stop: Stop & { kind: "question" }): Position {
    const questions = this.#stops.filter((one) => one.kind === "question");
    const sections = [...new Set(questions.map(({ section }) => section))].map((id) => {
      const inside = questions.filter(({ section }) => section === id);
      return { id, questions: inside.length, answered: inside.filter(({ item }) => this.#answers.has(item.id)).length };
    });
    return { number: questions.indexOf(stop) + 1, of: questions.length, section: stop.section, sections };
  }

  #questions(): Item[] {
    return this.#stops.flatMap((stop) => (stop.kind === "question" ? [stop.item] : []));
  }

  #case(): string {
    return JSON.stringify({
      answers: Object.fromEntries(this.#answers),
      facts: Object.fromEntries(this.#facts),
      clarified: [...this.#clarified],
      signals: this.#signals ?? {},
    });
  }

  #watch(target: EventTarget | undefined): void {
    this.#observation?.stop();
    this.#observation = target && observe(target);
    this.#shows();
  }

  #shows(): void {
    this.#observation?.shows(this.#view.kind === "question" ? this.#view.item.id : undefined);
  }

  #show(view: View): void {
    if (this.#view === OVER) return;
    if (isStep(this.#view, view)) this.#observation?.step();
    this.#view = view;
    this.#shows();
    this.#showing.saw(view, this.#steps.locale);
    for (const listener of this.#listeners) listener(view);
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      // Another page of this person's was faster, or the wait is not over: the server says what is next.
      if (error instanceof Refused && (error.problem.code === "too-early" || error.problem.code === "step-not-next")) await this.refresh();
      else if (error instanceof Refused && error.problem.code === "expired" && this.#verdictIs === "accepted")
        await this.#stepExpired(error.problem);
      else this.#show(stopped(error, this.#verdictIs));
    }
  }
}

/** Views from which one goes back: before the answers are confirmed. */
const BEFORE: ReadonlySet<View["kind"]> = new Set(["notices", "consent", "facts", "question", "clarify", "review"]);

/** Whether a question or fact is asked at a stop. */
const asks = (stop: Stop, id: string): boolean =>
  (stop.kind === "question" && stop.item.id === id) || (stop.kind === "facts" && stop.facts.some((fact) => fact.id === id));

/** Where the chosen option stands, from the top; none where several or a number were given. */
const placeOf = (questions: readonly Item[], id: string, value: Answer): number | undefined => {
  const item = questions.find((one) => one.id === id);
  const place = item?.kind === "single" ? item.options.findIndex((option) => option.id === value) : -1;
  return place < 0 ? undefined : place;
};

const confirmedOf = (steps: readonly StepState[]): { done: number; of: number } => ({
  done: steps.filter(({ state }) => state === "done").length,
  of: steps.length,
});

const notAgreed = (id: string): PrescreenError =>
  new PrescreenError({
    code: "out-of-place",
    at: "/next",
    message: `the consent ${id} is required, and was not given`,
    help: "call consent(true) or consent(false)",
  });

const notAnswered = (ids: readonly string[]): PrescreenError =>
  new PrescreenError({
    code: "out-of-place",
    at: "/commit",
    message: `not answered: ${ids.join(", ")}; an attempt would count, and no class come of it`,
    help: "call change(id), and commit() once `view.unanswered` is empty",
  });

const noticesOf = (stop: Stop | undefined): Notice[] =>
  stop?.kind === "notices" ? stop.notices : stop?.kind === "consent" ? [stop.notice] : [];

/** Whether a person agreed to all of it before, in the same words. What is required and was declined is asked again. */
const isAgreed = (stop: Stop, device: Device | undefined): boolean => {
  const notices = noticesOf(stop);
  return (
    notices.length > 0 &&
    notices.every(({ id, required }) => {
      const agreed = device?.agreed.get(id);
      return agreed !== undefined && (agreed.given || required !== true);
    })
  );
};

/** What is asked, and the result where an eligibility rule refuses on what the firm holds alone: no answer could change it. */
const beforeAnswers = (of: Screening): Answered<{ asked: Asked; barred: Assessment | undefined }> => {
  const asked = of.asked();
  if (!asked.ok) return asked;
  const result = of.assessment();
  if (!result.ok) return result;
  const deciding = result.value.reasons.find((reason) => reason.deciding && !reason.unknown);
  const barred = result.value.outcome === "refuse" && deciding?.part === "eligibility" ? result.value : undefined;
  return { ok: true, value: { asked: asked.value, barred } };
};

/** Why nothing is asked by what the server said at the claim; none where the way is free. The commitment is held to it again. */
const haltedAtClaim = ({ attempts, missingFacts: missing }: Connection): View | undefined => {
  if (missing.length > 0) {
    const detail = `open the session with the facts ${missing.join(", ")}`;
    const problem = { code: "missing-facts", status: 0, title: "the session lacks facts that only the firm can give", detail };
    return { kind: "stopped", why: "missing-facts", missing, problem };
  }
  if (attempts?.left !== 0) return undefined;
  const { retry_on: again } = attempts;
  const problem = { code: "attempts-exhausted", status: 0, title: "no attempt is left", detail: "", ...(again && { retry_on: again }) };
  return { kind: "stopped", why: "attempts", problem };
};

/** What a closed flow shows, whatever was on its way. */
const OVER: View = { kind: "stopped", why: "over" };

/** Whether a view is another step of the journey, not the same one drawn again. */
const isStep = (before: View, after: View): boolean =>
  after.kind !== "working" &&
  (before.kind !== after.kind || (before.kind === "question" && after.kind === "question" && before.item.id !== after.item.id));

/** Why it stopped. Once the verdict left, nothing says any more that nothing was decided. */
const stopped = (error: unknown, verdictIs: "here" | "gone" | "accepted"): View => {
  if (error instanceof Refused) {
    const why = whyRefused(error.problem);
    return { kind: "stopped", why: why === "refused" && verdictIs === "accepted" ? "step-refused" : why, problem: error.problem };
  }
  const why = verdictIs === "here" ? "failed" : "unclear";
  if (error instanceof PrescreenError) return failed(error, error.code === "signature" ? "forged" : why);
  return failed({ code: "internal", message: error instanceof Error ? error.name : "" }, why);
};

const failed = ({ code, message }: { code: string; message: string }, why: "failed" | "forged" | "unclear" = "failed"): View => ({
  kind: "stopped",
  why,
  problem: { code, status: 0, title: message, detail: "" },
});

/** What a refusal of the server means for the person; also used before there is a flow. */
export const whyRefused = ({ code }: ServerProblem): Stopped => {
  switch (code) {
    case "attempts-exhausted":
      return "attempts";
    case "class-suspended":
      return "suspended";
    case "expired":
      return "expired";
    case "already-claimed":
    case "other-key":
    case "already-committed":
    case "already-decided":
      return "elsewhere";
    default:
      return "refused";
  }
};
