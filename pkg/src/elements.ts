/** Defines `<prescreen-flow>` and `<prescreen-panel>`. This is the one entry whose import has an effect. */
import { FlowElement } from "./element/flow-element.js";
import { PanelElement } from "./element/panel-element.js";
import type { ServerKey } from "./core/signature.js";
import type { Texts } from "./element/texts/index.js";
import type { WireEntry } from "./flow/wire.js";

export type { Texts, Words } from "./element/texts/index.js";

/** One investor's way through one session. Attributes: `locale`, `theme` (`light` or `dark`). */
export interface PrescreenFlowElement extends HTMLElement {
  session: string;
  claimToken: string;
  /** The server's public keys; with them its signatures are checked. */
  serverKeys: readonly ServerKey[] | undefined;
  base: string;
  /** Id of the pack's consent to watch how the form is used; nothing is watched when it is empty or not given. */
  observe: string;
  texts: Texts;
}

/** What leaves this device. Attributes: `locale`, `theme`. */
export interface PrescreenPanelElement extends HTMLElement {
  flow: HTMLElement | undefined;
  entries: readonly WireEntry[];
  texts: Texts;
}

export interface PrescreenEvents {
  "prescreen-step": CustomEvent<{ stage: string; kind?: string; flow?: string; step?: string }>;
  "prescreen-sent": CustomEvent<{ kind: "commit" | "verdict" | "step"; bytes: number; text: string }>;
  "prescreen-contact": CustomEvent<{ kind: "person" | "objection" }>;
  "prescreen-abandon": CustomEvent<object>;
  "prescreen-error": CustomEvent<{ code: string; outcome: "refer" }>;
  "prescreen-done": CustomEvent<{ complete: boolean }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "prescreen-flow": PrescreenFlowElement;
    "prescreen-panel": PrescreenPanelElement;
  }
  interface HTMLElementEventMap extends PrescreenEvents {}
}

const define = (name: string, element: CustomElementConstructor): void => {
  if (!customElements.get(name)) customElements.define(name, element);
};

define("prescreen-flow", FlowElement);
define("prescreen-panel", PanelElement);
