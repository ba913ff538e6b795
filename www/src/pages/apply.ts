/** One permission: what it asks for, whether that is met, what comes next; then the application. */
import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, Permission } from "prescreen";
import { named } from "../apply-address";
import { en } from "../apply/en";
import { type ApplyWords, zh } from "../apply/zh";
import { broker, type Me, type Product, type WaitingApplication } from "../broker";
import { readDevice, type Device } from "../device";
import { icon } from "../icons";
import { inLocale, say, words } from "../i18n";
import { actions } from "../parts/actions";
import type { Left } from "../parts/attempts";
import { ended, type Ending, notDecided, overtakenSaid } from "../parts/ended";
import { accessRule } from "../parts/gates";
import { cancelling } from "../parts/order";
import { waitsSaid } from "../parts/pending";
import { leftWhereNeeded, standing } from "../parts/standing";
import { Visit } from "../parts/visit";
import { isHeld } from "../permissions";
import { failed, focusHeading, focusNote, signIn, start, unavailable, waitingPage } from "../shell";
import { standingOf } from "../standing";
import { badge, type State, stateOf } from "../state";
import "../styles/shelf.css";
import "../styles/product.css";
import "../styles/journey.css";

const said = (): ApplyWords => inLocale<ApplyWords>({ en, "zh-CN": zh });

/** How an application stands when its journey is over. */
type End = keyof ApplyWords["ends"] | "decided";

let me: Me | null | undefined;
let device: Device | undefined;
let left: Left | undefined;
let products: readonly Product[] = [];

/** What the firm has of a session says how it stands; what the page believes does not. */
const standingAt = async (session: string): Promise<End | undefined> => {
  me = await broker.me();
  if (me?.waiting_permissions.some((one) => one.session === session)) return "paused";
  const permission = chosen();
  return me && permission && isHeld(permission, me.facts) ? "given" : undefined;
};

const visit = new Visit<End>({
  abandoned: async (why, { session }) =>
    (await standingAt(session)) ?? (why === "left" ? "cancelled" : why === "not-sent" ? "not-sent" : "nothing"),
  failed: "failed",
  done: async ({ session }) => (await standingAt(session)) ?? "decided",
});

const chosen = (): Permission | undefined => device?.document.permissions?.find(({ id }) => id === named().permission);

/** The product that led here. */
const from = (): Product | undefined => products.find(({ sheet }) => sheet.id === named().product);

const load = (): Promise<void> =>
  visit.work.run(async () => {
    me = await broker.me();
    if (!me) return;
    const read = await readDevice(me);
    left = await leftWhereNeeded(me, read);
    if (named().product !== undefined) products = await broker.products();
    device = read;
  });

const open = async (permission: string, resume: boolean): Promise<void> => {
  await visit.begin("permission", { permission, resume });
  focusHeading();
};

const cancel = (session: string): Promise<void> =>
  visit.work
    .run(async () => {
      me = await broker.cancel(session);
      visit.ending = "cancelled";
    })
    .then(focusNote);

const main = (): TemplateResult => {
  const { journey, ending } = visit;
  const { problem } = visit.work;
  if (me === null) return signIn();
  if (!me || !device) return problem ? unavailable(problem, () => void load()) : waitingPage(words().nav.account);
  const permission = chosen();
  if (!permission) return unknown();
  const name = nameOf(permission, device);
  if (!journey)
    return html`${ending ? ended(after(ending, me)) : nothing}${before(permission, device, me)}
      ${problem ? failed(problem, () => void load()) : nothing}`;
  return html`<h1 class="vh">${name}</h1>
    ${ending ? html`${ended(after(ending, me, journey.session))}${from() ? back() : nothing}` : nothing}
    ${problem ? failed(problem, () => void visit.again()) : nothing}
    ${journey.flow}`;
};

const nameOf = ({ id }: Permission, { text }: Device): string => text(`permission.${id}`) ?? id;

/** The way back: to the product that led here, and otherwise to the account. */
const back = (): TemplateResult => {
  const text = said();
  const product = from();
  const link = (address: string, name: string): TemplateResult => html`<p><a class="link" href=${address}>${icon("back")}${name}</a></p>`;
  return product ? link(`buy.html#${product.sheet.id}`, text.backTo(say(product.sheet.name))) : link("account.html", text.back);
};

const unknown = (): TemplateResult => {
  const text = said();
  return html`<h1>${text.missing}</h1><p class="lead">${text.missingBody}</p><p class="go"><a class="btn" href="account.html">${text.back}</a></p>`;
};

