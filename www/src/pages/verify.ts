/** A page that verifies, on one's own device: receipts, records, openings and exports. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { dropPlace } from "../drop";
import { failed, redraw, start } from "../shell";
import { card } from "../verify/card";
import { Desk } from "../verify/desk";
import { words } from "../verify/words";
import "../styles/account.css";
import "../styles/verify.css";

const desk = new Desk();

const main = (): TemplateResult => {
  const text = words();
  return html`<p class="eyebrow">${text.eyebrow}</p>
    <h1>${text.title}</h1>
    <p class="lead">${text.lead}</p>
    ${desk.ready === "failed" ? failed(undefined, () => void desk.start()) : html`<p class="small quiet" role="status" id="ready" data-ready=${desk.ready}>${desk.ready ? text.ready : text.starting}</p>`}
    ${dropPlace(text.drop, (files) => desk.add(files))}
    ${pasteForm()}
    <p class="vh" role="status" id="told">${desk.told}</p>
    ${
      desk.items.length === 0
        ? nothing
        : html`<section class="sect" aria-labelledby="documents-h"><h2 id="documents-h">${text.documents.title}</h2>
      <ul class="documents">${repeat(
        desk.items,
        ({ key }) => key,
        (item) => card(desk, item),
      )}</ul></section>`
    }`;
};

const pasteForm = (): TemplateResult => {
  const { paste } = words();
  const submit = (event: Event): void => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem("text") as HTMLTextAreaElement;
    desk.paste(field.value);
    field.value = "";
  };
  return html`<form class="paste" @submit=${submit}><label for="text">${paste.label}</label>
    <textarea id="text" name="text" rows="4" spellcheck="false" autocomplete="off" aria-describedby="paste-hint"></textarea>
    <p class="small quiet" id="paste-hint">${paste.hint}</p>
    <button class="btn" type="submit">${paste.check}</button></form>`;
};

/** What is pasted beside the field: a file, or a text. */
addEventListener("paste", (event) => {
  if (event.target instanceof HTMLTextAreaElement) return;
  const { files } = event.clipboardData ?? {};
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (files && files.length > 0) desk.add(files);
  else if (text.trim() !== "") desk.paste(text);
});

start({ name: "verify", title: () => words().title, main });
void desk.start().then(redraw);
