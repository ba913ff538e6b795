/**
 * The identity step of an account opening: document, telephone, e-mail. What is typed stays in the inputs, which have
 * no name and stand in no form, so that nothing can submit them; only findings are kept. It must never send a value.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Me } from "../broker";
import { day } from "../format";
import { inLocale, locale } from "../i18n";
import { redraw } from "../shell";
import { check, correction, documents, prepare, toCorrect, type Document, type State } from "./check";
import { en } from "./en";
import { type IdentityWords, zh } from "./zh";
import "../styles/identity.css";

const identityWords = (): IdentityWords => inLocale<IdentityWords>({ en, "zh-CN": zh });

const names = ["number", "phone", "email"] as const;
type Name = (typeof names)[number];

let chosen: Document = "mainland_identity";
const states: Record<Name, State> = { number: "empty", phone: "empty", email: "empty" };

/** The input as it stands in the page: nothing here holds on to it. */
const input = (name: Name): HTMLInputElement | HTMLTextAreaElement | null => document.querySelector(`#id-${name}`);

const look = async (name: Name, me: Me): Promise<void> => {
  const value = input(name)?.value ?? "";
  const kind = name === "number" ? chosen : name;
  const birth = me.facts.birth_date;
  const state = await check(kind, value, day(me.now), typeof birth === "string" ? birth : undefined);
  if (input(name)?.value !== value || (name === "number" && kind !== chosen)) return;
  states[name] = state;
  redraw();
};

/** Checks every field; when one is to be corrected, the reader stands in the first and the answer is false. */
export const inOrder = async (me: Me): Promise<boolean> => {
  await Promise.all(names.map((name) => look(name, me)));
  const first = names.find((name) => toCorrect(states[name]));
  if (first) input(first)?.focus();
  return first === undefined;
};

/** The step with its fields. An error is told when a field is left, and taken back as soon as it is corrected. */
export const identity = (me: Me): TemplateResult => {
  const text = identityWords();
  return html`<section class="sect identity" aria-labelledby="identity" @focusin=${prepare}>
    <h2 id="identity">${text.title}</h2>
    <p>${text.body}</p>
    <div class="field"><label for="document">${text.document}</label>
      <select id="document" autocomplete="off" @change=${choose}>
        ${documents.map((one) => html`<option value=${one} ?selected=${one === chosen}>${text.documents[one]}</option>`)}
      </select></div>
    ${
      chosen === "mrz"
        ? field(
            "number",
            me,
            (id, described, wrong) => html`<textarea id=${id} rows="4" autocomplete="off" autocapitalize="characters" spellcheck="false"
          aria-describedby=${described} aria-invalid=${wrong} @blur=${left("number", me)} @input=${typed("number", me)}></textarea>`,
          )
        : field(
            "number",
            me,
            (
              id,
              described,
              wrong,
            ) => html`<input id=${id} type="text" inputmode="text" autocomplete="off" autocapitalize="characters" spellcheck="false"
          aria-describedby=${described} aria-invalid=${wrong} @blur=${left("number", me)} @input=${typed("number", me)}>`,
          )
    }
    ${field(
      "phone",
      me,
      (id, described, wrong) => html`<input id=${id} type="tel" inputmode="tel" autocomplete="tel"
      aria-describedby=${described} aria-invalid=${wrong} @blur=${left("phone", me)} @input=${typed("phone", me)}>`,
    )}
    ${field(
      "email",
      me,
      (
        id,
        described,
        wrong,
      ) => html`<input id=${id} type="text" inputmode="email" autocomplete="email" autocapitalize="none" spellcheck="false"
      aria-describedby=${described} aria-invalid=${wrong} @blur=${left("email", me)} @input=${typed("email", me)}>`,
    )}
    <p class="stays">${text.stays}</p>
  </section>`;
};

const field = (name: Name, me: Me, control: (id: string, described: string, wrong: "true" | "false") => TemplateResult): TemplateResult => {
  const text = identityWords();
  const state = states[name];
  const wrong = toCorrect(state);
  const hint = name === "number" ? text.hints[chosen] : text.hints[name];
  const label = name === "number" ? (chosen === "mrz" ? text.zone : text.number) : text[name];
  return html`<div class="field ${wrong ? "wrong" : ""}">
    <label for="id-${name}">${label}</label>
    <p class="hint" id="hint-${name}">${hint}</p>
    ${control(`id-${name}`, `hint-${name} said-${name}`, wrong ? "true" : "false")}
    <p class="said" id="said-${name}" aria-live="polite">${said(name, state, me)}</p>
  </div>`;
};

const said = (name: Name, state: State, me: Me): string | typeof nothing => {
  const text = identityWords();
  if (state === "empty") return nothing;
  if (state === "valid") return text.fits;
  if (state === "unchecked") return text.unchecked;
  if (state === "birth_date") return text.birthDate(String(me.facts.birth_date));
  if (name === "phone" && state.part) return text.phoneWrong;
  const note = state.note;
  if (note && note !== "county_not_checked" && note !== "domain_not_checked") return text.notes[note];
  return correction(state, locale()) ?? text.fits;
};

/** An input that the page lets go of is let go of here too, with what stands in it. */
const left = (name: Name, me: Me) => (): void => void look(name, me);

/** While typing nothing new is found wrong: a field with an error is looked at again, other words are taken back. */
const typed = (name: Name, me: Me) => (): void => {
  if (toCorrect(states[name])) void look(name, me);
  else if (states[name] !== "empty") {
    states[name] = "empty";
    redraw();
  }
};

const choose = (event: Event): void => {
  chosen = documents.find((one) => one === (event.target as HTMLSelectElement).value) ?? chosen;
  states.number = "empty";
  const number = input("number");
  if (number) number.value = "";
  redraw();
};
