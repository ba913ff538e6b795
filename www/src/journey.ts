/** One session in the page: the flow element, and the panel that shows what it sends. */
import { type Found, init, type Purpose } from "prescreen";
import proofs from "virtual:proofs";
import type { Abandoned, FlowStage, PrescreenFlowElement, PrescreenPanelElement } from "prescreen/elements";
import { broker, type Opening } from "./broker";
import { locale, words } from "./i18n";
import { PHONE } from "./phone";
import { shown } from "./shell";
import { setSize, size } from "./size";

export interface Journey {
  session: string;
  flow: PrescreenFlowElement;
  panel: PrescreenPanelElement;
}

export interface Events {
  done: () => void;
  /** The person ended it, or what the firm holds rules it out. */
  abandoned: (why: Abandoned) => void;
  /** The flow cannot go on; the code says why. */
  failed: (code: string) => void;
  /** Told at each stage, with whether it waits for the firm. */
  step?: (stage: FlowStage, waitsForFirm: boolean) => void;
}

export interface BeginOptions extends Opening {
  /** What the person's own records say; it stays in the tab. */
  found?: Found | undefined;
}

let coming: Promise<unknown> | undefined;

/** Defines the elements. They are fetched once the page shows what it knows, which needs nothing of them. */
const elements = (): Promise<unknown> => {
  coming ??= import("prescreen/elements").catch((problem: unknown) => {
    coming = undefined;
    throw problem;
  });
  return coming;
};

// What cannot be fetched now is fetched again when a journey begins.
const early = shown.then(elements).catch(() => undefined);

/** Fetches the module too, behind the elements: a page that screens nothing by itself asks nothing of it before a journey. */
export const fetchModule = (): Promise<unknown> => early.then(() => init()).catch(() => undefined);

export const begin = async (purpose: Purpose, events: Events, { found, ...opening }: BeginOptions = {}): Promise<Journey> => {
  await elements();
  const opened = await broker.open(purpose, opening);
  const flow = document.createElement("prescreen-flow");
  flow.session = opened.session;
  flow.claimToken = opened.claim_token;
  flow.serverKeys = opened.server_keys;
  flow.base = location.origin;
  flow.found = found;
  flow.guarded = true;
  follow(flow);
  const say = (): void => {
    const { actions, buy } = words();
    flow.texts = {
      contact: { noted: { person: actions.personNoted(PHONE), objection: actions.objectionNoted(PHONE) } },
      steps: { hosts: { call: buy.callStep(PHONE), "call-back": buy.callStep(PHONE), payment: buy.paymentStep(PHONE) } },
    };
  };
  say();
  document.addEventListener("site-preference", say);
  flow.addEventListener("prescreen-done", events.done);
  flow.addEventListener("prescreen-abandon", ({ detail }) => events.abandoned(detail.why));
  flow.addEventListener("prescreen-error", ({ detail }) => events.failed(detail.code));
  flow.addEventListener("prescreen-step", ({ detail }) => events.step?.(detail.stage, detail.kind === "host"));
  flow.addEventListener("prescreen-contact", ({ detail }) => detail.passOn(broker.contact(detail.kind, detail.session)));
  flow.addEventListener("prescreen-elder", ({ detail }) => setSize(detail.size));
  flow.setAttribute("phone", PHONE);
  const panel = idlePanel();
  panel.flow = flow;
  return { session: opened.session, flow, panel };
};

/** The panel before anything can leave. */
export const idlePanel = (): PrescreenPanelElement => {
  const panel = document.createElement("prescreen-panel");
  panel.proofs = proofs;
  follow(panel);
  return panel;
};

/** Keeps an element in the language and theme of the page. */
const follow = (element: HTMLElement): void => {
  const set = (): void => {
    element.setAttribute("locale", locale());
    const theme = document.documentElement.dataset.theme;
    if (theme) element.setAttribute("theme", theme);
    if (size() === 0) element.removeAttribute("elder");
    else element.setAttribute("elder", String(size()));
  };
  set();
  document.addEventListener("site-preference", set);
};
