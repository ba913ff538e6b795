/** The end of the way: what was accepted, exactly what was sent, the person's record; or why it stopped. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Stopped, View } from "../../flow/view.js";
import type { Assessment, VerdictClaims } from "../../core/types.js";
import { contacts, heading, matterLine, raw, type Scene } from "../scene.js";
import { check } from "./check.js";
import { measures } from "./measures.js";
import { ownRecord } from "./record.js";
import { listed, missing } from "./missing.js";
import { heldBy, reasons } from "./reasons.js";
import { decision, isClassShown, nextOf } from "./result.js";

export const done = (scene: Scene, view: View & { kind: "done" }, wire: string): TemplateResult => {
  const { words, flow } = scene;
  const { assessment, arithmetic } = view;
  const title = view.complete ? words.done.title : words.done.titleIncomplete;
  return html`${matterLine(scene)}${assessment ? html`<p class="eyebrow">${title}</p>${decision(scene, assessment, assessment.outcome === "proceed_after" ? words.done.allSteps : undefined)}` : heading(title)}
    <p class="refused" role="status">${words.done.body} ${flow.connection.serverKeys ? words.panel.checked : words.panel.unchecked}</p>
    ${view.record ? ownRecord(scene, scene.saved ? undefined : words.done.recordGoes) : nothing}
    ${scene.onward ? html`<div class="go"><button class="btn main" part="button main" type="button" @click=${scene.onward}>${words.proceed}</button></div>` : nothing}
    ${assessment && isClassShown(assessment) ? measures(scene, assessment, heldBy(scene, assessment) !== undefined, arithmetic) : nothing}
    ${assessment ? html`${reasons(scene, assessment, isClassShown(assessment) ? arithmetic : undefined)}${missing(scene, assessment)}${check(scene, assessment)}` : nothing}
    ${claims(scene, view.claims, wire)}
    ${contacts(scene)}`;
};

/** One press away, whatever came of it: the verdict's own words are for who wants to check them, not for who looks over a shoulder. */
const claims = ({ words }: Scene, sent: VerdictClaims, wire: string): TemplateResult => html`<details class="checked" part="claims">
  <summary>${words.done.claims}</summary>
  <table class="dec"><thead><tr><th scope="col">${words.done.claim}</th><th scope="col">${words.done.value}</th><th scope="col">${words.done.note}</th></tr></thead>
    <tbody>${Object.entries(sent).map(([name, value]) => html`<tr><th scope="row">${name}</th><td class="mono">${typeof value === "object" && value !== null ? JSON.stringify(value) : String(value)}</td><td class="quiet">${words.done.notes[name] ?? nothing}</td></tr>`)}</tbody></table>
  ${raw(wire, words.panel.exact)}
  <p class="refused">${words.done.proves}</p></details>`;

/** Endings after which the page, loaded anew, goes on: with another session, or with what is on file. */
const GOES_ON_ANEW: readonly Stopped[] = ["elsewhere", "step-refused"];

/** Endings to which a result came before, also one that an earlier page showed. */
const AFTER_RESULT: readonly Stopped[] = ["not-sent", "paused", "left", "step-expired", "step-refused", "unclear"];

/** What rules it out, and nothing of what was not asked. */
const barring = (assessment: Assessment): Assessment => ({
  ...assessment,
  reasons: assessment.reasons.filter(({ part, unknown }) => part === "eligibility" && !unknown),
});

export const stopped = (
  scene: Scene | undefined,
  words: Scene["words"],
  view: View & { kind: "stopped" },
  tools: TemplateResult,
): TemplateResult => {
  const text = words.stopped[view.why];
  const { problem, confirmed, assessment, missing: lacking } = view;
  return html`${scene ? matterLine(scene) : nothing}${heading(text?.title ?? "")}
    <p class="lead">${view.why === "stopped" && scene?.flow.draft.kept ? words.stoppedKept : text?.body}</p>
    ${view.why === "not-sent" && scene?.flow.counts && scene.session.profile ? html`<p class="lead">${words.attempts.withheldNow}</p>` : nothing}
    ${confirmed ? html`<p class="lead">${words.confirmedSteps(confirmed.done, confirmed.of)}</p>` : nothing}
    ${scene && assessment && view.why === "barred" ? html`${nextOf(scene, assessment)}${reasons(scene, barring(assessment))}` : nothing}
    ${scene && lacking ? listed(scene, lacking) : nothing}
    ${problem?.retry_on ? html`<p class="lead">${words.retryOn(problem.retry_on)}</p>` : nothing}
    ${problem ? html`<p class="refused">${words.code(problem.code)}</p>` : nothing}
    ${
      GOES_ON_ANEW.includes(view.why)
        ? html`<div class="go"><button class="btn" part="button" type="button" @click=${() => globalThis.location.reload()}>${words.reload}</button></div>`
        : nothing
    }
    ${view.why === "paused" && scene ? html`<div class="go"><button class="btn" part="button" type="button" @click=${scene.resume}>${words.proceed}</button></div>` : nothing}
    ${scene ? contacts(scene, assessment !== undefined || AFTER_RESULT.includes(view.why)) : tools}`;
};
