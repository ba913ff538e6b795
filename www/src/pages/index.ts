/** What this is, as a picture; three ways in; the customers to choose from. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Customer, type Me } from "../broker";
import { icon, type IconName } from "../icons";
import { en } from "../home/en";
import { type HomeWords, zh } from "../home/zh";
import { inLocale, say, words } from "../i18n";
import { failed, start, waiting, Work } from "../shell";
import { ramp } from "../state";
import "../styles/home.css";

const homeWords = (): HomeWords => inLocale<HomeWords>({ en, "zh-CN": zh });

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
    ${picture()}
    <section class="sect" aria-labelledby="doors"><h2 id="doors">${homeWords().doors.title}</h2>${doors()}</section>
    <section class="sect" aria-labelledby="choose">
      <h2 id="choose" tabindex="-1">${text.choose}</h2>
      <p>${text.chooseBody}</p>
      ${work.problem ? failed(work.problem, () => void load()) : customers ? list(customers) : waiting()}
    </section>
  </div>`;
};

/** What happens in an assessment, once, in five seconds; where nothing may move, as it stands at the end. */
const picture = (): TemplateResult => {
  const text = homeWords().picture;
  return html`<figure class="crosses"><div aria-hidden="true">
      <div class="side device"><b>${text.device}</b><p>${text.question}</p>
        <ul>${text.options.map((option) => html`<li><i></i>${option}</li>`)}</ul><small>${text.stays}</small></div>
      <div class="gap"><i></i></div>
      <div class="side firm"><b>${text.firm}</b>
        <p class="came"><span>${text.sealed}</span><small>${text.sealedBody}</small></p>
        <p class="came"><span>${text.result}</span><small>${text.resultBody}</small></p></div>
    </div><figcaption>${text.said}</figcaption></figure>`;
};

const doors = (): TemplateResult => {
  const { investor, developer, team } = homeWords().doors;
  const door = (href: string, shape: IconName, [title, body]: string[]): TemplateResult =>
    html`<li><a href=${href}>${icon(shape)}<span><b>${title}</b><span>${body}</span></span>${icon("next")}</a></li>`;
  return html`<ul class="doors">${door("#choose", "person", investor)}${door("guide.html", "code", developer)}${door("guide.html#teams", "proved", team)}</ul>`;
};

const list = (all: Customer[]): TemplateResult => html`<ul class="people">
  ${all.map(
    (one) => html`<li><button type="button" @click=${() => void enter(one)}>
    <span class="tile ${one.class === null ? "none" : ramp(Number(one.class.slice(1)) - 1, 5)}">${one.class ?? "–"}</span>
    <span><span class="name">${say(one.name)}</span> <span class="quiet">${words().home.age(one.age)}${one.class === null ? html` · ${words().home.noClass}` : nothing}</span>
      <span class="about">${say(one.about)}</span></span>
    <span class="enter"><span class="vh">${words().home.as(say(one.name))}</span>${icon("next")}</span>
  </button></li>`,
  )}
</ul>`;

start({ name: "index", title: () => words().home.choose, main, who: () => me });
void load();
