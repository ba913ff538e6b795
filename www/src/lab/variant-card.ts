/** Takes the edits along as a variant for an experiment: asked like on the command line, refused with its counterexample. */
import { html, nothing, type TemplateResult } from "lit";
import type { MadeVariant } from "prescreen/lab";
import { icon } from "../icons";
import { save } from "../save";
import { answers, came } from "./applicant";
import { ownersOf, questionsRead } from "./cause";
import { because, sentence } from "./claim-words";
import type { Desk } from "./desk";
import { worded } from "./finding-words";
import { Names } from "./names";
import { parsed } from "./packs";
import { featureOf, isId, type Varied, valueTextOf } from "./varying";
import { verdict } from "./verdict";
import { labWords } from "./words";

export const variantCard = (desk: Desk): TemplateResult | typeof nothing => {
  const { draft, base, varying } = desk;
  if (!draft || !base) return nothing;
  const text = labWords().variant;
  const typed = varying.idOf(base, draft.document);
  const id = typed.trim();
  const same = draft.text === base.text;
  const ready = !same && isId(id) && !varying.featureRefused;
  const control = varying.controlOf(base, draft.document);
  const { varied } = varying;
  const current = varied && varied.edited === draft.text && varied.control === control && varied.id === id ? varied : undefined;
  const make = (event: Event): void => {
    event.preventDefault();
    if (ready) void varying.make(control, draft.text, id);
  };
  const name =
    (which: "id" | "feature") =>
    (event: Event): void =>
      varying.name(which, (event.target as HTMLInputElement).value);
  return html`<section class="card variant" aria-labelledby="variant">
    <h2 id="variant">${text.title}</h2>
    <p>${text.body(base.label)}</p>
    <form @submit=${make}>
      <label class="pick">${text.id}<input type="text" autocomplete="off" spellcheck="false" .value=${typed} aria-invalid=${!isId(id)} aria-describedby="id-refused" @input=${name("id")}></label>
      <p class="small" id="id-refused">${isId(id) ? nothing : html`<span class="refused">${text.notAnId}</span>`}</p>
      <label class="pick">${text.feature}<input type="text" autocomplete="off" spellcheck="false" .value=${varying.feature} aria-invalid=${varying.featureRefused} aria-describedby="feature-refused" @input=${name("feature")}></label>
      <p class="small" id="feature-refused">${varying.featureRefused ? html`<span class="refused">${text.taken}</span>` : nothing}</p>
      <p class="go"><button class="btn" type="submit" ?disabled=${!ready}>${text.make}</button></p>
    </form>
    ${same ? html`<p class="note">${text.same}</p>` : nothing}
    <div role="status">${varying.running ? text.running : nothing}</div>
    ${current ? html`<div id="varied" tabindex="-1">${outcome(current, varying.featureRefused ? undefined : varying.feature.trim(), control === base.text)}</div>` : nothing}
  </section>`;
};

const outcome = (varied: Varied, feature: string | undefined, isAsItIs: boolean): TemplateResult => {
  const text = labWords().variant;
  if (varied.failed !== undefined) return html`<p class="note broken">${text.failed(varied.failed)}</p>`;
  return varied.variant ? told(varied.variant, varied, feature, isAsItIs) : refused(varied);
};

/** What stands in the way of a variant. */
const refused = ({ of, findings }: Varied): TemplateResult => {
  const text = labWords();
  return html`<div class="broken findings"><h3>${icon("broken")} ${text.variant.refused(findings.length)}</h3>
    <ul>${findings.map((one) => html`<li><b>${text.findings.codes[one.code] ?? one.code}</b> <span class="quiet">${of ? text.variant.of[of] : nothing}</span> <code>${one.at}</code> ${worded(one)}</li>`)}</ul></div>`;
};