/** Before anything is begun. */
const before = (permission: Permission, known: Device, own: Me): TemplateResult => {
  const text = said();
  const assessment = known.apply(permission.id);
  const state = stateOf(assessment, known.document);
  const waits = own.waiting_permissions.find((one) => one.permission === permission.id);
  const given = isHeld(permission, own.facts);
  return html`${back()}
    <h1 tabindex="-1">${nameOf(permission, known)}</h1>
    <p class="lead">${text.lead}</p>
    ${given ? html`<div class="note"><h2>${text.heldTitle}</h2><p>${text.heldBody}</p></div>` : html`${stands(state, own)}`}
    ${!given && standingOf(own) !== "valid" ? html`<div class="note asks"><h2>${text.notOpen}</h2><p>${text.noClass}</p></div>${standing(own, known, left)}` : nothing}
    ${waits ? waiting(waits, own.now) : nothing}
    ${given ? nothing : html`<section class="sect" aria-labelledby="conditions"><h2 id="conditions">${text.conditions}</h2>${accessRule(permission, assessment, known, own.facts)}${uncertain(permission, known)}</section>`}
    ${given || waits ? nothing : next(permission, assessment, known)}`;
};

/** That the conditions were not compared with the rule's own text, where nobody did. */
const uncertain = ({ basis }: Permission, { document }: Device): TemplateResult | typeof nothing => {
  const confidence = basis.confidence ?? document.sources[basis.source ?? ""]?.confidence;
  if (confidence !== "K") return nothing;
  const { title, body } = said().uncertain;
  return html`<details class="uncertain"><summary>${title}</summary><p>${body}</p></details>`;
};

/** Whether it can be applied for: what is lacking is listed below, and does not speak of the person. */
const stands = (state: State, own: Me): TemplateResult | typeof nothing => {
  if (state === "go-on" || state === "steps") return html`<p class="verdict">${badge(state)}</p>`;
  return standingOf(own) === "valid"
    ? html`<p class="verdict"><span class="state ${state}">${icon(state)}${said().notOpen}</span></p>`
    : nothing;
};

const waiting = ({ session, permission, next: due }: WaitingApplication, now: number): TemplateResult => {
  const { ends } = said();
  return html`<div class="note asks"><h2>${ends.paused.title}</h2><p>${ends.paused.body}</p>
    ${due ? html`<p>${waitsSaid(due, now)}</p>` : nothing}
    <p class="go"><button class="btn" type="button" @click=${() => void open(permission, true)}>${words().buy.resumeGo}</button></p>
    ${cancelling("permission", () => void cancel(session))}</div>`;
};

const next = (permission: Permission, { outcome, flows }: Assessment, known: Device): TemplateResult => {
  const text = said();
  if (outcome !== "proceed" && outcome !== "proceed_after")
    return html`<section class="sect" aria-labelledby="next"><h2 id="next">${words().outcome.next}</h2>${actions(["shelf", "person", "objection"])}</section>`;
  const steps = flows.flatMap((id) => {
    const flow = known.document.flows?.find((one) => one.id === id);
    return (flow?.steps ?? []).map((step) => html`<li><span>${known.text(`step.${id}.${step.id}`) ?? step.id}</span></li>`);
  });
  return html`${steps.length === 0 ? nothing : html`<section class="sect" aria-labelledby="steps"><h2 id="steps">${text.steps}</h2><p>${text.stepsBody}</p><ol class="path">${steps}</ol></section>`}
    <p class="go"><a class="btn" href="account.html">${text.leave}</a><button class="btn" type="button" @click=${() => void open(permission.id, false)}>${text.start}</button></p>`;
};

const after = (how: End, known: Me, session?: string): Ending => {
  const helped = how === "decided" && session !== undefined ? notDecided(known, session) : undefined;
  if (helped) return helped;
  const told = said().ends[how === "decided" ? "failed" : how];
  return { ...told, means: how === "not-sent" ? overtakenSaid(known, device) : "" };
};

addEventListener("hashchange", () => visit.forget());

start({
  name: "apply",
  title: () => {
    const permission = chosen();
    return visit.title(permission && device ? nameOf(permission, device) : said().permissions);
  },
  main,
  aside: () => (me === null ? nothing : html`${visit.panel}`),
  who: () => me ?? null,
  underway: () => visit.underway,
  leave: () => visit.leave(),
});
void load();
