/** Products by risk. The state of each is worked out on this device; looking sends nothing. */
import { html, nothing, type TemplateResult } from "lit";
import type { Assessment } from "prescreen";
import { broker, type Me, type Product } from "../broker";
import { readDevice, type Device } from "../device";
import { className, shortGrade } from "../pack";
import { say, words } from "../i18n";
import { idlePanel } from "../journey";
import { actions } from "../parts/actions";
import { isNoneLeft, type Left } from "../parts/attempts";
import { barred } from "../parts/barred";
import { gateRules, shortOf } from "../parts/gates";
import { pending } from "../parts/pending";
import { leftWhereNeeded, standing } from "../parts/standing";
import { toldAs } from "../reasons";
import { failed, redraw, signIn, start, unavailable, waitingPage, Work } from "../shell";
import { validProfile } from "../standing";
import { badge, ramp, stateOf, states, type State } from "../state";
import "../styles/shelf.css";

interface Row {
  product: Product;
  grade: string;
  assessment: Assessment;
  state: State;
}

let me: Me | null | undefined;
let device: Device | undefined;
let left: Left | undefined;
let rows: Row[] | undefined;
const work = new Work();
let filter: State | "all" = "all";
let sought = "";
let opened = false;
const panel = idlePanel();

const load = (): Promise<void> =>
  work.run(async () => {
    const [known, products] = await Promise.all([broker.me(), broker.products()]);
    me = known;
    if (!known) return;
    const read = await readDevice(known);
    left = await leftWhereNeeded(known, read);
    device = read;
    const screened: Row[] = [];
    for (const product of products) {
      const assessment = read.screen(product);
      screened.push({ product, grade: read.grade(product), assessment, state: stateOf(assessment, read.document) });
      // A press, or a scroll, waits for one product at most.
      await new Promise((done) => setTimeout(done));
    }
    rows = screened;
  });

/** What puts products in the order in which they fit: read once somebody asks for it. */
let fit: typeof import("../fit/view") | undefined;
const reading = new Work();

const openFit = (event: Event): void => {
  if (!fit && (event.currentTarget as HTMLDetailsElement).open) void readFit();
};

const readFit = (): Promise<void> =>
  reading.run(async () => {
    fit = await import("../fit/view");
  });

const main = (): TemplateResult => {
  if (work.problem) return unavailable(work.problem, () => void load());
  if (me === null) return signIn();
  if (!me || !device || !rows) return waitingPage(words().shelf.title);
  return shelf(me, device, rows);
};

const shelf = (known: Me, read: Device, all: Row[]): TemplateResult => {
  const text = words().shelf;
  const grades = read.document.matching.grades;
  const valid = validProfile(known);
  const reach = valid ? (read.document.matching.reach.grades[valid.class] ?? grades[0]) : grades[grades.length - 1];
  const limit = grades.indexOf(reach ?? "");
  const within = grades.slice(0, limit + 1);
  const beyond = grades.slice(limit + 1);
  const ends = [...new Set([within[0] ?? "", within[within.length - 1] ?? ""])];
  const span = ends.map((id) => shortGrade(id, read)).join("–");
  const found = all.filter(({ product }) => isSought(product));
  const visible = found.filter((row) => filter === "all" || row.state === filter);
  const aboveCount = visible.filter((row) => beyond.includes(row.grade)).length;
  const list = (which: string[]): (TemplateResult | typeof nothing)[] =>
    which.map((one) =>
      group(
        one,
        grades,
        visible.filter((row) => row.grade === one),
        read,
        known,
      ),
    );
  return html`<h1>${text.title}</h1>
    <p class="lead">${valid ? text.lead(className(valid.class, read), span) : known.barred_by ? words().barred.shelf : text.leadNone}</p>
    ${
      known.barred_by && !valid
        ? barred(known.barred_by, read)
        : known.waiting_assessment && !known.profile
          ? nothing
          : html`${standing(known, read, left)}${isNoneLeft(left) ? actions(["person"]) : nothing}`
    }
    ${pending(
      known,
      all.map(({ product }) => product),
      (id) => read.text(`permission.${id}`) ?? id,
    )}
    ${fitting(known, read, all)}
    ${search()}
    ${chips(found)}
    <p class="quiet ${visible.length === 0 ? "sect" : "vh"}" role="status">${sought || filter !== "all" ? text.found(visible.length) : nothing}</p>
    ${list(within)}
    ${
      valid && aboveCount > 0
        ? html`<p class="reach">${text.reach(className(valid.class, read))}</p>
      <details class="above" ?open=${opened || (sought !== "" && aboveCount === visible.length)} @toggle=${(event: Event) => {
        // What a search opens was not opened by the person.
        if (sought === "") opened = (event.target as HTMLDetailsElement).open;
      }}>
        <summary>${text.above(aboveCount)}</summary>
        <p>${text.aboveBody}</p>
        ${list(beyond)}
      </details>`
        : nothing
    }
    <p class="quiet small sect">${text.onDevice}</p>`;
};

