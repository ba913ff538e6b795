/** `<prescreen-panel>`: what leaves this device, what stays, in bytes and in words. */
import { html, nothing, type TemplateResult } from "lit-html";
import { fromBase64url } from "../core/base64url.js";
import { archiveKeyOf, keeperOf, usualRecord, verdictIn } from "../flow/record.js";
import type { View } from "../flow/view.js";
import { bodyLeft, bytesLeft, type WireEntry, type WireKind } from "../flow/wire.js";
import type { PackDocument, Session, VerdictClaims } from "../core/types.js";
import { sizeOf } from "./elder.js";
import { bytes, clock, number } from "./format.js";
import * as icons from "./icons.js";
import { type Inside, insideOf, watch } from "./inside.js";
import { raw } from "./scene.js";
import { Frame } from "./frame.js";
import { ScreenElement } from "./screen-element.js";
import type { Words } from "./texts/index.js";

/** Sizes before there is a text, rounded; the texts have nearly constant length. */
const USUAL = { claim: 110, commit: 630, verdict: 1150 };

/**
 * What leaves this device: before it goes, as it goes, and what stays.
 *
 * @tagname prescreen-panel
 * @attr {"" | "20" | "25" | "30"} elder - Larger text and targets, as of `<prescreen-flow>`.
 */
