/** The simulated population: every figure shown, and what runs with it. */
import { html, nothing, type TemplateResult } from "lit";
import { save } from "../save";
import type { Mistake } from "./checks";
import type { Desk } from "./desk";
import { count } from "./figures";
import { MOST_PEOPLE, populationOf, type PopulationForm, type Single, usual } from "./population";
import type { ExperimentPlan } from "./types";
import { words } from "./words";
import { mistakeWords } from "./wrong";

export const rehearsal = (desk: Desk): TemplateResult => {
  const text = words().simulate;
  const { plan } = desk;
  if (!plan) return html`<p>${text.body}</p><p class="empty">${text.waits}</p>`;
  const made = populationOf(plan, desk.population);
  const wrong = "wrong" in made ? made.wrong : [];
  const labels = new Map<string, string>();
  const fields = figures(desk, plan, wrong, labels);
  return html`<p>${text.body}</p>
    <form class="plan population" autocomplete="off" @submit=${(event: Event) => {
      event.preventDefault();
      void desk.simulate();
    }}>
    ${fields}
    <p class="hint not-modelled">${text.notModelled}</p>
    <div role="alert">${wrong.length > 0 ? html`<div class="refused">${text.wrong}${words().colon}<ul>${wrong.map((mistake) => html`<li>${labels.get(mistake.at) ?? mistake.at}${words().colon}${mistakeWords(mistake)}</li>`)}</ul></div>` : nothing}</div>
    <p class="go"><button class="btn main" type="submit" id="go-simulate">${text.go}</button>
      ${desk.simulated ? html`<button class="btn" type="button" @click=${() => download(desk)}>${text.events}</button>` : nothing}</p>
  </form>`;
};

const download = ({ simulated, form }: Desk): void => {
  if (simulated) save(`${form.experiment || "experiment"}-simulated-${simulated.seed}.ndjson`, "application/x-ndjson", simulated.events);
};

/** `labels` is filled with what each field is called. */
const figures = (desk: Desk, plan: ExperimentPlan, wrong: readonly Mistake[], labels: Map<string, string>): TemplateResult => {
  const text = words().simulate;
  const { percent } = words().plan;
  const from = usual(plan);
  const typed = desk.population;
  const { variations, classes = [], goals = [] } = plan;
  const input = (name: string, label: string, value: string, set: (form: PopulationForm, value: string) => void, unit = "", hint = "") => {
    const id = `of-${name.replace(/[^\w]/g, "-")}`;
    const mistake = wrong.find(({ at }) => at === name);
    const by = [hint && `${id}-hint`, mistake && `${id}-wrong`].filter(Boolean).join(" ");
    if (!labels.has(name)) labels.set(name, label);
    const control = html`<input id=${id} type="text" inputmode="decimal" class="number" data-of=${name} autocomplete="off" aria-describedby=${by || nothing} aria-invalid=${mistake ? "true" : nothing} .value=${value}
      @input=${(event: Event) => desk.people((form) => set(form, (event.target as HTMLInputElement).value), name)} @change=${() => desk.settle()}>`;
    return html`<div class="asked number"><label for=${id}>${label}</label>
      ${unit ? html`<span class="with-unit">${control}<span aria-hidden="true">${unit}</span></span>` : control}
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}${mistake ? html`<p class="refused" id="${id}-wrong">${mistakeWords(mistake)}</p>` : nothing}</div>`;
  };
  const single = (name: Single, label: string, unit = percent, hint = ""): TemplateResult =>
    input(
      name,
      label,
      typed[name] ?? from[name],
      (form, value) => {
        form[name] = value;
      },
      unit,
      hint,
    );
  const named = (of: "reaches" | "amounts" | "differences", name: string, label: string, unit = "", hint = ""): TemplateResult =>
    input(
      `${of}/${name}`,
      label,
      typed[of]?.[name] ?? from[of][name] ?? "",
      (form, value) => {
        form[of] = { ...form[of], [name]: value };
      },
      unit,
      hint,
    );
  const kinds = (goal: string): boolean =>
    plan.metrics.some((metric) => (metric.kind === "amount" || metric.kind === "ratio") && [metric.goal, metric.per].includes(goal));
  const share = (variation: string, n: number): string => typed.classes?.[variation]?.[n] ?? from.classes[variation]?.[n] ?? "1";
  return html`${group(
    text.group.base,
    html`${single("people", text.people, "", text.most(count(MOST_PEOPLE)))}${single("seed", text.seed, "", text.seedHint)}
      ${single("completes", text.completes)}
      ${goals.map((goal) => html`${named("reaches", goal, text.reaches(goal), percent)}${kinds(goal) ? named("amounts", goal, text.amount(goal)) : nothing}`)}
      ${single("refer", text.refer, percent, text.referHint)}${single("insufficient", text.insufficient, percent, text.insufficientHint)}${single("careless", text.careless, percent, text.carelessHint)}`,
  )}
  ${group(text.group.planted, html`${variations.slice(1).map((name) => named("differences", name, text.difference(name), percent, text.differenceHint))}`)}
  ${
    classes.length > 0
      ? group(
          text.group.classes,
          html`${variations.map(
            (variation) =>
              html`<fieldset class="one"><legend>${variation}</legend><div class="narrow">${classes.map((name, n) => {
                labels.set(`classes/${variation}/${n}`, `${variation} · ${name}`);
                return input(`classes/${variation}/${n}`, name, share(variation, n), (form, value) => {
                  const shares = classes.map((_, place) => share(variation, place));
                  shares[n] = value;
                  form.classes = { ...form.classes, [variation]: shares };
                });
              })}</div></fieldset>`,
          )}`,
          text.classesHint,
        )
      : nothing
  }
  ${group(
    text.group.faults,
    html`${single("lost", text.lost)}${single("repeated", text.repeated)}${single("clocks", text.clocks)}${single("bots", text.bots, "", text.botsHint)}
      <div class="asked"><label for="of-botsIn">${text.botsIn}</label><select id="of-botsIn" data-of="botsIn" @change=${(event: Event) =>
        desk.people((form) => {
          form.botsIn = (event.target as HTMLSelectElement).value;
        }, "botsIn")}>${variations.map((name) => html`<option value=${name} .selected=${name === (typed.botsIn ?? from.botsIn)}>${name}</option>`)}</select></div>`,
  )}`;
};

const group = (title: string, body: TemplateResult, hint = ""): TemplateResult =>
  html`<fieldset class="group"><legend>${title}</legend>${hint ? html`<p class="hint">${hint}</p>` : nothing}<div class=${hint ? "fields" : "narrow"}>${body}</div></fieldset>`;