/** Products are put in order for whoever has a class that counts. */
const fitting = (known: Me, read: Device, all: Row[]): TemplateResult | typeof nothing => {
  const text = words().shelf;
  if (!validProfile(known)) return known.barred_by ? nothing : html`<p class="quiet sect">${text.fitLater}</p>`;
  const products = all.map(({ product }) => product);
  return html`<details class="fitting" @toggle=${openFit}><summary>${text.fit}</summary>
    ${reading.problem ? failed(reading.problem, () => void readFit()) : (fit?.view(known, read, products) ?? nothing)}</details>`;
};

/** Whether a product is called or described so, in either language: people know a product by the name that they first met. */
const isSought = ({ sheet, gist }: Product): boolean => {
  const words = sought.toLowerCase().split(/\s+/);
  const said = [sheet.id, ...Object.values(sheet.name), ...Object.values(gist)].join(" ").toLowerCase();
  return words.every((word) => said.includes(word));
};

const search = (): TemplateResult => {
  const text = words().shelf;
  return html`<p class="search"><label for="search">${text.search}</label>
    <input id="search" type="search" autocomplete="off" maxlength="72" .value=${sought} @input=${(event: Event) => {
      sought = (event.target as HTMLInputElement).value.trim();
      redraw();
    }}></p>`;
};

const chips = (all: Row[]): TemplateResult => {
  const text = words();
  const chip = (value: State | "all", label: string, count: number): TemplateResult | typeof nothing =>
    count === 0 && value !== "all"
      ? nothing
      : html`<button type="button" aria-pressed=${value === filter} @click=${() => {
          filter = value;
          redraw();
        }}>${label} <b>${count}</b></button>`;
  return html`<div class="filter" role="group" aria-label=${text.shelf.filter}>
    ${chip("all", text.shelf.all, all.length)}
    ${states.map((state) => chip(state, text.state[state], all.filter((row) => row.state === state).length))}
  </div>`;
};

const group = (id: string, grades: string[], members: Row[], read: Device, known: Me): TemplateResult | typeof nothing =>
  members.length === 0
    ? nothing
    : html`<section class="grade" aria-labelledby="grade-${id}">
    <h2 id="grade-${id}"><span class="tile ${ramp(grades.indexOf(id), grades.length)}">${shortGrade(id, read)}</span><span class="name">${read.text(`grade.${id}`) ?? ""}</span></h2>
    <div>${members.map((row) => productRow(row, read, known))}</div>
  </section>`;

const productRow = ({ product, assessment, state }: Row, read: Device, known: Me): TemplateResult => {
  const deciding = assessment.reasons.find((reason) => reason.deciding && (state === "proof" || !reason.unknown));
  const short = state === "assess" ? nothing : shortOf(gateRules(product, read), read, known.facts);
  const told = state === "go-on" || state === "assess" || (deciding?.part === "gate" && short !== nothing);
  const explained = told ? undefined : deciding && read.text(`reason.${toldAs(deciding)}`);
  const name = say(product.sheet.name);
  return html`<article class="prod">
    <h3>${name}</h3>
    <p class="gist">${say(product.gist)}</p>
    <div class="detail">${short}${explained ? html`<p class="reason">${explained}</p>` : nothing}</div>
    <div class="end">${badge(state)}<a class="link" href="buy.html#${product.sheet.id}">${words().shelf.look[state]}<span class="vh">: ${name}</span></a></div>
  </article>`;
};

start({
  name: "shelf",
  title: () => words().shelf.title,
  main,
  aside: () => (me === null ? nothing : html`${panel}`),
  who: () => me ?? null,
});
void load();
