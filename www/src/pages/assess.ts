/** Account opening and re-assessment: the flow beside the panel, then what the result means here. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Me } from "../broker";
import { expired } from "../format";
import { words, say } from "../i18n";
import { begin, idlePanel, type Journey } from "../journey";
import { actions } from "../parts/actions";
import { failed, focusHeading, redraw, signIn, start, waiting } from "../shell";
import "../styles/journey.css";

let me: Me | null | undefined;
let journey: Journey | undefined;
let ended: "stored" | "abandoned" | undefined;
let problem: unknown;
const idle = idlePanel();

const load = async (): Promise<void> => {
  problem = undefined;
  try {
    me = await broker.me();
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
};

const open = async (): Promise<void> => {
  if (!me) return;
  problem = undefined;
  try {
    journey = await begin(me.account === "open" ? "assessment" : "account_opening", undefined, { done: () => void close(), abandoned: abandon });
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
    ended = "stored";
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
};

const abandon = (): void => {
  ended = "abandoned";
  redraw();
};

const main = (): TemplateResult => {
  if (me === undefined) return problem ? failed(problem, () => void load()) : waiting();
  if (me === null) return signIn();
  if (!journey) return before(me);
  return html`<h1 class="vh">${me.profile ? words().assess.titleAgain : words().assess.title}</h1>
    ${journey.flow}
    ${problem ? failed(problem, () => void close()) : nothing}
    ${ended ? after(me, journey) : nothing}`;
};

const before = (known: Me): TemplateResult => {
  const text = words().assess;
  const profile = known.profile;
  return html`<p class="eyebrow">${known.account === "open" ? text.again : text.opening} · ${say(known.customer.name)}</p>
    <h1>${profile ? text.titleAgain : text.title}</h1>
    <p class="lead">${!profile ? text.lead : expired(known) ? text.expired(profile.valid_until) : text.valid(profile.class, profile.valid_until)}</p>
    <section class="sect" aria-labelledby="before">
      <h2 id="before">${text.before}</h2>
      <ol class="before">${text.beforeList.map((line) => html`<li>${line}</li>`)}</ol>
    </section>
    ${problem ? failed(problem, () => void open()) : nothing}
    <p class="go">
      <a class="btn" href="shelf.html">${text.toShelf}</a>
      <button class="btn" type="button" @click=${() => void open().then(focusHeading)}>${profile ? text.beginAgain : text.begin}</button>
    </p>`;
};

const after = (known: Me, done: Journey): TemplateResult => {
  const text = words().outcome;
  const record = known.records.find((one) => one.session === done.session);
  const outcome = record?.outcome;
  const stored = ended === "stored" && known.profile && (outcome === undefined || outcome === "proceed" || outcome === "proceed_after");
  const wording = outcome === "refuse" || outcome === "refer" || outcome === "pause" || outcome === "insufficient_evidence" ? text[outcome] : undefined;
  return html`<section class="sect" aria-labelledby="after">
    <h2 id="after">${stored ? text.stored : ended === "abandoned" ? text.notSent : (wording?.title ?? text.next)}</h2>
    <p>${stored && known.profile ? text.storedBody(known.profile.class, known.profile.valid_until) : ended === "abandoned" ? text.notSentBody : (wording?.body ?? nothing)}</p>
    <h3 class="sub">${text.next}</h3>
    ${actions(stored ? ["shelf", "account", "person", "objection"] : ["person", "objection", "shelf", "account"], done.session)}
  </section>`;
};

start({
  name: "assess",
  title: () => words().assess.title,
  main,
  aside: () => (me ? (journey?.panel ? html`${journey.panel}` : html`${idle}`) : nothing),
  who: () => me ?? null,
});
void load();
