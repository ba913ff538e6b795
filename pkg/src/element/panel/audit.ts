/** For auditors: each object that leaves with its claims, as it left or as it would, and every request to the byte. */
import { html, nothing, type TemplateResult } from "lit-html";
import { usualRecord } from "../../flow/record.js";
import type { WireEntry } from "../../flow/wire.js";
import { bytes, clock } from "../format.js";
import { claimsOf } from "../jws.js";
import { raw } from "../scene.js";
import { affordedAs, keptAs } from "./crossing.js";
import { entriesOf, lastOf, packOf, packText, type Shown, sessionOf, verdictOf, zoneOf } from "./shown.js";

/** Sizes before there is a text, rounded; the texts have nearly constant length. */
const USUAL = { claim: 110, commit: 630, verdict: 1150 };

type Row = [label: string, value: string];

/** Claim, commitment, verdict, steps: as they left, as they would leave, or what they will hold. */
export const audit = (shown: Shown): TemplateResult => {
  const { panel } = shown.own;
  const pack = packOf(shown);
  return html`<details class="audit"><summary>${panel.audit}</summary>
    ${group(shown, "claim", USUAL.claim, [[panel.token, panel.fresh]])}
    ${group(shown, "commit", USUAL.commit, [[panel.digest, panel.hides]])}
    ${group(shown, "verdict", USUAL.verdict + (pack ? usualRecord(pack.document) : 0), verdictRows(shown))}
    ${steps(shown)}
    ${requests(shown)}
  </details>`;
};

/** One line for each confirmed step: its name in the pack, and how much left for it. */
const steps = (shown: Shown): TemplateResult | typeof nothing => {
  const { own, locale } = shown;
  const entries = entriesOf(shown, "step");
  if (entries.length === 0) return nothing;
  const name = ({ text }: WireEntry): string => {
    const { flow, step } = claimsOf<{ flow?: string; step?: string }>(text) ?? {};
    return packText(shown, `step.${flow}.${step}`) ?? step ?? "";
  };
  return html`<h3>${own.panel.step}<small>${own.panel.confirmed}</small></h3>
    <dl class="rows claims out">${entries.map((entry) => html`<div><dt>${name(entry)}</dt><dd class="n">${entry.state === "waiting" ? own.panel.waiting : bytes(entry.bytes, locale)}</dd></div>`)}</dl>`;
};

const group = (shown: Shown, kind: "claim" | "commit" | "verdict", usual: number, rows: Row[]): TemplateResult => {
  const { own, locale } = shown;
  const entry = lastOf(shown, kind);
  const left = entry?.state === "left";
  const when = { claim: own.panel.whenStart, commit: own.panel.whenConfirm, verdict: own.panel.whenSend }[kind];
  const size = entry ? bytes(entry.bytes, locale) : own.panel.about(bytes(usual, locale));
  const at =
    left && entry.at !== undefined
      ? `${clock(entry.at, locale, zoneOf(shown))} · `
      : entry?.state === "waiting"
        ? `${own.panel.waiting} · `
        : "";
  return html`<h3>${left ? own.panel[kind] : when}<small class="n">${at}${size}</small></h3>
    <dl class="rows claims ${left ? "out" : ""}">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
};

const verdictRows = (shown: Shown): Row[] => {
  const { own, locale } = shown;
  const { panel } = own;
  const document = packOf(shown)?.document;
  const session = sessionOf(shown);
  const claims = verdictOf(shown);
  const later = <T>(value: T | undefined, say: (value: T) => string): string => (value === undefined ? panel.notYet : say(value));
  const className = (id: string): string => packText(shown, `class.${id}.short`) ?? id;
  const reason = (code: string): string => packText(shown, `reason.${code}`) ?? code;
  const kept = keptAs(shown);
  const credit = affordedAs(shown);
  const pack = claims?.pack ?? session?.pack;
  const purpose = claims?.purpose ?? session?.purpose;
  const product = session?.product ? (session.product.name[locale] ?? session.product.id) : claims?.product?.id;
  const permission = claims?.permission ?? session?.permission;
  return [
    ...(kept === undefined ? [] : [[panel.kept, kept] as Row]),
    [panel.class, later(claims, (one) => (one.class ? className(one.class) : panel.none))],
    [panel.outcome, later(claims, (one) => own.outcome[one.outcome] ?? one.outcome)],
    [panel.reasons, later(claims, (one) => one.reasons.map(reason).join(own.separator) || panel.none)],
    [panel.tier, later(claims, (one) => own.tier[one.tier] ?? one.tier)],
    ...(document?.fraud
      ? [[panel.sessionCheck, later(claims, (one) => own.sessionCheck[one.session_check ?? ""] ?? panel.none)] as Row]
      : []),
    ...(credit === undefined ? [] : [[panel.credit, credit] as Row]),
    ...(claims?.shadow
      ? [
          [
            panel.shadow,
            `${claims.shadow.class ? className(claims.shadow.class) : panel.none} · ${claims.shadow.pack.id}@${claims.shadow.pack.version}`,
          ] as Row,
        ]
      : []),
    [panel.pack, pack ? `${pack.id}@${pack.version}` : panel.notYet],
    [panel.purpose, purpose ? (own.purpose[purpose] ?? purpose) : panel.notYet],
    ...(product ? [[panel.product, product] as Row] : []),
    ...(permission ? [[panel.permission, packText(shown, `permission.${permission}`) ?? permission] as Row] : []),
    [panel.session, panel.server],
    [panel.suite, panel.above],
  ];
};

/** Everything the elements asked the network for, to the byte. */
const requests = ({ own, locale, entries }: Shown): TemplateResult => html`<details>
  <summary>${own.panel.requests(entries.filter(({ state }) => state !== "upcoming").length)}</summary>
  ${entries.map(
    (
      entry,
    ) => html`<div class="req"><p><span>${entry.method} ${new URL(entry.url).pathname}</span><span class="n">${bytes(entry.bytes, locale)}</span></p>
    ${entry.text === "" ? nothing : raw(entry.text, own.panel.exact)}</div>`,
  )}
</details>`;
