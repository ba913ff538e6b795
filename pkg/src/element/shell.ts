/**
 * The closed shadow root of an element: nothing in it can be reached from the page, and no event that
 * happens in it goes further than its edge.
 */
import { render, type TemplateResult } from "lit-html";
import { rootOf } from "./root.js";
import base from "./styles/base.css";
import elder from "./styles/elder.css";
import flow from "./styles/flow.css";
import panel from "./styles/panel.css";
import question from "./styles/question.css";
import result from "./styles/result.css";
import steps from "./styles/steps.css";
import tokens from "./styles/tokens.css";

const STYLES = [tokens, base, flow, question, result, steps, panel, elder].join("\n");

/** Everything that could tell a listener of the page which option was touched. */
// biome-ignore format: one line for each kind of event
const EVENTS = [
  "pointerdown", "pointerup", "pointermove", "pointerover", "pointerout", "pointercancel", "gotpointercapture", "lostpointercapture",
  "mousedown", "mouseup", "mousemove", "mouseover", "mouseout", "click", "dblclick", "auxclick", "contextmenu", "wheel",
  "touchstart", "touchend", "touchmove", "touchcancel", "keydown", "keyup", "keypress", "beforeinput", "input", "change",
  "compositionstart", "compositionupdate", "compositionend", "focusin", "focusout", "select", "selectstart",
  "copy", "cut", "paste", "dragstart", "drag", "dragend", "dragover", "drop", "submit", "reset", "invalid", "toggle",
  "animationstart", "animationend", "animationiteration", "transitionrun", "transitionstart", "transitionend", "transitioncancel",
];

let sheet: CSSStyleSheet | undefined;

export interface Shell {
  draw(template: TemplateResult): void;
  /** Moves the focus to the heading of what is shown now, or to the line of a review in which this was changed. */
  focusHeading(changed?: string): void;
  readonly root: ShadowRoot;
}

export const openShell = (host: HTMLElement): Shell => {
  const root = rootOf(host);
  for (const type of EVENTS) root.addEventListener(type, stop, { passive: true });
  style(root);
  return {
    root,
    draw: (template) => void render(template, root),
    focusHeading: (changed = "") => {
      // No list is gone through: a page that replaced what does so would be given what is in it. An id needs no quoting.
      const line = changed === "" ? null : root.querySelector<HTMLElement>(`[data-changes="${changed}"]`);
      if (line) {
        line.scrollIntoView({ block: "center" });
        line.focus({ preventScroll: true });
        return;
      }
      const heading = root.querySelector<HTMLElement>("[data-heading]");
      heading?.focus();
      // Of large text little fits on a screen: it begins with what is asked, so that answers are in sight below it.
      if (heading?.closest(".elder")) heading.scrollIntoView({ block: "start" });
    },
  };
};

const stop = (event: Event): void => event.stopPropagation();

/** Constructed style sheets pass a policy of `style-src 'self'`; where they are missing, so does a linked file. */
const style = (root: ShadowRoot): void => {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
    }
    root.adoptedStyleSheets = [sheet];
    return;
  }
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("./elements.css", import.meta.url).href;
  root.append(link);
};
