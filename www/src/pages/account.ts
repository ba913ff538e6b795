/** What waits for the person, and everything that the firm holds: profile, facts, orders, receipts. No answers, because it has none. */
import { html, nothing, type TemplateResult } from "lit";
import type { Fact, Permission, ProfileOnFile } from "prescreen";
import { en } from "../account/en";
import { type AccountWords, zh } from "../account/zh";
import { addressOf } from "../apply-address";
import { en as applyEn } from "../apply/en";
import { type ApplyWords, zh as applyZh } from "../apply/zh";
import { broker, type CustomerRequest, type Me, type Product, type RecordEntry } from "../broker";
import { className, type PackTexts, readPack, shortClass } from "../pack";
import { date, factValue, moment, sum } from "../format";
import { inLocale, say, words } from "../i18n";
import { actions } from "../parts/actions";
import { isNoneLeft, type Left, type Unsent, unsentOf } from "../parts/attempts";
import { barred } from "../parts/barred";
import { cancelling } from "../parts/order";
import { nameOf, pending, type Waits } from "../parts/pending";
import { leftWhereNeeded, standing } from "../parts/standing";
import { isHeld } from "../permissions";
import { dialled, PHONE } from "../phone";
import { focusNote, redraw, signIn, start, unavailable, waitingPage, Work } from "../shell";
import { standingOf } from "../standing";
import { ramp } from "../state";
import "../styles/account.css";

const accountWords = (): AccountWords => inLocale<AccountWords>({ en, "zh-CN": zh });

let me: Me | null | undefined;
let pack: PackTexts | undefined;
let left: Left | undefined;
/** When assessments were counted whose result was never sent. */
let unsent: readonly Unsent[] = [];
let products: Product[] = [];
/** What was cancelled on this page. */
let cancelled: Waits["of"] | undefined;
const work = new Work();

const load = (): Promise<void> =>
  work.run(async () => {
    [me, products] = await Promise.all([broker.me(), broker.products()]);
    if (!me) return;
    const [read, tickets] = await Promise.all([readPack(me), broker.tickets()]);
    left = await leftWhereNeeded(me, read, tickets);
    unsent = unsentOf(tickets);
    pack = read;
  });

/** What the firm keeps, once it was asked for something. */
const again = async (): Promise<void> => {
  me = (await broker.me().catch(() => undefined)) ?? me;
  redraw();
};

const cancel = ({ session, of }: Waits): Promise<void> =>
  work
    .run(async () => {
      me = await broker.cancel(session);
      // What was ordered meanwhile, on another page, stays ordered.
      cancelled = me.orders.some((one) => one.session === session) ? undefined : of;
    })
    .then(focusNote);

const main = (): TemplateResult => {
  if (work.problem) return unavailable(work.problem, () => void load());
  if (me === null) return signIn();
  if (!me || !pack) return waitingPage(words().nav.account, true);
  const text = accountWords();
  return html`<p class="eyebrow">${text.state[me.account]}</p>
    <h1>${text.title(say(me.customer.name))}</h1>
    <p class="lead">${text.lead}</p>
    <div role="status">${cancelled ? html`<div class="note"><h2 tabindex="-1">${text.cancelled.title}</h2><p>${text.cancelled.body[cancelled]}</p></div>` : nothing}</div>
    ${me.profile && !me.barred_by ? standing(me, pack, left) : nothing}
    ${pending(me, products, permissionNamed, waits(pack))}
    <section class="sect halves" aria-labelledby="profile"><h2 id="profile">${text.profile}</h2>
      ${me.profile ? profileCard(me.profile, me, pack) : me.barred_by ? nothing : html`<p class="quiet">${text.noProfileBody}</p>`}
      ${me.barred_by ? barred(me.barred_by, pack) : actions([...(standingOf(me) === "valid" ? (["shelf"] as const) : []), ...(isNoneLeft(left) ? [] : (["assess"] as const)), "person", ...(me.profile || me.records.length > 0 ? (["objection"] as const) : [])], undefined, () => void again())}
    </section>
    <div class="halves">${orders(me)}${records(me, pack)}</div>
    ${me.account === "open" ? permissions(me, pack) : nothing}
    ${requests(me)}
    ${held(me, pack)}`;
};

