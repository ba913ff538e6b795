/** What every view is drawn with. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Flow } from "../flow/flow.js";
import type { Pack } from "../core/pack.js";
import type { Assessment, Basis, Session } from "../core/types.js";
import type { Elder } from "./elder.js";
import type { Contacted } from "./events.js";
import type { Words } from "./texts/index.js";

export interface Scene {
  readonly flow: Flow;
  readonly pack: Pack;
  readonly session: Session;
  readonly words: Words;
  /** The pack's locale in which texts and documents are shown. */
  readonly locale: string;
  /** A text of the pack; its key where it has none. */
  say(key: string): string;
  /** Tells the host that the person asks for a person, or disagrees. */
  contact(kind: "person" | "objection"): void;
  /** How far the last such request came, and which it was. */
  readonly contacted: { readonly how: Contacted; readonly kind: "person" | "objection" };
  /** To the view before. */
  back(): void;
  /** From the review to one question or fact, and back to its line once that is done. */
  change(id: string): void;
  /** Asks whether to end it, where answers would be lost, and ends it. */
  stop(): void;
  /** Asks whether to decline a consent without which nothing goes on, and declines it. */
  decline(): void;
  /** The question to which no answer was given when the person wanted to go on. */
  readonly lacks: string;
  /** Says that the question on the screen has no answer yet. */
  lack(item: string): void;
  /** Larger text, larger targets, and reading aloud. */
  readonly elder: Elder;
  /** Whether the person wanted back to answers that are confirmed. */
  readonly stays: boolean;
  /** Whether the person took their record. */
  readonly saved: boolean;
  /** Notes that they did. */
  save(): void;
  /** Withdraws the consent to have the session looked at. */
  withdraw(): void;
  /** Whether the person withdrew it on this page. */
  readonly withdrawn: boolean;
  /** Asks whether the firm confirmed its step. */
  refresh(): void;
  /** When the person last asked and it had not, seconds since 1970. */
  readonly checkedAt: number | undefined;
  /** Goes on with the steps that the person stopped before. */
  resume(): void;
  /** To where the page goes on after the end; none where the page has a way of its own. */
  readonly onward: (() => void) | undefined;
}

/** A class as it stands on a tile and in a sentence. */
export const shortClass = ({ say }: Pick<Scene, "say">, id: string): string => say(`class.${id}.short`);

/** A grade as it stands on a tile and in a sentence: the field's own letter and number, and otherwise the pack's word. */
export const shortGrade = ({ say }: Pick<Scene, "say">, id: string): string => (/^[A-Z]+\d+$/.test(id) ? id : say(`grade.${id}`));

/** The heading that takes the focus when a view appears. */
export const heading = (text: string, id?: string, describedBy?: string): TemplateResult =>
  html`<h2 data-heading tabindex="-1" part="heading" id=${id ?? nothing} aria-describedby=${describedBy ?? nothing}>${text}</h2>`;

/** What it is about, by its name: a product, or a permission that is applied for; nothing of an assessment. */
export const matterName = ({
  session: { product, permission },
  locale,
  say,
}: Pick<Scene, "session" | "locale" | "say">): string | undefined =>
  product ? (product.name[locale] ?? product.id) : permission ? say(`permission.${permission}`) : undefined;

/** Whether the session is about the person's class, and not about something that rests on the one on file. */
export const isAboutClass = ({ purpose }: Pick<Session, "purpose">): boolean => purpose === "account_opening" || purpose === "assessment";

export const matterLine = (scene: Scene): TemplateResult | typeof nothing => {
  const name = matterName(scene);
  return name === undefined ? nothing : html`<p class="eyebrow">${name}</p>`;
};

/** Whether nothing goes on: no class stands beside it, as if it opened something. */
export const isClosed = ({ outcome }: Pick<Assessment, "outcome">): boolean =>
  outcome === "refuse" || outcome === "refer" || outcome === "pause";

/** A signed object as it crossed the wire, its claims told apart from head and signature. */
export const raw = (jws: string, label: string): TemplateResult => {
  // What is sent with a record is JSON, and shown as it is.
  const [head = "", claims, signature] = jws.startsWith("{") ? [jws] : jws.split(".");
  const body = claims === undefined ? head : html`${head}.<b>${claims}</b>.${signature}`;
  return html`<pre class="jws" tabindex="0" role="region" aria-label=${label}>${body}</pre>`;
};

/** A text with blank lines between its paragraphs. */
export const paragraphs = (text: string): TemplateResult[] => text.split(/\n\s*\n/).map((part) => html`<p>${part}</p>`);

/**
 * Where a rule comes from, in one line. Of the firm's own rule that it is one: what its author notes is for authors, tells of
 * points and bands, and stands in the person's record.
 */
export const basisLine = ({ pack, words, say }: Scene, basis: Basis | null | undefined): TemplateResult | typeof nothing => {
  if (!basis) return nothing;
  if (basis.firm) return html`<span>${words.firm}</span>`;
  const source = basis.source ? pack.document.sources[basis.source] : undefined;
  if (!source) return nothing;
  const at = basis.at ? `${words.separator}${say(`basis.${basis.at}`)}` : "";
  // How sure the author is of it is for authors.
  return html`<span>${say(`source.${basis.source}`)}${at}</span>`;
};

/**
 * The ways to a person, on every outcome. Disagreeing takes two presses, with what it leads to between them, and is offered
 * where there is a result to disagree with.
 */
export const contacts = (scene: Scene, hasResult = true): TemplateResult => {
  const { words, contact } = scene;
  return html`<div class="contact" part="contact">
  <button class="link" type="button" @click=${() => contact("person")}>${words.contact.person}</button>
  ${
    hasResult
      ? html`<details class="object" @toggle=${keepInSight}><summary>${words.contact.objection}</summary><p>${words.contact.objectionBody}</p>
    <button class="btn" part="button" type="button" @click=${() => contact("objection")}>${words.contact.objectionSend}</button></details>`
      : nothing
  }
  ${contactState(scene)}
</div>`;
};

/** What became of the request, in words; nothing before there was one. */
export const contactState = (scene: Pick<Scene, "words" | "contacted" | "elder">): TemplateResult => {
  const { contact } = scene.words;
  const { how, kind } = scene.contacted;
  return html`<p role="status" data-contacted>${how === "none" ? nothing : how === "noted" ? dialled(scene, contact.noted[kind]) : contact[how]}</p>`;
};

/** Where a telephone calls a number. */
export const telephone = (number: string): string => `tel:${number.replace(/[^+0-9]/g, "")}`;

/** A sentence of the firm's in which its number, wherever it stands, can be pressed to call it. */
export const dialled = ({ elder: { phone } }: Pick<Scene, "elder">, sentence: string): unknown =>
  phone === ""
    ? sentence
    : sentence.split(phone).map((part, n) => (n === 0 ? part : html`<a class="dial" href=${telephone(phone)}>${phone}</a>${part}`));

/** Of what was opened, the end comes above what lies over the foot of the screen. */
export const keepInSight = ({ currentTarget }: Event): void => {
  const opened = currentTarget as HTMLDetailsElement;
  if (opened.open) opened.lastElementChild?.scrollIntoView({ block: "nearest" });
};

/** Position of an ordinal on the five steps of the ramp, from 1. With more than five, the lowest share the first. */
export const ramp = (index: number, count: number): number =>
  count > 5 ? Math.max(1, index + 6 - count) : count < 2 ? 3 : Math.round((index * 4) / (count - 1)) + 1;
