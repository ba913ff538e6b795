/** Account opening and re-assessment: the flow beside the panel, then what the result means here. */
import { html, nothing, type TemplateResult } from "lit";
import type { HeldDraft } from "prescreen";
import { broker, type Me, type Tickets } from "../broker";
import { className, type PackTexts, readPack } from "../pack";
import { draftOf } from "../draft";
import { date, moment } from "../format";
import { say, words } from "../i18n";
import { identity, inOrder } from "../identity/step";
import { fetchModule, type Journey } from "../journey";
import { actions } from "../parts/actions";
import { attemptsLeft, isNoneLeft, type Left, leftSaid, unfinishedAt } from "../parts/attempts";
import { barred } from "../parts/barred";
import { ended, notDecided, type Ending, overtakenSaid } from "../parts/ended";
import { cancelling } from "../parts/order";
import { waitsSaid } from "../parts/pending";
import { Visit } from "../parts/visit";
import { failed, focusHeading, focusNote, keepInSight, redraw, signIn, start, unavailable, waitingPage } from "../shell";
import { standingOf } from "../standing";
import "../styles/journey.css";

let me: Me | null | undefined;
let pack: PackTexts | undefined;
let left: Left | undefined;
/** When the last assessment was counted, where its result was never sent. */
let unfinished: number | undefined;
/** A draft of the customer's answers on this device. */
let draft: HeldDraft | undefined;
/** Whether the journey of this page is to open the account. */
let opens = false;
type End = "stored" | "paused" | "cancelled" | "not-sent" | "nothing" | "failed";

const visit = new Visit<End>({
  abandoned: async (why, { session }) => {
    me = await broker.me();
    if (me?.waiting_assessment?.session === session) return "paused";
    // The firm confirmed the last step before the page heard of it.
    if (me?.records.some((one) => one.session === session) && why === "paused") return "stored";
    return why === "left" ? "cancelled" : why === "not-sent" ? "not-sent" : "nothing";
  },
  failed: "failed",
  done: async () => {
    me = await broker.me();
    return "stored";
  },
});

const load = (): Promise<void> =>
  visit.work.run(async () => {
    const known = await broker.me();
    if (known) {
      let tickets: Tickets;
      [pack, tickets, draft] = await Promise.all([readPack(known), broker.tickets(), draftOf(known)]);
      left = attemptsLeft(pack.document, tickets, known.now);
      unfinished = unfinishedAt(tickets);
    }
    // Drawn once, with all that it says.
    me = known;
  });

const purposeOf = ({ account }: Me): "assessment" | "account_opening" => (account === "open" ? "assessment" : "account_opening");

const goOn = async (): Promise<void> => {
  if (!me) return;
  opens = me.account === "none";
  await visit.begin(purposeOf(me), { resume: true });
  focusHeading();
};

const cancel = (session: string): Promise<void> =>
  visit.work
    .run(async () => {
      me = await broker.cancel(session);
      visit.ending = "cancelled";
    })
    .then(focusNote);

const open = async (): Promise<void> => {
  if (!me || (me.account === "none" && !draft && !(await inOrder(me)))) return;
  opens = me.account === "none";
  await visit.begin(purposeOf(me));
};

const main = (): TemplateResult => {
  const { journey, ending } = visit;
  const { problem } = visit.work;
  if (me === undefined || (me && !pack)) return problem ? unavailable(problem, () => void load()) : waitingPage(words().assess.title, true);
  if (me === null) return signIn();
  if (!journey) return html`${ending === "cancelled" ? ended(words().outcome.ended.cancelled) : nothing}${before(me)}`;
  return html`<h1 class="vh">${me.profile && !opens ? words().assess.titleAgain : words().assess.title}</h1>
    ${ending ? ended(after(me, journey, ending)) : nothing}
    ${problem ? failed(problem, () => void visit.again()) : nothing}
    ${journey.flow}
    ${ending ? nothing : visit.firmStep("opening")}`;
};

const before = (known: Me): TemplateResult => {
  const text = words().assess;
  const profile = known.profile;
  const sent = known.waiting_assessment;
  if (sent) return waitingFor(sent.session, known);
  if (pack && known.barred_by)
    return html`<p class="eyebrow">${known.account === "open" ? text.again : text.opening} · ${say(known.customer.name)}</p>
    <h1>${profile ? text.titleAgain : text.title}</h1>
    ${barred(known.barred_by, pack)}
    <p class="go"><a class="btn" href="shelf.html">${text.toShelf}</a></p>`;
  return html`<p class="eyebrow">${known.account === "open" ? text.again : text.opening} · ${say(known.customer.name)}</p>
    <h1>${profile ? text.titleAgain : text.title}</h1>
    <p class="lead">${leadOf(known)}</p>
    ${unfinished === undefined ? nothing : html`<p class="note">${text.unfinished(moment(unfinished))}</p>`}
    ${isNoneLeft(left) ? noneLeft() : ready(known)}`;
};

