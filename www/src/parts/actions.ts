/** What a person can do next: the same list, in the same place, after every outcome. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, Trouble } from "../broker";
import { icon } from "../icons";
import { words } from "../i18n";
import { redraw } from "../shell";

export type Action = "assess" | "shelf" | "account" | "person" | "objection";

let answer: { kind: "person" | "objection" } | { code: string } | undefined;

export const actions = (list: readonly Action[], session?: string): TemplateResult => {
  const text = words().actions;
  const row = (title: string, body: string): TemplateResult => html`<span><b>${title}</b><span>${body}</span></span>${icon("next")}`;
  const contact = (kind: "person" | "objection") => async (): Promise<void> => {
    try {
      await broker.contact(kind, session);
      answer = { kind };
    } catch (trouble) {
      answer = { code: trouble instanceof Trouble ? trouble.code : "unreachable" };
    }
    redraw();
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
        return html`<button type="button" @click=${contact("person")}>${row(text.person, text.personBody)}</button>`;
      case "objection":
        return html`<button type="button" @click=${contact("objection")}>${row(text.objection, text.objectionBody)}</button>`;
    }
  };
  return html`<ul class="actions">${list.map((action) => html`<li>${one(action)}</li>`)}</ul>
    <div role="status">${answer === undefined ? nothing : said()}</div>`;
};

const said = (): TemplateResult => {
  const text = words();
  if (answer && "kind" in answer) {
    return html`<p class="note">${answer.kind === "person" ? text.actions.personDone : text.actions.objectionDone}</p>`;
  }
  return html`<p class="note broken">${text.trouble.title} ${answer ? text.trouble.code(answer.code) : nothing}</p>`;
};