export class PanelElement extends ScreenElement {
  readonly #frame: Frame = new Frame(this, {
    locale: (asked, page) => asked ?? this.#inside()?.locale ?? page,
    template: (own, locale) => this.#template(own, locale),
  });
  #flow: HTMLElement | undefined;
  #entries: readonly WireEntry[] = [];
  #files = 0;
  #open = false;
  #unwatch: (() => void) | undefined;
  #unsubscribe: (() => void) | undefined;

  /** The `<prescreen-flow>` to look at. */
  get flow(): HTMLElement | undefined {
    return this.#flow;
  }
  set flow(element: HTMLElement | undefined) {
    this.#unwatch?.();
    this.#flow = element ?? undefined;
    this.#unwatch = element ? watch(element, () => this.#changed()) : undefined;
    this.#changed();
  }

  /** For pages without the element: the entries of a `Wire`. */
  get entries(): readonly WireEntry[] {
    return this.#entries;
  }
  set entries(entries: readonly WireEntry[]) {
    this.#entries = entries;
    this.#frame.draw();
  }

  /** How many files of the person were read on this device, for pages that read some; none is shown for 0. */
  get files(): number {
    return this.#files;
  }
  set files(files: number) {
    if (files === this.#files) return;
    this.#files = files;
    this.#frame.draw();
  }

  #changed(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.#inside()?.flow?.subscribe(() => this.#frame.draw());
    this.#frame.draw();
  }

  #inside(): Inside | undefined {
    return this.#flow && insideOf(this.#flow);
  }

  #template(own: Words, locale: string): TemplateResult {
    const inside = this.#inside();
    const entries = inside ? inside.wire.entries : this.#entries;
    const left = entries.filter(bodyLeft);
    const sum = bytesLeft(left);
    const size = sizeOf(this.getAttribute("elder"));
    const large = size > 0 ? `elder e${size}` : "";
    const toggle = (): void => {
      this.#open = !this.#open;
      this.#frame.draw();
    };
    return html`<section class="root wire ${sum > 0 ? "sent" : ""} ${this.#open ? "open" : ""} ${large}" lang=${locale} aria-labelledby="title">
      <button class="wire-bar" type="button" aria-expanded=${this.#open} aria-controls="body" @click=${toggle}>
        ${sum === 0 ? html`<span>${own.panel.zero}</span>` : html`<b>${bytes(sum, locale)}</b><span>${own.panel.short}</span>`}<span>${this.#open ? own.panel.hide : own.panel.show}</span></button>
      <div class="wire-body" id="body">
        <h2 id="title">${own.panel.title}</h2>
        <p class="bytes"><b>${number(sum, locale)}</b><small>B</small></p>
        <p class="say" role="status">${summary(own, left)}</p>
        ${inside?.flow && answered(inside.flow.view, left) ? html`<p class="say">${inside.flow.connection.serverKeys ? own.panel.checked : own.panel.unchecked}</p>` : nothing}
        ${left.length > 0 ? html`${groups(own, locale, entries, inside)}${stays(own, inside, this.#files)}` : html`${stays(own, inside, this.#files)}${groups(own, locale, entries, inside)}`}
        ${requests(own, locale, entries)}
        <p class="say">${own.panel.scope}</p>
      </div></section>`;
  }
}

/** Whether the server answered with what it signs, and that was not refused. */
const answered = (view: View, left: readonly WireEntry[]): boolean =>
  left.some(({ kind, state }) => kind !== "claim" && state === "left") && !(view.kind === "stopped" && view.why === "forged");

/** What left so far, in a sentence. */
const summary = ({ panel }: Words, left: readonly WireEntry[]): string => {
  const has = (kind: WireKind): boolean => left.some((entry) => entry.kind === kind && entry.state === "left");
  if (has("verdict")) return panel.all;
  if (has("commit")) return panel.sealed;
  return left.length > 0 ? panel.claimed : panel.nothing;
};

const stays = ({ panel }: Words, inside: Inside | undefined, files: number): TemplateResult => {
  const progress = inside?.flow?.progress;
  const document = inside?.flow?.connection.pack.document;
  const keeper = document ? keeperOf(document) : "investor";
  // What is disclosed with the result does not stay.
  const stay = keeper !== "disclosed";
  return html`<h3>${panel.stays}</h3><ul class="rows">
    ${stay ? html`<li>${icons.lock}<span>${panel.answers}</span>${progress && progress.questions > 0 ? html`<span class="n">${panel.answered(progress.answered, progress.questions)}</span>` : nothing}</li>` : nothing}
    ${stay && progress && progress.facts > 0 ? html`<li>${icons.lock}<span>${panel.facts}</span><span class="n">${progress.facts}</span></li>` : nothing}
    <li>${icons.lock}<span>${panel.manner}</span></li>
    ${files > 0 ? html`<li>${icons.lock}<span>${panel.files}</span><span class="n">${panel.filesRead(files)}</span></li>` : nothing}
  </ul><p class="say">${panel.record[keeper]}</p>`;
};

type Row = [label: string, value: string];

/** Claim, commitment, verdict, steps: as they left, as they would leave, or what they will hold. */
const groups = (own: Words, locale: string, entries: readonly WireEntry[], inside: Inside | undefined): TemplateResult => {
  const of = (kind: WireKind): WireEntry[] => entries.filter((entry) => entry.kind === kind && entry.state !== "refused");
  const session = inside?.flow?.connection.session;
  const pack = inside?.flow?.connection.pack;
  const named: Named = {
    class: (id) => pack?.text(pack.locale(locale), `class.${id}.short`) ?? id,
    reason: (code) => pack?.text(pack.locale(locale), `reason.${code}`) ?? code,
    band: (id) => pack?.text(pack.locale(locale), `limit.${id}`) ?? id,
    checked: pack?.document.fraud != null,
    kept: pack && session ? keptAs(own, pack.document, session) : undefined,
  };
  const last = (kind: WireKind): WireEntry | undefined => of(kind).slice(-1)[0];
  return html`
    ${group(own, locale, "claim", last("claim"), USUAL.claim, [[own.panel.token, own.panel.fresh]])}
    ${group(own, locale, "commit", last("commit"), USUAL.commit, [[own.panel.digest, own.panel.hides]])}
    ${group(own, locale, "verdict", last("verdict"), USUAL.verdict + (pack ? usualRecord(pack.document) : 0), verdictRows(own, last("verdict")?.text, session, named, locale))}
    ${steps(own, locale, of("step"), inside)}`;
};

/** One line for each confirmed step: its name in the pack, and how much left for it. */
const steps = (own: Words, locale: string, entries: readonly WireEntry[], inside: Inside | undefined): TemplateResult | typeof nothing => {
  if (entries.length === 0) return nothing;
  const pack = inside?.flow?.connection.pack;
  const name = ({ text }: WireEntry): string => {
    const { flow, step } = (claimsOf(text) ?? {}) as { flow?: string; step?: string };
    return pack?.text(pack.locale(locale), `step.${flow}.${step}`) ?? step ?? "";
  };
  return html`<h3>${own.panel.step}<small>${own.panel.confirmed}</small></h3>
    <dl class="rows claims out">${entries.map((entry) => html`<div><dt>${name(entry)}</dt><dd class="n">${entry.state === "waiting" ? own.panel.waiting : bytes(entry.bytes, locale)}</dd></div>`)}</dl>`;
};

const group = (
  own: Words,
  locale: string,
  kind: "claim" | "commit" | "verdict",
  entry: WireEntry | undefined,
  usual: number,
  rows: Row[],
): TemplateResult => {
  const left = entry?.state === "left";
  const when = { claim: own.panel.whenStart, commit: own.panel.whenConfirm, verdict: own.panel.whenSend }[kind];
  const size = entry ? bytes(entry.bytes, locale) : own.panel.about(bytes(usual, locale));
  const at = left && entry.at !== undefined ? `${clock(entry.at, locale)} · ` : entry?.state === "waiting" ? `${own.panel.waiting} · ` : "";
  return html`<h3>${left ? own.panel[kind] : when}<small class="n">${at}${size}</small></h3>
    <dl class="rows claims ${left ? "out" : ""}">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
};

/** Names of the pack, and whether it has the session checked. */
interface Named {
  class(id: string): string;
  reason(code: string): string;
  band(id: string): string;
  checked: boolean;
  /** How the record goes along; none where it does not. */
  kept: string | undefined;
}

const keptAs = ({ panel }: Words, document: PackDocument, session: Session): string | undefined => {
  const keeper = keeperOf(document);
  if (keeper === "investor") return undefined;
  return keeper === "sealed" ? panel.keptAs.sealed(archiveKeyOf(document, session)?.id ?? "") : panel.keptAs.disclosed;
};

const verdictRows = (own: Words, text: string | undefined, session: Session | undefined, named: Named, locale: string): Row[] => {
  const claims = text === undefined ? undefined : (claimsOf(verdictIn(text)) as unknown as VerdictClaims | undefined);
  const { panel } = own;
  const later = <T>(value: T | undefined, say: (value: T) => string): string => (value === undefined ? panel.notYet : say(value));
  const pack = claims?.pack ?? session?.pack;
  const purpose = claims?.purpose ?? session?.purpose;
  const product = session?.product ? (session.product.name[locale] ?? session.product.id) : claims?.product?.id;
  return [
    ...(named.kept === undefined ? [] : [[panel.kept, named.kept] as Row]),
    [panel.class, later(claims, (one) => (one.class ? named.class(one.class) : panel.none))],
    [panel.outcome, later(claims, (one) => own.outcome[one.outcome] ?? one.outcome)],
    [panel.reasons, later(claims, (one) => one.reasons.map(named.reason).join(own.separator) || panel.none)],
    [panel.tier, later(claims, (one) => own.tier[one.tier] ?? one.tier)],
    ...(named.checked
      ? [[panel.sessionCheck, later(claims, (one) => own.sessionCheck[one.session_check ?? ""] ?? panel.none)] as Row]
      : []),
    ...(claims?.credit ? [[panel.credit, afforded(own, claims.credit, named)] as Row] : []),
    ...(claims?.shadow
      ? [[panel.shadow, `${claims.shadow.class ?? panel.none} · ${claims.shadow.pack.id}@${claims.shadow.pack.version}`] as Row]
      : []),
    [panel.pack, pack ? `${pack.id}@${pack.version}` : panel.notYet],
    [panel.purpose, purpose ? (own.purpose[purpose] ?? purpose) : panel.notYet],
    ...(product ? [[panel.product, product] as Row] : []),
    [panel.session, panel.server],
    [panel.suite, panel.above],
  ];
};

/** What the person can afford, with the band of the limit where there is one. */
const afforded = (own: Words, { outcome, band }: NonNullable<VerdictClaims["credit"]>, named: Named): string =>
  [own.credit[outcome] ?? outcome, ...(band ? [named.band(band)] : [])].join(" · ");

/** The claims of a signed object that this page made itself. */
const claimsOf = (jws: string): Record<string, unknown> | undefined => {
  const payload = jws.split(".")[1];
  if (payload === undefined) return undefined;
  return JSON.parse(new TextDecoder().decode(fromBase64url(payload))) as Record<string, unknown>;
};

/** Everything the elements asked the network for, to the byte. */
const requests = (own: Words, locale: string, entries: readonly WireEntry[]): TemplateResult => html`<details>
  <summary>${own.panel.requests(entries.filter(({ state }) => state !== "upcoming").length)}</summary>
  ${entries.map(
    (
      entry,
    ) => html`<div class="req"><p><span>${entry.method} ${new URL(entry.url).pathname}</span><span class="n">${bytes(entry.bytes, locale)}</span></p>
    ${entry.text === "" ? nothing : raw(entry.text, own.panel.exact)}</div>`,
  )}
</details>`;
