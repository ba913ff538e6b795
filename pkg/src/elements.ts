/** Defines `<prescreen-flow>` and `<prescreen-panel>`. This is the one entry whose import has an effect. */
import type { OneWordEvents, PrescreenEvents } from "./element/events.js";
import { FlowElement } from "./element/flow-element.js";
import { PanelElement } from "./element/panel-element.js";

export type { Abandoned, FlowStage, PrescreenEvents } from "./element/events.js";
export type { FlowElement as PrescreenFlowElement } from "./element/flow-element.js";
export type { ProvedFigures } from "./element/panel/shown.js";
export type { PanelElement as PrescreenPanelElement } from "./element/panel-element.js";
export type { Texts, Words } from "./element/texts/index.js";

declare global {
  interface HTMLElementTagNameMap {
    "prescreen-flow": FlowElement;
    "prescreen-panel": PanelElement;
  }
  interface HTMLElementEventMap extends PrescreenEvents, OneWordEvents {}
  interface DocumentEventMap extends PrescreenEvents, OneWordEvents {}
}

const define = (name: string, element: CustomElementConstructor): void => {
  if (!customElements.get(name)) customElements.define(name, element);
};

define("prescreen-flow", FlowElement);
define("prescreen-panel", PanelElement);
