/** What a person can afford: the figures of invented people, worked out as those of anybody's own records are. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Me } from "../broker";
import { idlePanel } from "../journey";
import { filesOf, type Person, PERSONS } from "../records/afford/persons";
import { Reckoning } from "../records/afford/reckoning";
import { affordParts } from "../records/afford/view";
import { affordWords } from "../records/afford/words";
import { beside, declaredForm } from "../records/declared";
import { Files } from "../records/files";
import { redraw, start, Work } from "../shell";
import "../styles/journey.css";
import "../styles/records.css";
import "../styles/records-picture.css";

/** The currency of what is typed in. */
const HERE = "CNY";

let me: Me | null = null;
let person: Person = "none";
const files = new Files();
const reckoning = new Reckoning();
const panel = idlePanel();
/** The people of the page are asked nothing: none of them owes anything elsewhere. */
reckoning.elsewhere = 0;

/** Takes the files of the one before from the page, and puts those of another on it. */
const choose = (other: Person): void => {
  person = other;
  for (const file of [...files.list]) files.remove(file, () => "");
  const brought = filesOf(other);
  if (brought.length > 0) files.add(brought);
  redraw();
};

const persons = (): TemplateResult => {
  const { persons: text } = affordWords();
  return html`<fieldset class="persons"><legend>${text.title}</legend><p class="small quiet">${text.says}</p><div class="each">${PERSONS.map(
    (
      one,
    ) => html`<label class="choice"><input type="radio" name="person" value=${one} .checked=${one === person} @change=${() => choose(one)}>
      <span><b>${text.each[one].name}</b><small>${text.each[one].says}</small></span></label>`,
  )}</div><p class="small">${text.own} <a href="records.html">${text.toRecords}</a></p></fieldset>`;
};

const main = (): TemplateResult => {
  const text = affordWords();
  return html`<p class="eyebrow">${text.eyebrow}</p><h1>${text.title}</h1><p class="lead">${text.lead}</p>
    ${persons()} ${affordParts(reckoning, files, false)}
    ${person === "none" ? html`${declaredForm(HERE)} ${beside(undefined, HERE)}` : nothing}`;
};

start({
  name: "afford",
  title: () => affordWords().title,
  main,
  aside: () => html`${Object.assign(panel, { files: files.read })}`,
  who: () => me,
});

void new Work().run(async () => {
  me = await broker.me();
});