const told = (made: MadeVariant, { id, control }: Varied, feature: string | undefined, isAsItIs: boolean): TemplateResult => {
  const text = labWords().variant;
  const take = (name: string, content: string) => (): void => save(name, "application/json", content);
  return html`<p>${text.varies(made.knobs.map((knob) => text.knob[knob] ?? knob))}</p>
    ${made.texts.length > 0 ? toRead(made) : nothing}
    ${orders(made, control)}
    ${
      made.holds
        ? html`<p class="verdict"><b>${icon("done")} ${text.holds(made.texts.length)}</b></p>
          <p class="go"><button class="btn main" type="button" ?disabled=${feature === undefined} @click=${take(`${id}-feature.json`, featureOf(made, id, feature ?? ""))}>${text.takeFeature}</button>
            <button class="btn" type="button" @click=${take(`${id}-value.json`, valueTextOf(made))}>${text.takeValue}</button>
            <button class="btn" type="button" @click=${take(`${id}.json`, made.pack)}>${text.takePack}</button>
            ${isAsItIs ? nothing : html`<button class="btn" type="button" @click=${take("control.json", control)}>${text.takeControl}</button>`}</p>
          ${isAsItIs ? nothing : html`<p class="note">${text.letsVary}</p>`}
          <p class="small quiet">${text.next}</p>`
        : broken(made)
    }`;
};

/** Texts in other words, as the control and the variant have them. */
const toRead = ({ texts }: MadeVariant): TemplateResult => {
  const text = labWords().variant;
  return html`<table class="texts"><caption>${text.read}</caption>
    <thead><tr><th scope="col">${text.columns[0]}</th><th scope="col">${text.columns[1]}</th><th scope="col">${text.columns[2]}</th></tr></thead>
    <tbody>${texts.map(
      (one) =>
        html`<tr><th scope="row"><code>${one.key}</code> <span class="quiet">${one.locale}</span></th><td lang=${one.locale}>${one.control}</td><td lang=${one.locale}>${one.variant}</td></tr>`,
    )}</tbody></table>`;
};

/** What stands in another order, as the control and as the variant have it: for people to read, too. */
const orders = (made: MadeVariant, control: string): TemplateResult | typeof nothing => {
  const text = labWords().variant;
  const [before, after] = [parsed(control), parsed(made.pack)];
  if (!before || !after) return nothing;
  const names = new Names(before);
  const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
  const items = (of: typeof before) => of.questionnaire.sections.flatMap((section) => section.items);
  const rows = [
    [text.knob.items ?? "", ids(items(before)), ids(items(after)), (id: string) => names.question(id)] as const,
    [text.knob.notices ?? "", ids(before.notices), ids(after.notices), (id: string) => id] as const,
    ...items(before).map(({ id, options }) => {
      const now = items(after).find((item) => item.id === id)?.options ?? [];
      return [names.question(id), ids(options), ids(now), (option: string) => names.option(id, option)] as const;
    }),
  ].filter(([, was, is]) => was.join() !== is.join());
  if (rows.length === 0) return nothing;
  const listed = (all: readonly string[], name: (id: string) => string): TemplateResult =>
    html`<ol>${all.map((id) => html`<li>${name(id)}</li>`)}</ol>`;
  return html`<table class="texts"><caption>${text.readOrder}</caption>
    <thead><tr><th scope="col">${text.order}</th><th scope="col">${text.columns[1]}</th><th scope="col">${text.columns[2]}</th></tr></thead>
    <tbody>${rows.map(([what, was, is, name]) => html`<tr><th scope="row">${what}</th><td>${listed(was, name)}</td><td>${listed(is, name)}</td></tr>`)}</tbody></table>`;
};

/** Each promise that is broken and each claim of the comparison that does not hold, with somebody for whom it does not. */
const broken = (made: MadeVariant): TemplateResult => {
  const text = labWords().variant;
  const document = parsed(made.pack);
  const names = document && new Names(document);
  const claims = [...made.proof.claims.filter((claim) => claim.breaks_a_promise), ...made.comparison.claims].filter(
    (claim) => claim.verdict !== "proved",
  );
  return html`<p class="refuted"><b>${icon("broken")} ${text.nobody}</b></p>
    ${made.comparison.differences.map(({ part, a, b }) => html`<p class="note">${text.differs(part)} <code>${a.join(", ")}</code> → <code>${b.join(", ")}</code></p>`)}
    ${
      names === undefined
        ? nothing
        : claims.map(
            (claim) =>
              html`<h3>${verdict(claim.verdict)} ${sentence(claim, names)}</h3><p class="why">${because(claim, names)}</p>
        ${claim.counterexample ? html`${came(claim, claim.counterexample, names)}${answers(claim.counterexample, names, questionsRead(names.document, ownersOf(claim, names.document)))}` : nothing}`,
          )
    }`;
};
