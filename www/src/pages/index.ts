/** Choose a customer; two sentences on what this is; where the guide stands. */
import { html, type TemplateResult } from "lit";
import { broker, type Customer, type Me } from "../broker";
import { icon } from "../icons";
import { say, words } from "../i18n";
import { failed, start, waiting, Work } from "../shell";
import "../styles/home.css";

let customers: Customer[] | undefined;
let me: Me | null = null;
const work = new Work();

const load = (): Promise<void> =>
  work.run(async () => {
    [customers, me] = await Promise.all([broker.customers(), broker.me()]);
  });

const enter = (customer: Customer): Promise<void> =>
  work.run(async () => {
    await broker.login(customer.id);
    const known = await broker.me();
    location.assign(known?.profile ? "shelf.html" : "assess.html");
  });

const main = (): TemplateResult => {
  const text = words().home;
  return html`<div class="home">
    <h1>${text.title}</h1>
    <p class="lead">${text.lead}</p>
    <section class="sect" aria-labelledby="choose">
      <h2 id="choose">${text.choose}</h2>
      <p>${text.chooseBody}</p>
      ${work.problem ? failed(work.problem, () => void load()) : customers ? list(customers) : waiting()}
    </section>
    <section class="sect" aria-labelledby="developers">
      <h2 id="developers">${text.developers}</h2>
      <p>${text.developersBody}</p>
      <p><a class="link" href="guide.html">${text.guide}</a></p>
    </section>
  </div>`;
};

const list = (all: Customer[]): TemplateResult => html`<ul class="people">
  ${all.map(
    (one) => html`<li><button type="button" @click=${() => void enter(one)}>
    <span class="name">${say(one.name)}</span>
    <span class="about">${say(one.about)}</span>
    <span class="enter">${words().home.as(say(one.name))}${icon("next")}</span>
  </button></li>`,
  )}
</ul>`;

start({ name: "index", title: () => words().home.choose, main, who: () => me });
void load();
