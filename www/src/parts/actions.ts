/** What a person can do next: the same list, in the same place, after every outcome. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, Trouble } from "../broker";
import { icon } from "../icons";
import { words } from "../i18n";
import { redraw } from "../shell";

export type Action = "assess" | "shelf" | "account" | "person" | "objection";

type Contact = "person" | "objection";

/** How far each request came: on its way, noted, or why it was not. */
const asked = new Map<Contact, "passing" | "noted" | { code: string }>();

export const actions = (list: readonly Action[], session?: string): TemplateResult => {
  const text = words().actions;
  const row = (title: string, body: string): TemplateResult => html`<span><b>${title}</b><span>${body}</span></span>${icon("next")}`;
  const contact = async (kind: Contact): Promise<void> => {
    asked.set(kind, "passing");
    redraw();
    try {
      await broker.contact(kind, session);
      asked.set(kind, "noted");
    } catch (trouble) {
      asked.set(kind, { code: trouble instanceof Trouble ? trouble.code : "unreachable" });
    }
    redraw();
  };
  // What is on its way or noted is not asked again.
  const request = (kind: Contact, title: string, body: string): TemplateResult => {
    const open = typeof asked.get(kind) !== "string";
    return html`<button type="button" aria-disabled=${open ? nothing : "true"} @click=${() => (open ? void contact(kind) : undefined)}>${row(title, body)}</button>`;
  };
  const one = (action: Action): TemplateResult => {
    switch (action) {
      case "assess":
        return html`<a href="assess.html">${row(text.assess, text.assessBody)}</a>`;
      case "shelf":
        return html`<a href="shelf.html">${row(text.shelf, text.shelfBody)}</a>`;
      case "account":
        return html`<a href="account.html">${row(text.account, text.accountBody)}</a>`;
      case "person":
        return request("person", text.person, text.personBody);
      case "objection":
        return request("objection", text.objection, text.objectionBody);
    }
  };
  return html`<ul class="actions">${list.map((action) => html`<li>${one(action)}</li>`)}</ul>
    <div role="status">${[...asked].map(([kind, state]) => said(kind, state))}</div>`;
};

const said = (kind: Contact, state: "passing" | "noted" | { code: string }): TemplateResult | typeof nothing => {
  const { actions: text, trouble } = words();
  if (state === "passing") return nothing;
  if (state === "noted") return html`<p class="note">${kind === "person" ? text.personDone : text.objectionDone}</p>`;
  return html`<p class="note broken">${trouble.title} ${trouble.code(state.code)}</p>`;
};
