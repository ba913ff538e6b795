/**
 * `<prescreen-flow>`: draws any pack's way for one session, from the pack alone.
 *
 * Its state is in private fields and a closed root: no attribute, address, title, storage or event holds an answer.
 */
import { html, nothing, type TemplateResult } from "lit-html";
import { PrescreenError } from "../core/answer.js";
import type { Pack } from "../core/pack.js";
import type { ServerKey } from "../core/signature.js";
import { connect, type Connection } from "../flow/connect.js";
import { createFlow, whyRefused, type Flow, type FlowOptions } from "../flow/flow.js";
import type { Stopped, View } from "../flow/view.js";
import { browserStore } from "../flow/pending.js";
import { verdictIn } from "../flow/record.js";
import { Refused, type Wire, type WireEntry } from "../flow/wire.js";
import type { Abandoned, Contacted, FlowStage, PrescreenEvents } from "./events.js";
import { givenIn } from "./given.js";
import { isWatched, tell } from "./inside.js";
import { contactState, type Scene } from "./scene.js";
import { type Elder, type Size, sizeOf } from "./elder.js";
import { Frame } from "./frame.js";
import { isOfExperiment, Questions } from "./left-behind.js";
import { ScreenElement } from "./screen-element.js";
import { spoken } from "./spoken.js";
import type { Words } from "./texts/index.js";
import { Trail } from "./trail.js";
import { timeOfDay } from "./format.js";
import { canRead, offVoices, onVoices, read, stopReading } from "./voice.js";
import { call, offer, tools } from "./views/elder.js";
import { clarify, review } from "./views/review.js";
import { consent, notices } from "./views/notices.js";
import { declining, leaving } from "./views/leaving.js";
import { done, stopped } from "./views/ended.js";
import { facts } from "./views/facts.js";
import { question } from "./views/question.js";
import { result } from "./views/result.js";
import { secondsLeft, steps } from "./views/steps.js";

const SECOND = 1000;
/** Before the person asked for anybody. */
const NOBODY: Scene["contacted"] = { how: "none", kind: "person" };
/** How long before its end it is said that a session ends, in seconds. */
const SOON = 15 * 60;
/** How long an element that was taken out of its page may be put back and go on, in milliseconds. */
const PUT_BACK = 60_000;
/** How often the server is asked whether the firm confirmed its step, in seconds. */
const POLL = 4;

/**
 * One investor's way through one session: notices, questions, result, steps, receipt, each drawn from the pack.
 *
 * @tagname prescreen-flow
 * @event {PrescreenEvents["prescreen-step"]} prescreen-step - The person came to another stage, or to another step; of a step its kind, flow and id too.
 * @event {PrescreenEvents["prescreen-question"]} prescreen-question - In a session of an experiment alone: a question was left behind for the first time, answered or left out, and for how many whole seconds it stood there; nothing once the person went on from a draft.
 * @event {PrescreenEvents["prescreen-sent"]} prescreen-sent - A body left: exactly what, and its size.
 * @event {PrescreenEvents["prescreen-contact"]} prescreen-contact - The person asks for a person, or disagrees; pass it on with the session's id.
 * @event {PrescreenEvents["prescreen-abandon"]} prescreen-abandon - The person declined, did not send, or stopped; `why` says which.
 * @event {PrescreenEvents["prescreen-error"]} prescreen-error - The flow cannot go on: let a person take over.
 * @event {PrescreenEvents["prescreen-done"]} prescreen-done - Everything is accepted; `outcome` is the verdict's, and `complete` says that it goes on and no step is left, as in receipt and host API. Your back end reads the session itself.
 * @event {PrescreenEvents["prescreen-leave"]} prescreen-leave - With `onward`: the person goes on, and was asked first where their record would be lost. Where the attribute is an address, the page goes there after the event.
 * @attr {string} onward - Where your page goes on after the end: the element then has a button for it. Empty for a page that goes on by itself at `prescreen-leave`.
 * @attr {"" | "20" | "25" | "30"} elder - Larger text and targets, reading aloud, and one thing at a time: the size of the main text in pixels, 20 when empty. The person can change it.
 * @attr {string} session - Id of the session, for a page that a server renders; or all of it in a child `<script type="application/json">`.
 * @attr {string} base - Address of the screening server, for a page that a server renders.
 * @attr {string} phone - The firm's telephone number, shown on every view with `elder`.
 * @event {PrescreenEvents["prescreen-elder"]} prescreen-elder - The person chose another size of text: 20, 25 or 30 pixels, or 0 for the usual one.
 * @csspart heading - The heading of what is shown; takes the focus.
 * @csspart button - A button; none is on an option of a question.
 * @csspart main - The button that goes on, which is a `button` too.
 * @csspart outcome - What was decided.
 * @csspart measures - How the class came about.
 * @csspart reasons - Why, reason by reason.
 * @csspart check - How the session was looked at.
 * @csspart steps - The ordered steps.
 * @csspart document - A document to read or to sign.
 * @csspart claims - Exactly what was sent.
 * @csspart record - That the firm keeps the record, beside the notices.
 * @csspart contact - The two ways to a person.
 */
