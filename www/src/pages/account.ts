/** Everything that the firm holds: profile, facts, orders, receipts. No answers, because it has none. */
import { html, nothing, type TemplateResult } from "lit";
import type { ProfileOnFile } from "prescreen";
import { broker, type Me, type Product } from "../broker";
import { className, type Device, readDevice, shortClass, type PackTexts } from "../device";
import { expired, factValue, moment, sum } from "../format";
import { say, words } from "../i18n";
import { actions } from "../parts/actions";
import { barred } from "../parts/barred";
import { signIn, start, unavailable, waitingPage, Work } from "../shell";
import { ramp } from "../state";
import "../styles/account.css";

let me: Me | null | undefined;
let pack: Device | undefined;
let products: Product[] = [];
const work = new Work();

const load = (): Promise<void> =>
  work.run(async () => {
    [me, products] = await Promise.all([broker.me(), broker.products()]);
    if (me) pack = await readDevice(me);
  });

const main = (): TemplateResult => {
  if (work.problem) return unavailable(work.problem, () => void load());
  if (me === null) return signIn();
  if (!me || !pack) return waitingPage(words().nav.account, true);
  const text = words().account;
  return html`<p class="eyebrow">${text.state[me.account]}</p>
    <h1>${text.title(say(me.customer.name))}</h1>
    <p class="lead">${text.lead}</p>
    <section class="sect" aria-labelledby="profile"><h2 id="profile">${text.profile}</h2>
      ${me.profile ? profileCard(me.profile, me, pack) : pack.barredBy ? nothing : html`<p class="quiet">${text.noProfileBody}</p>`}
      ${pack.barredBy ? barred(pack.barredBy, pack) : actions(me.profile && !expired(me) ? ["shelf", "assess", "person", "objection"] : ["assess", "person", "objection"])}
    </section>
    ${me.waiting_assessment ? html`<div class="note asks"><h2>${words().assess.waiting}</h2><p>${words().assess.waitingBody}</p><p class="go"><a class="btn" href="assess.html">${words().assess.goOn}</a></p></div>` : nothing}
    ${orders(me)}
    ${held(me, pack)}
    ${records(me, pack)}`;
};

const profileCard = (profile: ProfileOnFile, known: Me, texts: PackTexts): TemplateResult => {
  const text = words().account;
  const classes = texts.document.classes.list;
  return html`<div class="card profile">
    <p class="class"><span class="tile ${ramp(classes.indexOf(profile.class), classes.length)}">${shortClass(profile.class, texts)}</span> <b>${texts.text(`class.${profile.class}`) ?? ""}</b></p>
    <p class="quiet">${texts.text(`class.${profile.class}.meaning`) ?? nothing}</p>
    <dl class="facts">
      <dt>${text.assessed}</dt><dd>${profile.assessed_on}</dd>
      <dt>${text.valid}</dt><dd>${profile.valid_until}${expired(known) ? html` <b>· ${text.expired}</b>` : nothing}</dd>
      <dt>${text.pack}</dt><dd>${profile.pack.id}@${profile.pack.version}<br><code class="small quiet">${profile.pack.hash}</code></dd>
    </dl>
  </div>`;
};

const held = (known: Me, texts: PackTexts): TemplateResult => {
  const text = words().account;
  const entries = Object.entries(known.facts);
  return html`<section class="sect" aria-labelledby="held"><h2 id="held">${text.held}</h2><p>${text.heldBody}</p>
    ${
      entries.length === 0
        ? html`<p class="quiet">${text.nothingHeld}</p>`
        : html`<dl class="ledger">${entries.map(([id, value]) => {
            const fact = texts.document.facts.find((one) => one.id === id);
            return html`<div><dt>${texts.text(`fact.${id}`) ?? id}</dt><dd>${factValue(fact, value, (option) => texts.text(`fact.${id}.${option}`) ?? option)}</dd></div>`;
          })}</dl>`
    }
  </section>`;
};

const orders = (known: Me): TemplateResult => {
  const text = words().account;
  return html`<section class="sect" aria-labelledby="orders"><h2 id="orders">${text.orders}</h2>
    ${
      known.orders.length === 0
        ? html`<p class="quiet">${text.noOrders}</p>`
        : html`<dl class="ledger">${known.orders.map((order) => {
            const name = nameOf(order.product);
            return html`<div class="when"><dt>${order.state === "placed" ? name : html`<a href="buy.html#${order.product}">${name}</a>`}${order.amount === null ? nothing : html` · <b class="n">${sum(order.amount, order.currency)}</b>`}<br>
        ${text.orderState[order.state]}${order.carried_out_on ? html` · ${text.carriedOut(order.carried_out_on)}` : nothing}</dt><dd class="n">${moment(order.at)}</dd></div>`;
          })}</dl>`
    }
  </section>`;
};

/** A product by the name that people know it by. */
const nameOf = (id: string): string => {
  const product = products.find((one) => one.sheet.id === id);
  return product ? say(product.sheet.name) : id;
};

const records = (known: Me, texts: PackTexts): TemplateResult => {
  const text = words().account;
  return html`<section class="sect" aria-labelledby="records"><h2 id="records">${text.records}</h2><p>${text.recordsBody}</p>
    ${
      known.records.length === 0
        ? html`<p class="quiet">${text.noRecords}</p>`
        : html`<dl class="ledger">${known.records.map(
            (record) => html`<div class="when">
      <dt>${text.purpose[record.purpose]}${record.product ? html` · ${nameOf(record.product)}` : nothing}${record.class ? html` · ${className(record.class, texts)}` : nothing} · <b>${text.outcome[record.outcome]}</b><br><code class="small quiet">${record.session}</code></dt>
      <dd class="n">${moment(record.at)}</dd>
    </div>`,
          )}</dl>`
    }
  </section>`;
};

start({ name: "account", title: () => words().nav.account, main, who: () => me ?? null });
void load();