/** The steps that are confirmed, and the way to cancel what waits, in two presses. */
const waits =
  (texts: PackTexts) =>
  (one: Waits): TemplateResult => {
    const said = one.steps.map(
      ({ flow, step, at }) =>
        html`<div class="when"><dt>${texts.text(`step.${flow}.${step}`) ?? step}</dt><dd class="n">${moment(at)}</dd></div>`,
    );
    return html`${said.length === 0 ? nothing : html`<h3>${accountWords().confirmed}</h3><dl class="ledger">${said}</dl>`}${cancelling(one.of, () => void cancel(one))}`;
  };

const permissionNamed = (id: string): string => pack?.text(`permission.${id}`) ?? id;

/** What may be applied for, and what the firm's books hold of it. */
const permissions = (known: Me, texts: PackTexts): TemplateResult | typeof nothing => {
  const text = inLocale<ApplyWords>({ en: applyEn, "zh-CN": applyZh });
  const all = texts.document.permissions ?? [];
  if (all.length === 0) return nothing;
  const stands = (one: Permission): string =>
    isHeld(one, known.facts)
      ? text.held
      : known.waiting_permissions.some(({ permission }) => permission === one.id)
        ? text.applied
        : text.notHeld;
  return html`<section class="sect" aria-labelledby="permissions"><h2 id="permissions">${text.permissions}</h2><p>${text.permissionsBody}</p>
    <dl class="ledger">${all.map((one) => html`<div><dt>${isHeld(one, known.facts) ? permissionNamed(one.id) : html`<a href=${addressOf(one.id)}>${permissionNamed(one.id)}</a>`}</dt><dd>${stands(one)}</dd></div>`)}</dl>
  </section>`;
};

/** What was asked of the firm's people and what was cancelled, each with how it stands. */
const requests = ({ requests: kept }: Me): TemplateResult => {
  const text = accountWords();
  const about = ({ purpose, product, permission }: CustomerRequest): string =>
    [
      ...(purpose ? [text.purpose[purpose]] : []),
      ...(product ? [nameOf(product, products)] : []),
      ...(permission ? [permissionNamed(permission)] : []),
    ].join(" · ");
  const stands = ({ state, answered_by: by }: CustomerRequest): string =>
    state === "received" && by ? text.received(date(by)) : text.done;
  const line = (one: CustomerRequest): TemplateResult =>
    html`<div class="when"><dt>${[text.asked[one.kind], about(one)].filter((part) => part !== "").join(" · ")}<br><b>${stands(one)}</b></dt><dd class="n">${moment(one.at)}</dd></div>`;
  return html`<section class="sect" aria-labelledby="requests"><h2 id="requests">${text.requests}</h2>
    ${kept.length === 0 ? html`<p class="quiet">${text.noRequests}</p>` : html`<p>${text.requestsBody}</p><dl class="ledger">${kept.map(line)}</dl>`}
  </section>`;
};

const profileCard = (profile: ProfileOnFile, known: Me, texts: PackTexts): TemplateResult => {
  const text = accountWords();
  const classes = texts.document.classes.list;
  const how = standingOf(known);
  return html`<div class="card profile">
    <p class="class"><span class="tile ${ramp(classes.indexOf(profile.class), classes.length)}">${shortClass(profile.class, texts)}</span> <b>${texts.text(`class.${profile.class}`) ?? ""}</b></p>
    <p class="quiet">${texts.text(`class.${profile.class}.meaning`) ?? nothing}</p>
    <dl class="facts">
      <dt>${text.assessed}</dt><dd>${date(profile.assessed_on)}</dd>
      <dt>${text.valid}</dt><dd>${date(profile.valid_until)}${how === "expired" || how === "overtaken" ? html` <b>· ${text[how]}</b>` : nothing}</dd>
      <dt>${text.pack}</dt><dd>${profile.pack.id}@${profile.pack.version}<br><code class="small quiet">${profile.pack.hash}</code></dd>
    </dl>
  </div>`;
};

type Kind = keyof AccountWords["facts"];

/** Which group a fact belongs to, by what it is. */
const kindOf = (fact: Fact | undefined): Kind =>
  fact?.unit === "minor_units"
    ? "money"
    : fact?.unit === "months"
      ? "time"
      : fact?.type === "boolean" || fact?.unit === "count"
        ? "standing"
        : "person";