export class FlowElement extends ScreenElement {
  readonly #frame: Frame = new Frame(this, {
    locale: (asked, page) => this.#connection?.pack.locale(asked ?? page) ?? asked ?? page,
    template: (own, locale) => this.#template(own, locale),
    undrawn: (error) => this.#undrawn(error),
  });
  #session = "";
  #claimToken = "";
  #serverKeys: readonly ServerKey[] | undefined;
  #shadow: Pack | undefined;
  #scorers: FlowOptions["scorers"];
  #found: FlowOptions["found"];
  #base = "";
  #started = false;
  #connection: Connection | undefined;
  #wire: Wire | undefined;
  #flow: Flow | undefined;
  /** What is left behind, where somebody has to know. */
  #questions: Questions | undefined;
  #failed: (View & { kind: "stopped" }) | undefined;
  #contacted: Scene["contacted"] = NOBODY;
  /** Requests that were given to the page to pass on. */
  #passedOn = 0;
  /** The last request for a person: what became of an earlier one is not told of it. */
  #request: object | undefined;
  #shown = "";
  #told = "";
  #ticks = 0;
  #guarded = false;
  /** Whether the person wanted back to answers that are confirmed. */
  #stays = false;
  /** Whether the person took their record. */
  #saved = false;
  /** Whether the person withdrew the consent to have the session looked at. */
  #withdrawn = false;
  /** When the person asked whether the firm confirmed its step, and it had not; seconds. */
  #checkedAt: number | undefined;
  /** What waits for steps; where the browser keeps nothing, in this page alone. */
  readonly #storage = browserStore();
  /** Set while the person is asked whether to leave: who is told of it. */
  #asks: ((leaves: boolean) => void) | undefined;
  /** Whether the person is asked if they decline a consent without which nothing goes on. */
  #declines = false;
  /** Whether it is said that the session ends. */
  #endsSoon = false;
  /** Whether this view is being read aloud. */
  #reads = false;
  /** What the person changes from the review: it goes on at its line. */
  #changes = "";
  /** The question that the person wanted to go on from without an answer. */
  #lacks = "";
  /** What the browser's history has as its last entry. A clarification has none of its own: it is part of the review. */
  #place = "";
  /** Set while the browser's own back is followed. */
  #followed = false;
  readonly #trail: Trail = new Trail({ back: (views) => this.#backBy(views), leave: () => this.#mayLeave() });
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Runs while the element is in no document: at its end, answers are dropped. */
  #dropped: ReturnType<typeof setTimeout> | undefined;

  /** Id of the session that the firm's back end opened. */
  get session(): string {
    return this.#session;
  }
  set session(id: string) {
    if (id === this.#session) return;
    this.#session = id;
    this.#restart();
  }

  /**
   * The session's one-time token; it cannot be read back.
   *
   * @type {string}
   */
  set claimToken(token: string) {
    this.#claimToken = token;
  }

  /** A pack to try beside the session's own; see `FlowOptions.shadow`. Set before the flow starts. */
  get shadow(): Pack | undefined {
    return this.#shadow;
  }
  set shadow(pack: Pack | undefined) {
    this.#shadow = pack;
  }

  /** Loads what scores a session with the pack's models; see `FlowOptions.scorers`. Set before the flow starts. */
  get scorers(): FlowOptions["scorers"] {
    return this.#scorers;
  }
  set scorers(load: FlowOptions["scorers"]) {
    this.#scorers = load;
  }

  /** What the person's own records say, from `prescreen/statements`; see `FlowOptions.found`. Set before the flow starts. */
  get found(): FlowOptions["found"] {
    return this.#found;
  }
  set found(found: FlowOptions["found"]) {
    this.#found = found;
  }

  /**
   * Whether nothing is lost without a word: the browser's back goes to the view before, with the answers kept, and leaving
   * the page asks while it would lose answers. Each view is then an entry of the page's history, which holds a number and
   * nothing of the person. Set before the flow starts; off when left out.
   */
  get guarded(): boolean {
    return this.#guarded;
  }
  set guarded(guarded: boolean) {
    this.#guarded = guarded;
  }

  /** Whether leaving the page would lose answers, or a result that was not sent. */
  get unsent(): boolean {
    return this.#flow?.unsent ?? false;
  }

  /** Whether leaving the page would lose the person's own record, of which they took no copy. */
  get unsaved(): boolean {
    const view = this.#flow?.view;
    return view?.kind === "done" && view.record && !this.#saved;
  }

  /**
   * Before your page leads elsewhere: asks the person, in the element, whether to lose what was answered, or their record, and
   * ends the session where answers may be lost. Gives whether to go on; at once where nothing would be lost. A browser's own
   * question when a page is closed is asked with `guarded`; some, as on a phone, have none.
   */
  askToLeave(): Promise<boolean> {
    return this.#ask();
  }

  #ask(): Promise<boolean> {
    const kind = this.#flow?.view.kind;
    if (!(this.unsent || this.unsaved) || kind === undefined || kind === "working") return Promise.resolve(true);
    this.#asks?.(false);
    return new Promise((resolve) => {
      this.#asks = resolve;
      this.#frame.draw();
      this.#frame.focusHeading();
    });
  }

  /** The server's public keys; with them its signatures are checked. */
  get serverKeys(): readonly ServerKey[] | undefined {
    return this.#serverKeys;
  }
  set serverKeys(keys: readonly ServerKey[] | undefined) {
    this.#serverKeys = keys;
  }

  /** Address of the screening server; the page's own origin when empty. */
  get base(): string {
    return this.#base;
  }
  set base(address: string) {
    this.#base = address;
  }

  /** @internal */
  static override readonly observedAttributes = ["locale", "elder", "phone", "onward"];

  /** @internal */
  override connectedCallback(): void {
    clearTimeout(this.#dropped);
    super.connectedCallback();
    onVoices(this.#draw);
    this.#timer ??= setInterval(() => this.#tick(), SECOND);
    addEventListener("pagehide", this.#left);
    addEventListener("beforeunload", this.#leaving);
    queueMicrotask(() => {
      if (this.#started && this.#flow) this.#follow(this.#flow.view);
      else this.#start();
    });
  }

  /** @internal */
  disconnectedCallback(): void {
    // A framework may only move the element.
    setTimeout(() => {
      if (this.isConnected) return;
      offVoices(this.#draw);
      removeEventListener("pagehide", this.#left);
      removeEventListener("beforeunload", this.#leaving);
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#trail.end();
      this.#place = "";
      this.#dropped = setTimeout(() => this.#close(), PUT_BACK);
    }, 0);
  }

  /** @internal */
  override attributeChangedCallback(): void {
    this.#flow?.setLocale(this.#frame.locale);
    super.attributeChangedCallback();
    this.#tellPanel();
  }

  /** A page that is left may be kept whole, to be shown again to whoever goes back: after the end, nothing is left in it. */
  readonly #left = (): void => {
    this.#quiet();
    const kind = (this.#failed ?? this.#flow?.view)?.kind;
    if (kind !== "done" && kind !== "stopped") return;
    this.#close();
    this.#started = true;
    this.#failed = { kind: "stopped", why: "over" };
    this.#frame.draw();
  };

  readonly #draw = (): void => this.#frame.draw();

  get #elder(): Elder {
    return {
      size: sizeOf(this.getAttribute("elder")),
      set: (size) => this.#resize(size),
      phone: this.getAttribute("phone") ?? "",
      canRead: canRead(this.#frame.locale),
      reads: this.#reads,
      read: () => this.#readAloud(),
    };
  }

  /** The person's choice is the element's attribute, and the page is told, so that it can follow. */
  #resize(size: Size): void {
    if (size === 0) this.removeAttribute("elder");
    else this.setAttribute("elder", String(size));
    if (size === 0) this.#quiet();
    this.#emit("prescreen-elder", { size });
  }

  #readAloud(): void {
    const scene = this.#scene();
    const view = this.#flow?.view;
    if (this.#reads || !scene || !view) {
      this.#quiet();
      return;
    }
    this.#reads = true;
    read(spoken(scene, view), this.#frame.locale, () => {
      this.#reads = false;
      this.#frame.draw();
    });
    this.#frame.draw();
  }

  #quiet(): void {
    if (!this.#reads) return;
    this.#reads = false;
    stopReading();
    this.#frame.draw();
  }

  /** The browser asks the person, in its own words. */
  readonly #leaving = (event: BeforeUnloadEvent): void => {
    if (this.#guarded && this.unsent) event.preventDefault();
  };

  /** The answer to whether to leave. */
  #answer(leaves: boolean): void {
    const told = this.#asks;
    this.#asks = undefined;
    if (leaves && this.unsent) this.#flow?.stop();
    // Asked once: whoever leaves without their record knows of it.
    if (leaves) this.#saved = true;
    this.#frame.draw();
    this.#frame.focusHeading();
    told?.(leaves);
  }

  #stop(): void {
    if (this.unsent) void this.#ask();
    else this.#flow?.stop();
  }

  #decline(declines: boolean): void {
    this.#declines = declines;
    this.#frame.draw();
    this.#frame.focusHeading();
  }

  /** Takes back a question of this element's own, where it asks one. */
  #unasked(): boolean {
    if (this.#asks) this.#answer(false);
    else if (this.#declines) this.#decline(false);
    else return false;
    return true;
  }

  #mayLeave(): boolean {
    if (this.#unasked()) return false;
    if (!this.unsent) return true;
    void this.askToLeave();
    return this.#asks === undefined;
  }

  #backBy(views: number): boolean {
    const flow = this.#flow;
    if (!flow || this.#unasked()) return false;
    if (flow.view.kind === "result") {
      this.#stays = true;
      this.#frame.draw();
      return false;
    }
    this.#followed = true;
    for (let view = 0; view < views; view += 1) flow.back();
    // What is worked out first is shown later.
    if (flow.view.kind !== "working") this.#followed = false;
    return true;
  }

  #restart(): void {
    this.#close();
    queueMicrotask(() => this.#start());
  }

  #close(): void {
    this.#flow?.close();
    this.#wire?.close();
    this.#flow = this.#connection = this.#wire = this.#failed = undefined;
    this.#started = false;
    this.#contacted = NOBODY;
    this.#passedOn = 0;
    this.#checkedAt = undefined;
    this.#shown = this.#told = this.#place = this.#changes = "";
    this.#stays = this.#saved = this.#withdrawn = this.#declines = false;
    this.#asks?.(true);
    this.#asks = undefined;
    this.#trail.end();
    tell(this, undefined);
  }

  #start(): void {
    if (this.#started || !this.isConnected) return;
    if (this.#session === "" && !this.#take()) return;
    // Empty means not yet; what is no session otherwise is an error that `connect` names.
    if (this.#session === "") return;
    this.#started = true;
    const session = this.#session;
    const current = (): boolean => session === this.#session && this.#started;
    const base = this.#base || location.origin;
    const serverKeys = this.#serverKeys;
    const claimToken = this.#claimToken;
    // Good for one claim, which this is.
    this.#claimToken = "";
    connect({
      base,
      session,
      claimToken,
      storage: this.#storage,
      ...(serverKeys && { serverKeys }),
      onWire: (wire) => this.#listen(wire),
    }).then(
      (connection) => {
        if (!current()) {
          connection.wire.close();
          connection.pack.dispose();
          return;
        }
        this.#connection = connection;
        this.#flow = createFlow(connection, {
          locale: this.#frame.locale,
          observe: this.#frame.root,
          shadow: this.#shadow,
          scorers: this.#scorers,
          found: this.#found,
        });
        this.#questions = isOfExperiment(connection.session.variant) ? new Questions() : undefined;
        this.#flow.subscribe((view) => this.#show(view));
        this.#tellPanel();
        this.#show(this.#flow.view);
      },
      (error: unknown) => {
        if (current()) this.#fail(error);
      },
    );
  }

  /** What the page's server put into the element; whether it can be read. */
  #take(): boolean {
    try {
      const { session, claim_token: token, server_keys: keys, base, guarded } = givenIn(this);
      if (session !== undefined) this.#session = session;
      if (token !== undefined) this.#claimToken = token;
      if (keys !== undefined) this.#serverKeys = keys;
      if (base !== undefined && this.#base === "") this.#base = base;
      if (guarded !== undefined) this.#guarded = guarded;
      return true;
    } catch (error) {
      this.#started = true;
      this.#fail(error);
      return false;
    }
  }

  #fail(error: unknown): void {
    const code = String((error as { code?: unknown } | null)?.code ?? "failed");
    const problem = error instanceof Refused ? error.problem : { code, status: 0, title: "", detail: "" };
    this.#failed = { kind: "stopped", why: error instanceof Refused ? whyRefused(problem) : "failed", problem };
    // What is wrong with the page's own set-up is for who builds it, and names addresses alone.
    if (error instanceof PrescreenError) {
      const { message, help, at } = error;
      console.error(`prescreen: ${message}${help && `: ${help}`} (${error.code}${at && ` at ${at}`})`);
    }
    this.#show(this.#failed);
  }

  /** Nobody goes on past what they could not see: the flow ends, and what was answered is forgotten. */
  #undrawn(error: unknown): void {
    const of = this.#flow?.view.kind ?? "start";
    // An error's words may be of what was answered; its name is the browser's.
    const name = error instanceof Error ? error.name : "an error";
    const [message, help] = [`${name} while '${of}' was drawn`, "look at what you gave as texts: a function stays one"];
    this.#fail(new PrescreenError({ code: "internal", message, help, at: "/texts" }));
    this.#flow?.close();
    this.#flow = undefined;
  }

  #listen(wire: Wire): void {
    this.#wire = wire;
    wire.listen((entry) => {
      this.#tellPanel();
      if (entry.state === "left") this.#emitSent(entry);
      if (entry.help && entry.attempts === 1) console.error(`prescreen: ${entry.help}`);
      this.#frame.draw();
    });
  }

  #tellPanel(): void {
    if (this.#wire) tell(this, { wire: this.#wire, flow: this.#flow, locale: this.#frame.locale, passedOn: this.#passedOn });
  }

  #show(view: View): void {
    this.#tellPanel();
    const shown = identity(view);
    if (shown !== this.#shown) {
      this.#lacks = "";
      this.#declines = false;
      this.#checkedAt = undefined;
      this.#quiet();
    }
    this.#frame.draw();
    if (this.#shown !== "" && shown !== this.#shown && view.kind !== "working") this.#begin(view);
    if (view.kind !== "working") {
      this.#shown = shown;
      this.#follow(view);
    }
    this.#announce(view);
  }

  /** Leads the reader to where a view that has just appeared begins. */
  #begin({ kind }: View): void {
    const of = kind === "review" ? this.#changes : "";
    if (kind === "review") this.#changes = "";
    this.#frame.focusHeading(of);
  }

  /** Keeps the browser's history in step with what is shown. */
  #follow(view: View): void {
    const place = view.kind === "clarify" ? "review" : identity(view);
    if (!this.#guarded || place === this.#place) return;
    const first = this.#place === "";
    this.#place = place;
    if (view.kind === "step" || view.kind === "done" || view.kind === "stopped") this.#trail.collapse();
    else if (first) this.#trail.start();
    else if (this.#followed) this.#followed = false;
    else this.#trail.step();
  }

  /** The page's own Back is the browser's, where each view is an entry. */
  #back(): void {
    if (this.#guarded && this.#trail.deep) history.back();
    else this.#flow?.back();
  }

  #emit<Name extends keyof PrescreenEvents>(name: Name, detail: PrescreenEvents[Name]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
    // The same in one word, for frameworks that take no hyphen in the name of an event.
    this.dispatchEvent(new CustomEvent(name.replace("-", ""), { detail, bubbles: true }));
  }

  /** What already left is no secret. */
  #emitSent({ kind, bytes, text }: WireEntry): void {
    // A page hears of the verdict, and never of the record that went along.
    const told = kind === "verdict" ? verdictIn(text) : text;
    if (kind === "commit" || kind === "verdict" || kind === "step") this.#emit("prescreen-sent", { kind, bytes, text: told });
  }

  /** Tells the host where the person is, in words that are the same whatever was answered. */
  #announce(view: View): void {
    const left = this.#questions?.leaves(view, performance.now());
    // Who goes on from a draft begins at the first question without an answer: to tell of that one would tell of it.
    if (left && this.#flow?.draft.takenUp === undefined) this.#emit("prescreen-question", left);
    const stage = stageOf(view);
    const detail = view.kind === "step" ? { stage, kind: view.now.kind, flow: view.now.flow, step: view.now.step } : { stage };
    const told = JSON.stringify(detail);
    if (view.kind === "working" || told === this.#told) return;
    this.#told = told;
    this.#emit("prescreen-step", detail);
    if (view.kind === "done") this.#emit("prescreen-done", { complete: view.complete, outcome: view.claims.outcome });
    if (view.kind !== "stopped") return;
    const { why } = view;
    if (why === "missing-facts") console.error(`prescreen: ${view.problem?.title}: ${view.problem?.detail} (missing-facts)`);
    if (isOwn(why)) this.#emit("prescreen-abandon", { why });
    else this.#emit("prescreen-error", { code: view.problem?.code ?? view.why, outcome: "refer" });
  }

  #tick(): void {
    const view = this.#flow?.view;
    const scene = this.#scene();
    if (scene && this.#ends(scene) !== this.#endsSoon) {
      this.#endsSoon = this.#ends(scene);
      this.#frame.draw();
    }
    if (view?.kind !== "step" || !scene) return;
    this.#ticks += 1;
    if (view.now.kind === "host" && this.#ticks % POLL === 0 && document.visibilityState === "visible") void this.#flow?.refresh();
    if (view.now.kind === "wait" && secondsLeft(scene, view.now) >= 0) this.#frame.draw();
  }

  /** Whether the session ends soon, and something would be lost. */
  #ends({ flow, session }: Scene): boolean {
    const left = session.expires - flow.connection.wire.serverNow / SECOND;
    return flow.unsent && left > 0 && left < SOON;
  }

  #scene(): Scene | undefined {
    const [connection, flow] = [this.#connection, this.#flow];
    if (!connection || !flow) return undefined;
    const { pack, session } = connection;
    const { locale, words } = this.#frame;
    return {
      flow,
      pack,
      session,
      locale,
      words,
      say: (key) => pack.text(locale, key) ?? key,
      contact: (kind) => this.#contact(kind),
      contacted: this.#contacted,
      back: () => this.#back(),
      change: (id) => {
        this.#changes = id;
        this.#flow?.change(id);
      },
      stop: () => this.#stop(),
      decline: () => this.#decline(true),
      lacks: this.#lacks,
      lack: (item) => {
        this.#lacks = item;
        this.#frame.draw();
        // In large text it stands a screen above the button that was pressed.
        this.#frame.root.querySelector(".lacks")?.scrollIntoView({ block: "center" });
      },
      elder: this.#elder,
      stays: this.#stays,
      saved: this.#saved,
      save: () => {
        this.#saved = true;
        this.#frame.draw();
      },
      withdraw: () => this.#withdraw(),
      withdrawn: this.#withdrawn,
      refresh: () => void this.#refresh(),
      checkedAt: this.#checkedAt,
      resume: () => this.#restart(),
      onward: this.hasAttribute("onward") ? (): void => void this.#goOn() : undefined,
    };
  }

  /** To where the page goes on, once nothing is lost by it. */
  async #goOn(): Promise<void> {
    if (!(await this.askToLeave())) return;
    this.#emit("prescreen-leave", {});
    const onward = this.getAttribute("onward") ?? "";
    if (onward !== "") globalThis.location.assign(onward);
  }

  #withdraw(): void {
    this.#withdrawn = true;
    this.#flow?.withdraw();
  }

  /** Asks the server, and says when it was asked where nothing else changes. */
  async #refresh(): Promise<void> {
    const flow = this.#flow;
    const before = flow && identity(flow.view);
    await flow?.refresh();
    if (!flow || flow !== this.#flow || identity(flow.view) !== before) return;
    this.#checkedAt = flow.connection.wire.serverNow / SECOND;
    this.#frame.draw();
  }

  #contact(kind: "person" | "objection"): void {
    const request = {};
    this.#request = request;
    const came = (how: Contacted): void => {
      if (this.#request !== request) return;
      this.#contacted = { how, kind };
      this.#frame.draw();
      this.#frame.root.querySelector("[data-contacted]")?.scrollIntoView({ block: "nearest" });
    };
    const flow = this.#flow;
    const passed = (): void => {
      if (flow !== this.#flow) return;
      this.#passedOn += 1;
      this.#tellPanel();
    };
    came("told");
    let handed = false;
    const passOn = (work: Promise<unknown>): void => {
      handed = true;
      came("passing");
      Promise.resolve(work).then(
        () => {
          passed();
          came("noted");
        },
        () => came("failed"),
      );
    };
    this.#emit("prescreen-contact", { kind, session: this.#session, passOn });
    // Without a word of what became of it, the page has it.
    if (!handed) passed();
  }

  #template(own: Words, locale: string): TemplateResult {
    const view = this.#failed ?? this.#flow?.view;
    const waiting = this.#wire?.entries.find(({ state }) => state === "waiting");
    const scene = this.#scene();
    const elder = scene?.elder ?? this.#elder;
    return html`<div class="root view ${isWatched(this) ? "barred" : ""} ${elder.size > 0 ? `elder e${elder.size}` : ""}" lang=${locale}>
      <div class="vh" role="status">${view?.kind === "working" ? own.working[view.on] : nothing}</div>
      ${scene ? tools(scene) : nothing}${scene && view && view.kind !== "working" && isAsking(view) ? offer(scene) : nothing}
      ${view ? this.#body(view, own) : html`<p class="busy">${own.loading}</p>`}
      <div role="status">${this.#endsSoon && scene ? html`<p class="missing ends">${own.question.ends(timeOfDay(scene.session.expires, locale, scene.pack.document.time_zone.name))}</p>` : nothing}</div>
      ${waiting ? html`<div class="offline" role="status"><p>${own.waiting[waiting.why ?? "unreachable"]} ${unanswered(own, waiting)}</p><button class="btn" type="button" @click=${() => this.#wire?.retryNow()}>${own.retry}</button></div>` : nothing}
      ${call({ words: own, elder })}
    </div>`;
  }

  #body(view: View, own: Words): TemplateResult {
    const scene = this.#scene();
    if (view.kind === "stopped") return stopped(scene, own, view, this.#contacts(own));
    if (!scene || view.kind === "working") return html`<p class="busy">${view.kind === "working" ? own.working[view.on] : own.loading}</p>`;
    if (this.#asks) return leaving(scene, { stay: () => this.#answer(false), leave: () => this.#answer(true) });
    if (this.#declines) return declining(scene, { stay: () => this.#decline(false), leave: () => scene.flow.consent(false) });
    switch (view.kind) {
      case "notices":
        return notices(scene, view);
      case "consent":
        return consent(scene, view);
      case "facts":
        return facts(scene, view);
      case "question":
        return question(scene, view);
      case "clarify":
        return clarify(scene, view);
      case "review":
        return review(scene, view);
      case "result":
        return result(scene, view);
      case "step":
        return steps(scene, view);
      case "done":
        return done(scene, view, this.#sentVerdict());
    }
  }

  /** Without a pack there is still a person to ask. */
  #contacts(own: Words): TemplateResult {
    return html`<div class="contact"><button class="link" type="button" @click=${() => this.#contact("person")}>${own.contact.person}</button>
      ${contactState({ words: own, contacted: this.#contacted, elder: this.#elder })}</div>`;
  }

  #sentVerdict(): string {
    return this.#wire?.entries.find(({ kind, state }) => kind === "verdict" && state === "left")?.text ?? "";
  }
}

/** Whether it was the person who ended it, or the firm's own facts, and nothing failed. */
const isOwn = (why: Stopped): why is Abandoned =>
  why === "stopped" || why === "declined" || why === "barred" || why === "not-sent" || why === "paused" || why === "left";

/** What is known of a request without an answer. */
const unanswered = ({ again, unknown, asking }: Words, { bytes, mayHaveArrived }: WireEntry): string =>
  bytes === 0 ? asking : mayHaveArrived ? unknown : again;

/** Before the first answer. */
const isAsking = (view: View): boolean =>
  view.kind === "notices" || view.kind === "consent" || (view.kind === "question" && view.position.number === 1);

/** Two views with the same identity are one to the reader: an answer was changed, a clock ticked. */
const identity = (view: View): string => {
  switch (view.kind) {
    case "question":
      return `question ${view.item.id}`;
    case "consent":
      return `consent ${view.notice.id}`;
    case "clarify":
      return `clarify ${view.contradiction.id}`;
    case "step":
      return `step ${view.now.flow} ${view.now.step}`;
    default:
      return view.kind;
  }
};

/** A clarification is part of the review, so that a listener does not learn that answers were unusual. */
const stageOf = ({ kind }: View): FlowStage => (kind === "clarify" ? "review" : kind === "consent" ? "notices" : kind);
