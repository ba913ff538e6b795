/** Masthead, footer and the life of one page: load, draw, draw again in the other language. */
import { html, nothing, render, type TemplateResult } from "lit";
import type { Me } from "./broker";
import { Trouble } from "./broker";
import { icon } from "./icons";
import { followed } from "./links";
import { ownRequests } from "./own-calls";
import { PHONE } from "./phone";
import { isOffered, setSize, size } from "./size";
import { keep, otherLocale, say, setLocale, words } from "./i18n";
import "prescreen/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";

export type PageName =
  | "index"
  | "assess"
  | "shelf"
  | "buy"
  | "apply"
  | "records"
  | "afford"
  | "account"
  | "guide"
  | "verify"
  | "lab"
  | "experiment"
  | "missing";

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
  /** Asks the person before a link leads away from what would be lost; whether to go, at once where nothing would be. */
  leave?: () => Promise<boolean>;
}

let current: Page | undefined;
/** Whether what is drawn is only the place of what comes. */
let busy = false;
let show: () => void = () => undefined;

/** Fulfilled once the page has drawn what it knows. */
export const shown = new Promise<void>((done) => {
  show = done;
});

export const start = (page: Page): void => {
  current = page;
  document.addEventListener("site-preference", redraw);
  document.addEventListener("site-call", redraw);
  document.addEventListener("click", (event) => void askBefore(event));
  leaveNothing();
  redraw();
};

/** A link that leads away from what would be lost is followed once the person said so. */
const askBefore = async (event: MouseEvent): Promise<void> => {
  const link = current?.leave ? followed(event) : undefined;
  if (!link) return;
  event.preventDefault();
  if (await current?.leave?.()) location.assign(link.href);
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
  document.getElementById("first")?.remove();
  busy = false;
  const underway = page.underway?.() ?? false;
  // A menu is of what it was opened over: not of what begins or ends.
  if (underway !== covered) opened = false;
  covered = underway;
  const main = page.main();
  const aside = page.aside?.() ?? nothing;
  document.body.classList.toggle("framed", aside !== nothing);
  document.body.classList.toggle("underway", underway);
  render(
    html`<a class="skip" href="#main" @click=${toMain}>${words().skip}</a>
      ${masthead(page)}
      ${isOffered(page.who?.() ?? null) ? largerOffer() : nothing}
      <div class="page ${aside === nothing ? "" : "frame"}">
        <main id="main" tabindex="-1" aria-busy=${busy ? "true" : nothing}>${main}</main>
        ${aside === nothing ? nothing : html`<aside>${aside}${ownRequests()}</aside>`}
      </div>
      <footer class="foot"><div><p>${words().footer}</p></div></footer>
      ${size() > 0 && !underway ? html`<p class="call"><a href="tel:${PHONE}">${words().larger.call} <b class="n">${PHONE}</b></a></p>` : nothing}`,
    document.body,
  );
  if (!busy) show();
};