const held = (known: Me, texts: PackTexts): TemplateResult => {
  const text = accountWords();
  const facts = Object.entries(known.facts).map(([id, value]) => ({ id, value, fact: texts.document.facts.find((one) => one.id === id) }));
  const kinds: Kind[] = ["person", "money", "time", "standing"];
  const group = (kind: Kind): TemplateResult | typeof nothing => {
    const own = facts.filter(({ fact }) => kindOf(fact) === kind);
    return own.length === 0
      ? nothing
      : html`<div><h3>${text.facts[kind]}</h3><dl class="ledger">${own.map(
          ({ id, value, fact }) =>
            html`<div><dt>${words().measure[id] ?? texts.text(`fact.${id}`) ?? id}</dt><dd>${fact?.type === "date" ? date(String(value)) : factValue(fact, value, (option) => texts.text(`fact.${id}.${option}`) ?? option)}</dd></div>`,
        )}</dl></div>`;
  };
  return html`<section class="sect" aria-labelledby="held"><h2 id="held">${text.held}</h2><p>${text.heldBody}</p>
    ${facts.length === 0 ? html`<p class="quiet">${text.nothingHeld}</p>` : html`<div class="kinds">${kinds.map(group)}</div>`}
  </section>`;
};

const orders = (known: Me): TemplateResult => {
  const text = accountWords();
  return html`<section class="sect" aria-labelledby="orders"><h2 id="orders">${text.orders}</h2>
    ${
      known.orders.length === 0
        ? html`<p class="quiet">${text.noOrders}</p>`
        : html`<dl class="ledger">${known.orders.map((order) => {
            const name = nameOf(order.product, products);
            return html`<div class="when"><dt>${order.state === "placed" ? name : html`<a href="buy.html#${order.product}">${name}</a>`}${order.amount === null ? nothing : html` · <b class="n">${sum(order.amount, order.currency)}</b>`}<br>
        ${words().account.orderState[order.state]}${order.carried_out_on ? html` · ${text.carriedOut(date(order.carried_out_on))}` : nothing}${order.state === "placed" ? html`<br><span class="small quiet">${dialled(text.undo(PHONE))}</span>` : nothing}</dt><dd class="n">${moment(order.at)}</dd></div>`;
          })}</dl>`
    }
  </section>`;
};

/** Whether an outcome lets something go on, at once or after steps. */
const goesOn = ({ outcome }: RecordEntry): boolean => outcome === "proceed" || outcome === "proceed_after";

/** What became of it: once it waits for nothing, what it had to wait for says nothing any more. */
const cameTo = (record: RecordEntry, known: Me): string => {
  const text = accountWords();
  const { session, purpose, permission, outcome } = record;
  const order = known.orders.find((one) => one.session === session);
  if (order?.state === "placed") return text.ordered;
  if (!goesOn(record) || order || known.waiting_assessment?.session === session) return text.outcome[outcome];
  if (purpose === "purchase") return text.notOrdered;
  if (permission) {
    if (known.waiting_permissions.some((one) => one.session === session)) return text.outcome[outcome];
    const given = pack?.document.permissions?.some((one) => one.id === permission && isHeld(one, known.facts));
    return given ? text.given : text.notGiven;
  }
  if (purpose === "assessment") return outcome === "proceed" ? text.outcome.proceed : text.settled;
  // The newest comes first; with an open account none begins.
  const opened = known.records.find((one) => one.purpose === purpose && goesOn(one));
  return known.account === "open" && opened === record ? text.opened : text.notOpened;
};

const records = (known: Me, texts: PackTexts): TemplateResult => {
  const text = accountWords();
  return html`<section class="sect" aria-labelledby="records"><h2 id="records">${text.records}</h2><p>${text.recordsBody}</p>
    ${
      known.records.length === 0 && unsent.length === 0
        ? html`<p class="quiet">${text.noRecords}</p>`
        : html`<dl class="ledger">${unsent.map(({ at, counts }) => html`<div class="when"><dt>${counts ? text.unsent : text.unsentLook}</dt><dd class="n">${moment(at)}</dd></div>`)}${known.records.map(
            (record) => html`<div class="when">
      <dt>${text.purpose[record.purpose]}${record.product ? html` · ${nameOf(record.product, products)}` : record.permission ? html` · ${permissionNamed(record.permission)}` : nothing}${record.class ? html` · ${className(record.class, texts)}` : nothing} · <b>${cameTo(record, known)}</b><br><code class="small quiet">${record.session}</code></dt>
      <dd class="n">${moment(record.at)}</dd>
    </div>`,
          )}</dl>`
    }
    <p class="go"><a class="btn" href="verify.html">${text.check}</a></p>
  </section>`;
};

start({ name: "account", title: () => words().nav.account, main, who: () => me ?? null });
void load();
