/** Account opening and re-assessment: the flow beside the panel, then what the result means here. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Me } from "../broker";
import { className, readPack, type PackTexts } from "../device";
import { expired } from "../format";
import { say, words } from "../i18n";
import { identity, inOrder } from "../identity/step";
import { begin, idlePanel, type Journey } from "../journey";
import { ended, notDecided, type Ending } from "../parts/ended";
import { confirmForFirm, firmStep, following, type FirmStep } from "../parts/firm-step";
import { failed, focusHeading, redraw, signIn, start, unavailable, waiting } from "../shell";
import "../styles/journey.css";

let me: Me | null | undefined;
let journey: Journey | undefined;
let ending: "stored" | "abandoned" | "failed" | undefined;
let confirming: FirmStep;
let pack: PackTexts | undefined;
let problem: unknown;
const idle = idlePanel();

const load = async (): Promise<void> => {
  problem = undefined;
  try {
    me = await broker.me();
    if (me) pack = await readPack(me);
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
};

const open = async (): Promise<void> => {
  if (!me || (me.account === "none" && !(await inOrder(me)))) return;
  problem = undefined;
  try {
    journey = await begin(me.account === "open" ? "assessment" : "account_opening", undefined, {
      done: () => void close(),
      abandoned: () => end("abandoned"),
      failed: () => end("failed"),
      step: (waitsForFirm) => {
        confirming = following(confirming, waitsForFirm);
        redraw();
      },
    });
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
};

const confirm = async (): Promise<void> => {
  if (!journey) return;
  problem = undefined;
  try {
    await confirmForFirm(journey.session);
    confirming = "sent";
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
};

/** The firm's back end reads the session for itself; the page only says which one. */
const close = async (): Promise<void> => {
  if (!journey) return;
  problem = undefined;
  try {
    await broker.complete(journey.session);
    me = await broker.me();
    ending = "stored";
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
};

const end = (how: "abandoned" | "failed"): void => {
  ending = how;
  redraw();
};

const main = (): TemplateResult => {
  if (me === undefined) return problem ? unavailable(problem, () => void load()) : waiting();
  if (me === null) return signIn();
  if (!journey) return before(me);
  return html`<h1 class="vh">${me.profile ? words().assess.titleAgain : words().assess.title}</h1>
    ${ending ? ended(after(me, journey, ending)) : nothing}
    ${problem ? failed(problem, () => void (confirming ? confirm() : close())) : nothing}
    ${journey.flow}
    ${confirming && !ending ? firmStep("opening", confirming, () => void confirm()) : nothing}`;
};

const before = (known: Me): TemplateResult => {
  const text = words().assess;
  const profile = known.profile;
  return html`<p class="eyebrow">${known.account === "open" ? text.again : text.opening} · ${say(known.customer.name)}</p>
    <h1>${profile ? text.titleAgain : text.title}</h1>
    <p class="lead">${!profile ? text.lead : expired(known) ? text.expired(profile.valid_until) : text.valid(className(profile.class, pack), profile.valid_until)}</p>
    <section class="sect" aria-labelledby="before">
      <h2 id="before">${text.before}</h2>
      <ol class="before">${text.beforeList.map((line) => html`<li>${line}</li>`)}</ol>
    </section>
    ${known.account === "none" ? identity(known) : nothing}
    ${problem ? failed(problem, () => void open()) : nothing}
    <p class="go">
      <a class="btn" href="shelf.html">${text.toShelf}</a>
      <button class="btn" type="button" @click=${() =>
        void open().then(() => {
          if (journey) focusHeading();
        })}>${profile ? text.beginAgain : text.begin}</button>
    </p>`;
};

const after = (known: Me, done: Journey, how: NonNullable<typeof ending>): Ending => {
  const text = words().outcome;
  if (how === "abandoned") return { title: text.notSent, body: text.notSentBody };
  const helped = notDecided(known, done.session);
  if (helped) return helped;
  if (how === "failed" || !known.profile) return { title: text.next, body: "" };
  return { title: text.stored, body: text.storedBody(className(known.profile.class, pack), known.profile.valid_until) };
};

start({
  name: "assess",
  title: () => words().assess.title,
  main,
  aside: () => (me ? (journey?.panel ? html`${journey.panel}` : html`${idle}`) : nothing),
  who: () => me ?? null,
});
void load();
