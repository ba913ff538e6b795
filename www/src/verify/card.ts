/** What one document came to: what it says, proves, would prove and does not prove; or where it breaks. */
import { html, nothing, type TemplateResult } from "lit";
import type { Breaks, Findings, PackStatement } from "prescreen/verify";
import { moment } from "../format";
import { icon, type IconName } from "../icons";
import { type Desk, type Item, stateOf } from "./desk";
import { words } from "./words";

const SHAPES: Record<ReturnType<typeof stateOf>, IconName> = { holds: "go-on", partly: "unknown", breaks: "broken" };

export const card = (desk: Desk, item: Item): TemplateResult => {
  const text = words();
  const { name, put, checked, failure, part } = item;
  const state = checked ? stateOf(checked) : undefined;
  const waits = put ? checked === undefined && !failure : !failure;
  return html`<li class="checked" data-state=${failure ? "unread" : (state ?? (waits ? "waits" : "beside"))}>
    <div class="head">${icon("file")}<h3>${put ? text.kind[put.kind] : name}<small>${put ? name : nothing}</small></h3>
      <button class="link" type="button" aria-label=${text.documents.remove(name)} @click=${() => desk.remove(item)}>×</button></div>
    ${waits ? html`<p class="small" role="status">${text.reading(part === undefined ? "" : `${Math.floor(part * 100)}%`)}</p>` : nothing}
    ${failure ? broken(failure, text.state.unread) : nothing}
    ${checked === null ? html`<p class="small quiet">${text.documents.beside}</p>` : nothing}
    ${
      checked && state
        ? html`<p class="state ${state}">${icon(SHAPES[state])} <b>${text.state[state]}</b></p>
      ${checked.holds ? holds(checked.findings) : broken(checked.breaks, text.breaks.title, text.breaks.after)}`
        : nothing
    }
  </li>`;
};

const holds = ({ proved, open, limits, said }: Findings): TemplateResult => {
  const text = words();
  const adds = open.map(({ code, needs }) => `${text.open[code]}${text.colon}${text.add[needs]}`);
  return html`${list(
    text.lists.proved,
    "proved",
    proved.map((code) => text.proved[code]),
  )}
    ${list(text.lists.open, "unknown", adds)}
    ${list(
      text.lists.limits,
      "not",
      limits.map((code) => text.limits[code]),
    )}
    ${says(said)}`;
};

const list = (title: string, shape: IconName, each: readonly string[]): TemplateResult | typeof nothing =>
  each.length === 0
    ? nothing
    : html`<h4>${title}</h4><ul class="found">${each.map((one) => html`<li>${icon(shape)}<span>${one}</span></li>`)}</ul>`;

/** Where it breaks; the checker's own sentence is English. */
const broken = ({ code, at, line, message, help }: Breaks, title: string, after?: string): TemplateResult => {
  const text = words();
  const place = [line === undefined ? "" : text.breaks.line(line), at].filter(Boolean).join(" · ");
  return html`<div class="note broken"><h4>${title}</h4><p>${text.code[code] ?? text.otherCode}</p>
    ${place ? html`<p class="small">${text.breaks.place}${text.colon}<code>${place}</code></p>` : nothing}
    <p class="small">${text.breaks.detail}${text.colon}<span lang="en">${[message, help].filter(Boolean).join(". ")}</span></p>
    ${after ? html`<p class="small">${after}</p>` : nothing}</div>`;
};

/** A value that was opened, in its own words. */
const opened = (value: unknown): string => {
  const { said } = words();
  if (value === null) return said.noAnswer;
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** Who approved and who withdrew a pack: a line for each. */
const signedFor = (statements: readonly PackStatement[]): (readonly [string, string])[] => {
  const { acts, until, comma } = words();
  return statements.map(({ act, pack, by, at, until: last, reason }) => [
    `${acts[act]} · ${pack.id} ${pack.version}`,
    [by, moment(at), last ? until[act](last) : "", reason ?? ""].filter(Boolean).join(comma),
  ]);
};

const says = ({ receipt, verdict, opened: values, counts, statements = [], sealed }: Findings["said"]): TemplateResult | typeof nothing => {
  const text = words();
  const { said } = text;
  const session = receipt?.session ?? verdict?.session ?? sealed?.session;
  const subject = receipt?.subject ?? verdict?.subject;
  const outcome = receipt?.outcome ?? verdict?.outcome;
  const rows: (readonly [string, unknown])[] = [
    [said.outcome, outcome && (text.outcome[outcome] ?? outcome)],
    [said.complete, receipt && (receipt.complete ? said.yes : said.no)],
    [said.class, verdict && (verdict.class ?? said.none)],
    [said.product, verdict?.product?.id],
    [said.pack, verdict && `${verdict.pack.id} ${verdict.pack.version}`],
    [said.accepted, receipt && moment(receipt.iat)],
    [said.subject, subject],
    [said.session, session],
    [said.key, sealed?.key],
    ...Object.entries(counts ?? {}).map(([name, count]) => [text.counts[name as keyof typeof text.counts], String(count)] as const),
    ...signedFor(statements),
    ...Object.entries(values ?? {}).map(([name, value]) => [name, opened(value)] as const),
  ];
  const told = rows.filter(([, value]) => value !== undefined && value !== "");
  if (told.length === 0) return nothing;
  return html`<h4>${values ? said.opened : text.lists.says}</h4>
    <dl class="ledger">${told.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    ${
      receipt && receipt.steps.length > 0
        ? html`<h4>${said.steps}</h4><dl class="ledger">${receipt.steps.map(
            ({ flow, step, at }) => html`<div><dt>${flow} · ${step}</dt><dd>${moment(at)}</dd></div>`,
          )}</dl>`
        : nothing
    }`;
};
