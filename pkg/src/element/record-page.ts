/**
 * The person's record as a page to read and to print, with the record itself inside. Takes the record's text; gives HTML that
 * runs nothing, asks for nothing, and holds every answer.
 */
import type { Answer, Arithmetic, FactValue, ReceiptClaims, VerdictClaims } from "../core/types.js";
import { type Amounts, verdictIn } from "../flow/record.js";
import { claimsOf } from "./jws.js";
import { amountRows, type Row } from "./record-amounts.js";
import { matterName, shortClass, type Scene } from "./scene.js";
import { answerSaid, factSaid, momentSaid } from "./said.js";
import { partsOf } from "./views/measures.js";

/** What the page reads of a record. */
interface RecordText {
  values: { id: string; value: Answer | FactValue | null }[];
  verdict: string;
  receipt: string | null;
  arithmetic: Arithmetic | null;
  shown?: { amounts?: Amounts } | null;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => ESCAPES[mark] ?? mark);

const STYLE = `body { font: 1rem/1.6 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #0e1f24; background: #fff; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; } h2 { font-size: 1.125rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; vertical-align: top; padding: .5rem .5rem .5rem 0; border-bottom: 1px solid #d3dbdb; }
th { font-weight: 400; width: 55%; color: #40535a; } td { font-weight: 600; }
pre { white-space: pre-wrap; font-size: .75rem; color: #40535a; }
@media print { body { margin: 0; max-width: none; } details { display: none; } }`;

export const recordPage = (scene: Scene, text: string): string => {
  const { words, locale, session, say } = scene;
  const own = words.done.page;
  const record = JSON.parse(text) as RecordText;
  const verdict = claimsOf<VerdictClaims>(verdictIn(record.verdict));
  const receipt = record.receipt ? claimsOf<ReceiptClaims>(record.receipt) : undefined;
  const at = (seconds: number): string => momentSaid(scene, seconds);
  const head: Row[] = [
    [own.firm, session.audience],
    [own.purpose, [words.purpose[session.purpose] ?? session.purpose, matterName(scene)].filter(Boolean).join(" · ")],
    ...(verdict ? [[own.decided, at(verdict.iat)] as Row] : []),
    ...(receipt ? [[own.received, at(receipt.iat)] as Row] : []),
    ...(verdict?.class ? [[words.panel.class, `${shortClass(scene, verdict.class)} ${say(`class.${verdict.class}`)}`] as Row] : []),
    ...(verdict ? [[words.panel.outcome, words.outcome[verdict.outcome] ?? verdict.outcome] as Row] : []),
    [words.panel.pack, `${session.pack.id}@${session.pack.version}`],
    [own.session, session.id],
  ];
  const sums = (record.arithmetic?.dimensions ?? []).map((one): Row => {
    const { points, score } = partsOf(record.arithmetic ?? { items: [] }, one, locale);
    return [say(`dimension.${one.dimension}`), `${words.done.sum(points, score)} · ${shortClass(scene, one.class)}`];
  });
  return `<!doctype html>
<html lang="${escaped(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(own.title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(own.title)}</h1><p>${escaped(own.body)}</p>
${table(head)}
${section(own.answers, answers(scene, record))}
${section(own.sums, sums)}
${amountRows(scene, record.shown?.amounts)
  .map(([title, rows]) => section(title, rows))
  .join("\n")}
<h2>${escaped(own.data)}</h2><p>${escaped(own.dataBody)}</p>
<details><summary>JSON</summary><pre id="record">${escaped(text)}</pre></details>
</body></html>
`;
};

const table = (rows: Row[]): string =>
  `<table>${rows.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join("")}</table>`;

const section = (title: string, rows: Row[]): string => (rows.length === 0 ? "" : `<h2>${escaped(title)}</h2>${table(rows)}`);

/** Each question and fact that the record names, in words; what was left out says so. */
const answers = (scene: Scene, { values }: RecordText): Row[] => {
  const { pack, say } = scene;
  const items = pack.document.questionnaire.sections.flatMap((section) => section.items);
  return values.flatMap(({ id, value }): Row[] => {
    const [kind, name = ""] = id.split("/");
    const item = kind === "item" ? items.find((one) => one.id === name) : undefined;
    if (item) return [[say(`item.${name}`), answerSaid(scene, item, (value ?? undefined) as Answer | undefined)]];
    const fact = kind === "fact" && value !== null ? pack.document.facts.find((one) => one.id === name) : undefined;
    return fact ? [[say(`fact.${name}`), factSaid(scene, fact, value as FactValue)]] : [];
  });
};