const leadOf = (known: Me): string => {
  const { assess: text, standing: why } = words();
  const { profile } = known;
  if (!profile) return text.lead;
  const [name, last] = [className(profile.class, pack), date(profile.valid_until)];
  switch (standingOf(known)) {
    case "expired":
      return text.expired(last);
    case "overtaken":
      return why.overtaken.body(name, last);
    default:
      return text.valid(name, last);
  }
};

/** Nothing to fill in, and a person to ask. */
const noneLeft = (): TemplateResult => html`${draft ? ofDraft(draft) : nothing}
    <p class="left none">${leftSaid(left)}</p>
    ${actions(["person", "shelf"])}`;

const ready = (known: Me): TemplateResult => {
  const text = words().assess;
  return html`${draft ? ofDraft(draft) : nothing}
    <section class="sect" aria-labelledby="before">
      <h2 id="before">${text.before}</h2>
      <ol class="before">${text.beforeList.map((line) => html`<li>${line}</li>`)}</ol>
    </section>
    ${known.account === "none" && !draft ? identity(known) : nothing}
    ${visit.work.problem ? failed(visit.work.problem, () => void open()) : nothing}
    ${left ? html`<p class="left">${leftSaid(left)}</p>` : nothing}
    <p class="go">
      <a class="btn" href="shelf.html">${text.toShelf}</a>
      ${draft ? nothing : html`<button class="btn" type="button" @click=${press}>${known.profile ? text.beginAgain : text.begin}</button>`}
    </p>`;
};

/** What was answered before comes first: nobody answers it again without need. */
const ofDraft = ({ answered, savedAt, until, clear }: HeldDraft): TemplateResult => {
  const text = words().assess.draft;
  const at = (milliseconds: number): string => moment(milliseconds / 1000);
  return html`<div class="note asks"><h2>${text.title(answered)}</h2><p>${text.body(at(savedAt), at(until))}</p>
    ${
      isNoneLeft(left)
        ? nothing
        : html`<p class="go"><button class="btn" type="button" @click=${press}>${text.goOn}</button></p>
    <details class="cancel" @toggle=${keepInSight}><summary>${text.anew}</summary><p>${text.anewBody(answered)}</p>
    <p class="go"><button class="btn" type="button" @click=${() => void anew(clear)}>${text.anewNow}</button></p></details>`
    }</div>`;
};

/** Without the draft, from the first question. */
const anew = async (clear: HeldDraft["clear"]): Promise<void> => {
  await clear();
  draft = undefined;
  redraw();
  focusHeading();
};

const press = (): void =>
  void open().then(() => {
    if (visit.journey) focusHeading();
  });

/** A result that was sent and waits, for a call for example: it goes on, or is cancelled, and none begins beside it. */
const waitingFor = (session: string, known: Me): TemplateResult => {
  const text = words().assess;
  return html`<p class="eyebrow">${known.account === "open" ? text.again : text.opening} · ${say(known.customer.name)}</p>
    <h1>${text.waiting}</h1>
    <p class="lead">${text.waitingBody}</p>
    <p>${waitsSaid(known.waiting_assessment?.next, known.now)}</p>
    ${visit.work.problem ? failed(visit.work.problem, () => void goOn()) : nothing}
    <p class="go"><a class="btn" href="shelf.html">${text.toShelf}</a><button class="btn" type="button" @click=${() => void goOn()}>${text.goOn}</button></p>
    ${cancelling(known.account === "open" ? "assessment" : "opening", () => void cancel(session))}`;
};

const after = (known: Me, done: Journey, how: NonNullable<typeof visit.ending>): Ending => {
  const text = words().outcome;
  if (how !== "stored" && how !== "failed") return { ...text.ended[how], means: how === "not-sent" ? overtakenSaid(known, pack) : "" };
  const helped = notDecided(known, done.session);
  if (helped) return helped;
  if (how === "failed" || !known.profile) return { title: text.next, body: "" };
  const said = [className(known.profile.class, pack), date(known.profile.valid_until)] as const;
  return opens && known.account === "open"
    ? { title: text.opened, body: text.openedBody(...said) }
    : { title: text.stored, body: text.storedBody(...said) };
};

start({
  name: "assess",
  title: () => visit.title(words().assess.title),
  main,
  aside: () => (me === null ? nothing : html`${visit.panel}`),
  who: () => me ?? null,
  underway: () => visit.underway,
  leave: () => visit.leave(),
});
void load().then(() => {
  if (me && !me.barred_by) void fetchModule();
});
