/** Before anything leaves: the one neutral clarification, then the confirmation of all answers. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { View } from "../../flow/view.js";
import { bytes } from "../format.js";
import { answerSaid, factSaid } from "../said.js";
import { heading, matterLine, type Scene } from "../scene.js";
import { limits } from "./attempts.js";
import { classOnFile } from "./class-on-file.js";
import { agreedLine, draftLine, watchedLine } from "./kept.js";
import { stopLink } from "./leaving.js";
import { givenBy } from "./missing.js";

export const clarify = (scene: Scene, { contradiction, items, onFile }: View & { kind: "clarify" }): TemplateResult => {
  const { words, say, flow } = scene;
  return html`<div class="top">${stopLink(scene)}</div>${heading(words.clarify.title(items.length))}
    <div class="card notices">
      <div class="pair">
        ${items.map(({ item, number: at, value }) => html`<div><small>${words.clarify.question(at)} · ${say(`item.${item.id}`)}</small>${answerSaid(scene, item, value)}</div>`)}
        ${onFile.map(({ fact, value }) => html`<div><small>${words.tier.attested} · ${say(`fact.${fact.id}`)}</small>${factSaid(scene, fact, value)}</div>`)}
      </div>
      <p>${say(`reason.${contradiction.id}`)}</p><p class="quiet">${words.clarify.note}</p>
      <div class="even">
        <button class="btn" part="button" type="button" @click=${() => flow.clarify(true)}>${words.clarify.keep(items.length)}</button>
        ${items.map(({ item, number: at }) => html`<button class="btn" part="button" type="button" @click=${() => flow.clarify({ change: item.id })}>${words.clarify.change(at)}</button>`)}
      </div>
    </div>${watchedLine(scene)}`;
};

export const review = (scene: Scene, view: View & { kind: "review" }): TemplateResult => {
  const { words, locale, back } = scene;
  const text = words.review;
  const size = bytes(view.bytes, locale);
  const attempts = view.classOnFile ? "" : limits(scene);
  const atStake = view.classOnFile ? undefined : classOnFile(scene);
  return html`<div class="top">${matterLine(scene)}${stopLink(scene)}</div>${heading(reviewTitle(scene, view))}
    ${view.questions > 0 ? html`<p class="lead">${text.answered(view.answered, view.questions)}</p>` : nothing}
    ${lacking(scene, view)}
    ${given(scene, view)}
    ${agreedLine(scene)}${watchedLine(scene)}${draftLine(scene)}
    ${view.recordsLeftOut ? html`<p class="lead" data-records-left-out>${text.recordsLeftOut}</p>` : nothing}
    <p class="refused">${view.classOnFile ? text.sealOnFile(size) : text.seal(size)}</p>
    ${attempts === "" ? nothing : html`<p class="refused">${attempts}${words.attempts.space}${words.attempts.counts}</p>`}
    ${atStake === undefined ? nothing : html`<p class="refused" data-at-stake>${text.suspends(atStake)}</p>`}
    <div class="go">
      <button class="btn" part="button" type="button" @click=${() => back()}>${words.back}</button>
      ${onward(scene, view)}
    </div>`;
};

/** On to what is not answered, where a question of this way is not; else to the confirmation. */
const onward = (
  { words: { review: text }, flow, change }: Scene,
  { unanswered: [first], classOnFile: onFile }: View & { kind: "review" },
): TemplateResult =>
  first === undefined
    ? html`<button class="btn main" part="button main" type="button" @click=${() => void flow.commit()}>${onFile ? text.confirmOnFile : text.confirm}</button>`
    : html`<button class="btn main" part="button main" type="button" data-answers=${first} @click=${() => change(first)}>${text.answerMissing}</button>`;

/** What is confirmed: answers, or what a product or a permission asks for, where the class is on file. */
export const reviewTitle = ({ words: { review: text }, session }: Scene, { classOnFile: onFile }: View & { kind: "review" }): string => {
  if (!onFile) return text.title;
  return session.purpose === "permission" ? text.titlePermission : text.titleOnFile;
};

/** What is needed and not there: a way to each that the person can give, and where the rest comes from. */
const lacking = (scene: Scene, { missing, unanswered, items, facts }: View & { kind: "review" }): TemplateResult | typeof nothing => {
  if (missing.length === 0) return nothing;
  const { words, say, change } = scene;
  const line = (id: string): TemplateResult => {
    const item = items.find((one) => one.item.id === id);
    const name = item ? `${item.number}. ${say(`item.${id}`)}` : say(`fact.${id}`);
    const own = item !== undefined || facts.some(({ fact }) => fact.id === id);
    return html`<li>${own ? html`<button class="link" type="button" @click=${() => change(id)}>${name}</button>` : html`<span>${name}</span><b>${givenBy(scene, id)}</b>`}</li>`;
  };
  return html`<div class="missing"><p>${unanswered.length > 0 ? words.review.unanswered(unanswered.length) : words.review.missing(missing.length)}</p><ul class="gates">${missing.map(line)}</ul></div>`;
};

/** Everything that was asked, by section, each with a way to change it. */
const given = (scene: Scene, { items, facts }: View & { kind: "review" }): TemplateResult => {
  const { words, say } = scene;
  const sections = [...new Set(items.map(({ section }) => section))];
  return html`<div class="given">
    ${facts.length === 0 ? nothing : html`<h3>${words.facts.title}</h3><ul>${facts.map(({ fact, value }) => row(scene, fact.id, "", say(`fact.${fact.id}`), value === undefined ? undefined : factSaid(scene, fact, value)))}</ul>`}
    ${sections.map(
      (id) =>
        html`<h3>${say(`section.${id}`)}</h3><ul>${items
          .filter(({ section }) => section === id)
          .map(({ item, number: at, value }) =>
            row(scene, item.id, String(at), say(`item.${item.id}`), value === undefined ? undefined : answerSaid(scene, item, value)),
          )}</ul>`,
    )}</div>`;
};

const row = (
  { words, change }: Scene,
  id: string,
  at: string,
  asked: string,
  answer: string | undefined,
): TemplateResult => html`<li class=${answer === undefined ? "open" : ""}>
  <i>${at}</i><div><small>${asked}</small><span id="given-${id}">${answer ?? words.clarify.unanswered}</span></div>
  <button class="link" type="button" data-changes=${id} aria-describedby="given-${id}" aria-label=${words.review.changeOf(asked)} @click=${() => change(id)}>${answer === undefined ? words.review.answerIt : words.review.change}</button></li>`;