/** After a change of view, the reader continues at its heading. */
export const focusHeading = (): void => {
  const heading = document.querySelector<HTMLElement>("main h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
};

/** What came of a press stands above it: it comes in sight, and is read. */
export const focusNote = (): void => document.querySelector<HTMLElement>("main [role=status] h2")?.focus();

/** Of what was opened, the end comes above what lies over the foot of the screen. */
export const keepInSight = ({ currentTarget }: Event): void => {
  const opened = currentTarget as HTMLDetailsElement;
  if (opened.open) opened.lastElementChild?.scrollIntoView({ block: "nearest" });
};

const toMain = (event: Event): void => {
  event.preventDefault();
  document.getElementById("main")?.focus();
};

/** Pages without a link of their own, and under which one they stand. */
const under: Partial<Record<PageName, PageName>> = { buy: "shelf", apply: "account" };

const masthead = (page: Page): TemplateResult => {
  const text = words();
  const who = page.who?.() ?? null;
  const link = (name: PageName, label: string): TemplateResult =>
    html`<a href="${name}.html" aria-current=${page.name === name || under[page.name] === name ? "page" : nothing}>${label}</a>`;
  const larger = size();
  return html`<header class="mast ${opened ? "open" : ""}"><div>
    <a class="brand" href="index.html"><svg viewBox="0 0 22 22" aria-hidden="true"><path d="M2 15c3-3 6-3 9 0s6 3 9 0M7 11V4M11 11V2M15 11V5"/></svg><span class="name" title=${text.brand}>${text.brand}</span><small>${text.demonstration}</small></a>
    <button class="tool menu" type="button" aria-expanded=${opened} aria-controls="menu" @click=${toggleMenu}>${text.menu}</button>
    <div class="sheet" id="menu">
    <nav aria-label=${text.pages}>
      ${link("assess", text.nav.assess)}${link("shelf", text.nav.shelf)}${link("records", text.nav.records)}${link("afford", text.nav.afford)}${link("account", text.nav.account)}${link("guide", text.nav.guide)}${page.links?.() ?? nothing}
    </nav>
    <div class="tools">
      ${who ? html`<a class="tool who" href="index.html" title=${say(who.customer.name)}>${text.switchCustomer(say(who.customer.name))}</a>` : nothing}
      <button class="tool" type="button" lang=${otherLocale()} aria-label=${text.otherLanguageName} @click=${() => setLocale(otherLocale())}>${text.otherLanguage}</button>
      <button class="tool" type="button" @click=${() => setSize(larger > 0 ? 0 : 20)}><span aria-hidden="true">${larger > 0 ? "A−" : "A+"}</span><span class="word">${larger > 0 ? text.larger.usual : text.larger.title}</span></button>
      <button class="tool" type="button" aria-label=${text.theme} aria-pressed=${isDark()} @click=${switchTheme}>${icon("theme")}</button>
    </div></div>
  </div></header>`;
};

/** Whether the menu of a small screen is open. */
let opened = false;
/** Whether an assessment or a purchase was under way when the page was drawn last. */
let covered = false;

const toggleMenu = (): void => {
  opened = !opened;
  redraw();
};

const largerOffer = (): TemplateResult => {
  const text = words().larger;
  return html`<div class="offer" role="region" aria-label=${text.title}><p>${text.offer}</p>
    <p class="go"><button class="btn" type="button" @click=${() => setSize(20)}>${text.yes}</button><button class="btn" type="button" @click=${() => setSize(0)}>${text.no}</button></p></div>`;
};

const isDark = (): boolean => {
  const set = document.documentElement.dataset.theme;
  return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

const switchTheme = (): void => {
  const root = document.documentElement;
  root.dataset.theme = isDark() ? "light" : "dark";
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

/** What a page shows while it reads: the places of what comes, as in the page's own text before this script ran. */
export const waiting = (): TemplateResult => {
  busy = true;
  return html`<p role="status" class="vh">${words().loading}</p><div class="skeleton" aria-hidden="true">${Array.from({ length: 8 }, () => html`<i></i>`)}</div>`;
};

/** The same with a heading of its own, of a page that knows no better yet, and where there will be one, the line above it. */
export const waitingPage = (heading: string, line = false): TemplateResult =>
  html`${line ? html`<p class="eyebrow">\u00a0</p>` : nothing}<h1>${heading}</h1>${waiting()}`;

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
 * What went wrong, in words: only where no answer came, or none of the server's own, can it not be reached. `remedy`: what
 * helps, where the same would be refused again.
 */
const told = (problem: unknown): { title: string; body: string; remedy?: "sign-in" | "reload" } => {
  const { title, offline, body, device, other, signedOut, refused } = words().trouble;
  if (!(problem instanceof Trouble)) return { title, body: device };
  if (problem.code === "offline") return { title, body: offline };
  if (problem.status === 401) return { ...signedOut, remedy: "sign-in" };
  if (problem.code === "unknown-session") return { ...other, remedy: "reload" };
  return problem.status === 0 || problem.status >= 500 ? { title, body } : { ...refused, remedy: "reload" };
};

const trouble = (problem: unknown, again: () => void): TemplateResult => {
  const { body, remedy } = told(problem);
  const { signIn, loadAgain, tryAgain, trouble: text } = words();
  return html`
  <p>${body}</p>
  ${problem instanceof Trouble ? html`<p class="small">${text.code(problem.code)}</p>` : nothing}
  <p class="go">${
    remedy === "sign-in"
      ? html`<a class="btn" href="index.html">${signIn.go}</a>`
      : html`<button class="btn" type="button" @click=${remedy ? reload : again}>${remedy ? loadAgain : tryAgain}</button>`
  }</p>`;
};

const reload = (): void => location.reload();
