/** One session in the page: the flow element, and the panel that shows what it sends. */
import "prescreen/elements";
import { broker, type Purpose } from "./broker";
import { locale } from "./i18n";

export interface Journey {
  session: string;
  flow: HTMLElement;
  panel: HTMLElement;
}

interface FlowElement extends HTMLElement {
  session: string;
  claimToken: string;
  base: string;
}

interface PanelElement extends HTMLElement {
  flow?: HTMLElement;
  entries: readonly unknown[];
}

export interface Events {
  done: () => void;
  abandoned: () => void;
  /** Told at each step, with whether it waits for the firm. */
  step?: (waitsForFirm: boolean) => void;
}

export const begin = async (purpose: Purpose, product: string | undefined, events: Events, resume = false): Promise<Journey> => {
  const opened = await broker.open(purpose, product, resume);
  const flow = document.createElement("prescreen-flow") as FlowElement;
  flow.session = opened.session;
  flow.claimToken = opened.claim_token;
  flow.base = location.origin;
  speak(flow);
  flow.addEventListener("prescreen-done", () => events.done());
  flow.addEventListener("prescreen-abandon", () => events.abandoned());
  flow.addEventListener("prescreen-step", (event) => events.step?.((event as CustomEvent<{ kind?: string }>).detail.kind === "host"));
  const panel = idlePanel() as PanelElement;
  panel.flow = flow;
  return { session: opened.session, flow, panel };
};

/** The panel before anything can leave. */
export const idlePanel = (): HTMLElement => {
  const panel = document.createElement("prescreen-panel") as PanelElement;
  panel.entries = [];
  speak(panel);
  return panel;
};

/** Keeps an element in the language of the page. */
const speak = (element: HTMLElement): void => {
  const set = (): void => element.setAttribute("locale", locale());
  set();
  document.addEventListener("site-language", set);
};
