/** Masthead, footer and the life of one page: load, draw, draw again in the other language. */
import { html, nothing, render, type TemplateResult } from "lit";
import type { Me } from "./broker";
import { Trouble } from "./broker";
import { icon } from "./icons";
import { ownRequests } from "./own-calls";
import { keep, otherLocale, say, setLocale, words } from "./i18n";
import "prescreen/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";

export type PageName = "index" | "assess" | "shelf" | "buy" | "records" | "account" | "guide" | "lab";

export interface Page {
  name: PageName;
  title: () => string;
  /** What stands in `<main>`; drawn again whenever `redraw` is called. */
  main: () => TemplateResult;
  /** What stands beside it: the panel "What leaves this device". */
  aside?: () => TemplateResult | typeof nothing;
  who?: () => Me | null;
  /** Links that only this page has in its masthead. */
  links?: () => TemplateResult;
  /** Whether something was begun that leaving the page must not lose. */
  underway?: () => boolean;
}

let current: Page | undefined;

export const start = (page: Page): void => {
  current = page;
  document.addEventListener("site-preference", redraw);
  document.addEventListener("site-call", redraw);
  leaveNothing();
  redraw();
};

/** The browser may keep a page that is left, and show it to whoever goes back: it is emptied, and read anew. */
const leaveNothing = (): void => {
  let left = false;
  addEventListener("pagehide", () => {
    left = !current?.underway?.();
    if (left) render(nothing, document.body);
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && left) location.reload();
  });
};

export const redraw = (): void => {
  if (!current) return;
  const page = current;
  document.title = `${page.title()} · ${words().brand}`;
  const aside = page.aside?.() ?? nothing;
  document.body.classList.toggle("framed", aside !== nothing);
  document.body.classList.toggle("underway", page.underway?.() ?? false);
  render(
    html`<a class="skip" href="#main" @click=${toMain}>${words().skip}</a>
      ${masthead(page)}
      <div class="page ${aside === nothing ? "" : "frame"}">
        <main id="main" tabindex="-1">${page.main()}</main>
        ${aside === nothing ? nothing : html`<aside>${aside}${ownRequests()}</aside>`}
      </div>
      <footer class="foot"><div><p>${words().footer}</p></div></footer>`,
    document.body,
  );
};

/** After a change of view, the reader continues at its heading. */
export const focusHeading = (): void => {
  const heading = document.querySelector<HTMLElement>("main h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
};

const toMain = (event: Event): void => {
  event.preventDefault();
  document.getElementById("main")?.focus();
};

const masthead = (page: Page): TemplateResult => {
  const text = words();
  const who = page.who?.() ?? null;
  const link = (name: PageName, label: string): TemplateResult =>
    html`<a href="${name}.html" aria-current=${page.name === name || (page.name === "buy" && name === "shelf") ? "page" : nothing}>${label}</a>`;
  return html`<header class="mast"><div>
    <a class="brand" href="index.html"><svg viewBox="0 0 22 22" aria-hidden="true"><path d="M2 15c3-3 6-3 9 0s6 3 9 0M7 11V4M11 11V2M15 11V5"/></svg>${text.brand}<small>${text.demonstration}</small></a>
    <nav aria-label=${text.pages}>
      ${link("assess", text.nav.assess)}${link("shelf", text.nav.shelf)}${link("records", text.nav.records)}${link("account", text.nav.account)}${link("guide", text.nav.guide)}${page.links?.() ?? nothing}
    </nav>
    <div class="tools">
      ${who ? html`<a class="tool" href="index.html">${text.switchCustomer(say(who.customer.name))}</a>` : nothing}
      <button class="tool" type="button" lang=${otherLocale()} aria-label=${text.otherLanguageName} @click=${() => setLocale(otherLocale())}>${text.otherLanguage}</button>
      <button class="tool" type="button" aria-label=${text.theme} @click=${switchTheme}>${icon("theme")}</button>
    </div>
  </div></header>`;
};

const switchTheme = (): void => {
  const root = document.documentElement;
  const set = root.dataset.theme;
  const dark = set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  keep("theme", root.dataset.theme);
};

/** What a page does and may fail at. It draws itself again when that ends, with what went wrong. */
export class Work {
  problem: unknown;

  async run(work: () => Promise<void>): Promise<void> {
    this.problem = undefined;
    try {
      await work();
    } catch (trouble) {
      this.problem = trouble;
    }
    redraw();
  }
}

/** What a page shows while it reads, and when nobody is signed in. */
export const waiting = (): TemplateResult => html`<p role="status" class="quiet">${words().loading}</p>`;

export const signIn = (): TemplateResult => html`<h1>${words().signIn.title}</h1>
  <p class="lead">${words().signIn.body}</p>
  <p class="go"><a class="btn main" href="index.html">${words().signIn.go}</a></p>`;

/** A failure within a page that goes on. */
export const failed = (problem: unknown, again: () => void): TemplateResult => html`<div class="note broken" role="alert">
  <h2>${told(problem).title}</h2>
  ${trouble(problem, again)}
</div>`;

/** A page that could not be read at all. */
export const unavailable = (problem: unknown, again: () => void): TemplateResult => html`<h1>${told(problem).title}</h1>
  <div class="note broken" role="alert">${trouble(problem, again)}</div>`;

/**
 * What went wrong, in words: only where no answer came, or none of the server's own, can it not be reached. `anew`: the
 * same would be refused again, and the page has to be loaded anew.
 */
const told = (problem: unknown): { title: string; body: string; anew?: true } => {
  const { title, offline, body, device, other, refused } = words().trouble;
  if (!(problem instanceof Trouble)) return { title, body: device };
  if (problem.code === "offline") return { title, body: offline };
  if (problem.code === "unknown-session" || problem.status === 401) return { ...other, anew: true };
  return problem.status === 0 || problem.status >= 500 ? { title, body } : { ...refused, anew: true };
};

const trouble = (problem: unknown, again: () => void): TemplateResult => {
  const { body, anew } = told(problem);
  return html`
  <p>${body}</p>
  ${problem instanceof Trouble ? html`<p class="small">${words().trouble.code(problem.code)}</p>` : nothing}
  <p class="go"><button class="btn" type="button" @click=${anew ? reload : again}>${anew ? words().loadAgain : words().tryAgain}</button></p>`;
};

const reload = (): void => location.reload();
