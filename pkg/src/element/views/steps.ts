/** Ordered steps: read, sign, insist, wait, or what the firm confirms. One is next; each can be the last. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { StepState, View } from "../../flow/view.js";
import type { FilledDocument } from "../../core/types.js";
import { bytes, remaining, timeOfDay } from "../format.js";
import * as icons from "../icons.js";
import { momentSaid } from "../said.js";
import { contacts, dialled, heading, keepInSight, paragraphs, matterLine, type Scene } from "../scene.js";
import { vars } from "../vars.js";
import { ownRecord } from "./record.js";

export const steps = (scene: Scene, view: View & { kind: "step" }): TemplateResult => {
  const { words, say, locale } = scene;
  const several = new Set(view.steps.map(({ flow }) => flow)).size > 1;
  return html`${matterLine(scene)}
    ${heading(several ? words.steps.title : say(`flow.${view.now.flow}`))}
    <ol class="steps" part="steps">${view.steps.map((step, index) => one(scene, step, index, step.state === "now" ? view.document : null))}</ol>
    <p class="sofar">${words.steps.sent(bytes(view.bytes, locale))}</p>
    ${view.record ? ownRecord(scene, words.done.recordWaits) : nothing}
    <details class="own" @toggle=${keepInSight}><summary>${words.steps.cancel}</summary><p>${words.steps.cancelBody}</p>
      <button class="btn" part="button" type="button" @click=${() => void scene.flow.leave()}>${words.steps.cancelNow}</button></details>
    ${contacts(scene)}`;
};

const one = (scene: Scene, step: StepState, index: number, document: FilledDocument | null): TemplateResult => {
  const { say, words } = scene;
  return html`<li class=${step.state} aria-current=${step.state === "now" ? "step" : nothing}>
    <span class="mark">${step.state === "done" ? html`${icons.done}<span class="vh">${words.steps.done}</span>` : index + 1}</span>
    <div class="what"><b>${say(`step.${step.flow}.${step.step}`)}</b>
      ${step.state === "now" ? now(scene, step, document) : nothing}
    </div></li>`;
};

const now = (scene: Scene, step: StepState, document: FilledDocument | null): TemplateResult => {
  const { words, flow, refresh, checkedAt, locale, pack } = scene;
  const leave = html`<button class="btn" part="button" type="button" @click=${() => flow.pause()}>${words.steps.leave}</button>`;
  if (step.kind === "host") {
    return html`<p class="quiet small">${dialled(scene, words.steps.hosts[step.step] ?? words.steps.host)}</p>${last(scene, step)}
      <div class="even">${leave}<button class="btn" part="button" type="button" @click=${refresh}>${words.steps.refresh}</button></div>
      <p class="small" role="status">${checkedAt === undefined ? nothing : words.steps.checked(timeOfDay(checkedAt, locale, pack.document.time_zone.name))}</p>`;
  }
  const left = step.kind === "wait" ? secondsLeft(scene, step) : 0;
  return html`${document ? html`<div class="paper" part="document"><h3>${document.title}</h3>${paragraphs(document.body)}</div>` : nothing}
    ${left > 0 ? waiting(scene, step, left) : nothing}${last(scene, step)}
    <div class="even">${leave}
      ${left > 0 ? nothing : confirming(step, words.steps[step.kind], () => void flow.confirmStep())}
    </div>`;
};

/** What goes on looks like it, and unlike the way out; where the person would act against a warning, both weigh the same. */
const confirming = ({ kind }: StepState, label: string, confirm: () => void): TemplateResult => {
  const main = kind !== "insist";
  return html`<button class=${main ? "btn main" : "btn"} part=${main ? "button main" : "button"} type="button" @click=${confirm}>${label}</button>`;
};

/** Until when the step can be taken. */
const last = (scene: Scene, { until, kind }: StepState): TemplateResult | typeof nothing => {
  if (until === null) return nothing;
  const { words } = scene;
  const end = momentSaid(scene, until);
  return html`<p class="quiet small">${kind === "host" ? words.steps.untilHost(end) : words.steps.until(end)}</p>`;
};

/** By the server's clock; what this page shows decides nothing. */
export const secondsLeft = ({ flow }: Scene, { not_before: until }: StepState): number =>
  until === null ? 0 : Math.max(0, Math.ceil(until - flow.connection.wire.serverNow / 1000));

const waiting = (scene: Scene, { not_before: until, hours }: StepState, left: number): TemplateResult => {
  const { words } = scene;
  const whole = (hours ?? 0) * 3600;
  return html`<div class="wait">
    <p class="time" role="timer" aria-live="off" aria-label=${words.steps.left}>${remaining(left)}</p>
    <div class="line" aria-hidden="true" ${vars({ gone: `${whole > 0 ? Math.round(((whole - left) / whole) * 1000) / 10 : 0}%` })}></div>
    <p>${words.steps.ends(momentSaid(scene, until ?? 0))}</p>
  </div>`;
};
