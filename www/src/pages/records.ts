/** A person's own records: read and checked in this tab. Nothing of them is sent, stored or put into an address. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Me } from "../broker";
import { identity, inOrder } from "../identity/step";
import { Visit } from "../parts/visit";
import { beside, declaredForm } from "../records/declared";
import { dropPlace } from "../records/drop";
import { fileCard } from "../records/file-card";
import { Files } from "../records/files";
import { guides } from "../records/guides";
import { currencyOf, joinedPart } from "../records/joined";
import { nextPart } from "../records/next";
import { declareWords, words } from "../records/words";
import { failed, focusHeading, start, Work } from "../shell";
import "../styles/journey.css";
import "../styles/records.css";
import "../styles/records-picture.css";

/** The currency of what is typed in where no file names one. */
const HERE = "CNY";

let me: Me | null = null;
const files = new Files();
const visit = new Visit<"stored" | "abandoned" | "failed">({
  abandoned: async () => "abandoned",
  failed: "failed",
  done: async () => {
    me = await broker.me();
    return "stored";
  },
});

/** On to an assessment in this tab, with what the records say. */
const go = async (): Promise<void> => {
  if (!me || (me.account === "none" && !(await inOrder(me)))) return;
  const found = await files.found();
  await visit.begin(me.account === "open" ? "assessment" : "account_opening", { found });
  if (visit.journey) focusHeading();
};

const back = (): void => {
  visit.forget();
  focusHeading();
};

const main = (): TemplateResult => {
  const { journey, ending } = visit;
  if (journey) {
    const text = declareWords().next.firm;
    return html`<h1 class="vh">${text.title}</h1>
      ${visit.work.problem ? failed(visit.work.problem, () => void visit.again()) : nothing}
      ${journey.flow} ${ending ? nothing : visit.firmStep("opening")}
      <p class="go"><button class="btn" type="button" @click=${back}>${text.back}</button> <span class="small quiet">${text.begun}</span></p>`;
  }
  return records();
};

const records = (): TemplateResult => {
  const text = words();
  const { joined } = files;
  const currency = (joined && currencyOf(joined)) ?? HERE;
  return html`<p class="eyebrow">${text.eyebrow}</p>
    <h1>${text.title}</h1>
    <p class="lead">${text.lead}</p>
    ${dropPlace((chosen) => files.add(chosen))}
    <p class="vh" role="status">${files.told}</p>
    ${
      files.list.length === 0
        ? nothing
        : html`<section class="sect" aria-labelledby="files-h">
      <h2 id="files-h">${text.files.title(files.list.length)}</h2>
      <p role="status">${text.files.reading(files.left)}</p>
      <ul class="files">${files.list.map((file) => fileCard(files, file))}</ul>
    </section>`
    }
    ${files.list.length === 0 ? guides() : nothing}
    ${joined ? joinedPart(files, joined) : nothing}
    ${declaredForm(currency)} ${joined ? nothing : beside(undefined, currency)}
    ${nextPart(files, me, me?.account === "none" ? identity(me) : nothing, () => void go())}
    ${visit.work.problem ? failed(visit.work.problem, () => void go()) : nothing}
    ${files.list.length === 0 ? nothing : guides()}
    <p class="quiet small sect">${text.leaves}</p>`;
};

/** The panel, with how many files were read here. */
const panel = (): HTMLElement => Object.assign(visit.panel, { files: files.read });

start({
  name: "records",
  title: () => words().title,
  main,
  aside: () => html`${panel()}`,
  who: () => me,
});

void new Work().run(async () => {
  me = await broker.me();
});
