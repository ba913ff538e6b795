/** What a person can do next: the same list, in the same place, after every outcome. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, Trouble } from "../broker";
import { icon } from "../icons";
import { words } from "../i18n";
import { dialled, PHONE } from "../phone";
import { keepInSight, redraw } from "../shell";

export type Action = "assess" | "shelf" | "account" | "person" | "objection";

type Contact = "person" | "objection";

/** How far each request came: on its way, noted, or why it was not. */
const asked = new Map<Contact, "passing" | "noted" | { code: string }>();

/** `noted` is called once the firm has a request. */
export const actions = (list: readonly Action[], session?: string, noted?: () => void): TemplateResult => {
  const text = words().actions;
  const told = (title: string, body: string): TemplateResult => html`<span><b>${title}</b><span>${body}</span></span>`;
  const row = (title: string, body: string): TemplateResult => html`${told(title, body)}${icon("next")}`;
  const contact = async (kind: Contact): Promise<void> => {
    asked.set(kind, "passing");
    redraw();
    try {
      await broker.contact(kind, session);
      asked.set(kind, "noted");
      noted?.();
    } catch (trouble) {
      asked.set(kind, { code: trouble instanceof Trouble ? trouble.code : "unreachable" });
    }
    redraw();
  };
  // What is on its way or noted is not asked again.
  const isOpen = (kind: Contact): boolean => typeof asked.get(kind) !== "string";
  const press = (kind: Contact) => (): void => {
    if (isOpen(kind)) void contact(kind);
  };
  const disabled = (kind: Contact): "true" | typeof nothing => (isOpen(kind) ? nothing : "true");
  const one = (action: Action): TemplateResult => {
    switch (action) {
      case "assess":
        return html`<a href="assess.html">${row(text.assess, text.assessBody)}</a>`;
      case "shelf":
        return html`<a href="shelf.html">${row(text.shelf, text.shelfBody)}</a>`;
      case "account":
        return html`<a href="account.html">${row(text.account, text.accountBody)}</a>`;
      case "person":
        return html`<button type="button" aria-disabled=${disabled("person")} @click=${press("person")}>${row(text.person, text.personBody)}</button>`;
      case "objection":
        // Two presses, with what it leads to between them.
        return html`<details class="object" @toggle=${keepInSight}><summary>${told(text.objection, text.objectionBody)}</summary><div><p>${dialled(text.objectionAsk(PHONE))}</p>
          <p class="go"><button class="btn" type="button" aria-disabled=${disabled("objection")} @click=${press("objection")}>${text.objectionSend}</button></p></div></details>`;
    }
  };
  return html`<ul class="actions">${list.map((action) => html`<li>${one(action)}</li>`)}</ul>
    <div role="status">${[...asked].map(([kind, state]) => said(kind, state))}</div>`;
};

const said = (kind: Contact, state: "passing" | "noted" | { code: string }): TemplateResult | typeof nothing => {
  const { actions: text, trouble } = words();
  if (state === "passing") return nothing;
  if (state === "noted") return html`<p class="note">${dialled((kind === "person" ? text.personDone : text.objectionDone)(PHONE))}</p>`;
  return html`<p class="note broken">${trouble.title} ${trouble.code(state.code)}</p>`;
};
