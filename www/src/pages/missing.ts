/** What an address shows that leads nowhere. */
import { html } from "lit";
import { words } from "../i18n";
import { start } from "../shell";

const main = () => {
  const { missing, nav } = words();
  return html`<h1>${missing.title}</h1><p class="lead">${missing.body}</p>
    <p class="go"><a class="btn" href="/index.html">${missing.home}</a><a class="btn" href="/shelf.html">${nav.shelf}</a></p>`;
};

start({ name: "missing", title: () => words().missing.title, main });
