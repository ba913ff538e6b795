/** A person's own records: read and checked in this tab. Nothing of them is sent, stored or put into an address. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { broker, type Me } from "../broker";
import { dropPlace } from "../drop";
import type { Journey } from "../journey";
import { identity, inOrder } from "../identity/step";
import { Visit } from "../parts/visit";
import { Reckoning } from "../records/afford/reckoning";
import { affordWords } from "../records/afford/words";
import { beside, declaredForm } from "../records/declared";
import { fileCard } from "../records/file-card";
import { Files } from "../records/files";
import { guides } from "../records/guides";
import { currencyOf, joinedPart } from "../records/joined";
import { guard, leavingDialog } from "../records/leaving";
import { type Begun, nextPart } from "../records/next";
import { declareWords, wholeWords, words } from "../records/words";
import { failed, focusHeading, redraw, start, Work } from "../shell";
import "../styles/journey.css";
import "../styles/records.css";
import "../styles/records-mapping.css";
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

/** What is shown in place of the records: the assessment, or what the person can afford. */
let away: "assessment" | "afford" | undefined;

/** Whether there is an assessment to go back to: one that failed or was abandoned is begun anew. */
const begun = (): Begun => (visit.underway ? "underway" : visit.journey && visit.ending === "stored" ? "over" : "none");

/** Assessments that were ended and begun anew: what they sent has left all the same. */
const earlier: Journey[] = [];

/** On to an assessment in this tab, with what the records say; back to the one that was begun, where it did not fail. */
const go = async (): Promise<void> => {
  if (begun() !== "none") return show("assessment");
  if (!me || (me.account === "none" && !(await inOrder(me)))) return;
  const found = await files.found();
  if (files.stopped) return;
  const before = visit.journey;
  await visit.begin(me.account === "open" ? "assessment" : "account_opening", { found });
  // Before its first view lie the records, and nothing is lost by going there.
  if (visit.journey) visit.journey.flow.askToLeave = () => Promise.resolve(true);
  if (before && before !== visit.journey) earlier.push(before);
  if (visit.journey) show("assessment");
};

/** What an entry of the page's history holds while something is shown in place of the records. */
const SHOWN = "shown";

const entry = (): Record<string, unknown> => ({ ...(history.state as Record<string, unknown> | null) });

/**
 * Shows something in place of the records. The assessment stays in the page: the panel goes on telling what left. It has entries
 * of its own in the page's history, so that the browser's back before its first view comes to the records.
 */
const show = (what: typeof away): void => {
  away = what;
  if (away) history.pushState({ ...entry(), [SHOWN]: away }, "");
  redraw();
  focusHeading();
};

addEventListener("popstate", () => {
  if (away && !entry()[SHOWN]) show(undefined);
});

/** Back to the records, as the browser's back goes there: from a later view by way of the first one's entry. */
const back = (): void => history.go(-Math.max(1, Number(entry().prescreen ?? 0)));

/** Their panels go on telling what left, which they read from their flows. */
const earlierFlows = (): TemplateResult => html`<div hidden>${earlier.map(({ flow }) => flow)}</div>`;

const earlierPanels = (): TemplateResult =>
  html`${earlier.map(({ panel: of }) => html`<details class="earlier" open><summary>${declareWords().next.firm.earlier}</summary>${of}</details>`)}`;

/** What these records mean for borrowing: read once somebody asks for it. */
const reckoning = new Reckoning();
let parts: typeof import("../records/afford/view") | undefined;

const toAfford = async (): Promise<void> => {
  parts ??= await import("../records/afford/view");
  show("afford");
};

/** Back at the rows of the files, to correct them. */
const toRows = (): void => {
  addEventListener("popstate", () => document.getElementById("files-h")?.focus(), { once: true });
  back();
};

const afford = (): TemplateResult => {
  const text = affordWords();
  return html`<p class="eyebrow">${text.from.records}</p><h1>${text.title}</h1><p class="lead">${text.lead}</p>
    ${parts?.affordParts(reckoning, files, true, toRows)}
    <p class="go"><button class="btn" type="button" @click=${back}>${text.from.back}</button></p>`;
};

const main = (): TemplateResult =>
  html`${earlierFlows()}${assessment()}${away === "afford" ? afford() : away ? nothing : records()}${leavingDialog(files)}`;

const assessment = (): TemplateResult | typeof nothing => {
  const { journey, ending } = visit;
  if (!journey) return nothing;
  const text = declareWords().next.firm;
  const shown = away === "assessment";
  return html`<div ?hidden=${!shown}>${shown ? html`<h1 class="vh">${text.title}</h1>` : nothing}
    ${visit.work.problem ? failed(visit.work.problem, () => void visit.again()) : nothing}
    ${journey.flow} ${ending ? nothing : visit.firmStep("opening")}
    <p class="go"><button class="btn" type="button" @click=${back}>${text.back}</button> <span class="small quiet">${text.begun}</span></p></div>`;
};

/** That the reader stopped, what that means, and the way on. */
const stopped = (): TemplateResult => {
  const text = wholeWords().stopped;
  const { title, says, again: tryAgain } = files.unfetched ? wholeWords().unfetched : text;
  const again = (): void => {
    files.restart();
    document.getElementById("files-h")?.focus();
  };
  return html`<div class="note broken stopped"><h2 id="stopped-h" tabindex="-1">${title}</h2><p>${says}</p>
    <p class="small">${text.names}${words().colon}</p><ul class="small">${files.list.map(({ file }) => html`<li>${file.name}</li>`)}</ul>
    <p class="go"><button class="btn" type="button" @click=${again}>${tryAgain}</button></p></div>`;
};

const records = (): TemplateResult => {
  const text = words();
  const { joined } = files;
  const currency = (joined && currencyOf(joined)) ?? HERE;
  return html`<p class="eyebrow">${text.eyebrow}</p>
    <h1>${text.title}</h1>
    <p class="lead">${text.lead}</p>
    ${dropPlace(text.drop, (chosen) => files.add(chosen))}
    <p class="vh" role="status">${files.told()}</p>
    ${files.stopped ? stopped() : nothing}
    ${
      files.list.length === 0
        ? nothing
        : html`<section class="sect" aria-labelledby="files-h">
      <h2 id="files-h" tabindex="-1">${text.files.title(files.list.length)}</h2>
      <p role="status" id="files-state" data-left=${files.left}>${files.stopped ? (files.unfetched ? wholeWords().unfetched.title : wholeWords().stopped.told) : text.files.reading(files.left, files.read, files.look)}</p>
      <ul class="files">${repeat(
        files.list,
        ({ id }) => id,
        (file) => fileCard(files, file),
      )}</ul>
    </section>`
    }
    ${files.list.length === 0 ? guides() : nothing}
    ${joined ? joinedPart(files, joined) : nothing}
    ${declaredForm(currency)} ${joined ? nothing : beside(undefined, currency)}
    ${nextPart(
      files,
      me,
      me?.account === "none" ? identity(me) : nothing,
      begun(),
      () => void go(),
      () => void toAfford(),
    )}
    ${visit.work.problem && !visit.journey ? failed(visit.work.problem, () => void go()) : nothing}
    ${files.list.length === 0 ? nothing : guides()}
    <p class="quiet small sect">${text.leaves}</p>`;
};

/** The panel, with how many files were read here. */
const panel = (): HTMLElement => Object.assign(visit.panel, { files: files.read });

guard(files);

start({
  name: "records",
  title: () => words().title,
  main,
  aside: () => html`${panel()}${earlierPanels()}`,
  who: () => me,
});

void new Work().run(async () => {
  me = await broker.me();
});
