/** The simulated population: every figure shown, and what runs with it. */
import { html, nothing, type TemplateResult } from "lit";
import { save } from "../save";
import type { Desk } from "./desk";
import { count } from "./figures";
import { MOST_PEOPLE, populationOf, type PopulationForm, type Single, usual } from "./population";
import type { ExperimentPlan } from "./types";
import { words } from "./words";

export const rehearsal = (desk: Desk): TemplateResult => {
  const text = words().simulate;
  const { plan } = desk;
  if (!plan) return html`<p>${text.body}</p><p class="empty">${text.waits}</p>`;
  const made = populationOf(plan, desk.population);
  const wrong = "wrong" in made ? made.wrong : [];
  return html`<p>${text.body}</p>
    <form class="plan population" autocomplete="off" @submit=${(event: Event) => {
      event.preventDefault();
      void desk.simulate();
    }}>
    ${figures(desk, plan, wrong)}
    <p class="hint not-modelled">${text.notModelled}</p>
    <div role="alert">${wrong.length > 0 ? html`<p class="refused">${text.wrong}</p>` : nothing}</div>
    <p class="go"><button class="btn main" type="submit" id="go-simulate">${text.go}</button>
      ${desk.simulated ? html`<button class="btn" type="button" @click=${() => download(desk)}>${text.events}</button>` : nothing}</p>
  </form>`;
};

const download = ({ simulated, form }: Desk): void => {
  if (simulated) save(`${form.experiment || "experiment"}-simulated-${simulated.seed}.ndjson`, "application/x-ndjson", simulated.events);
};

const figures = (desk: Desk, plan: ExperimentPlan, wrong: readonly string[]): TemplateResult => {
  const text = words().simulate;
  const { percent } = words().plan;
  const from = usual(plan);
  const typed = desk.population;
  const { variations, classes = [], goals = [] } = plan;
  const input = (name: string, label: string, value: string, set: (form: PopulationForm, value: string) => void, unit = "", hint = "") => {
    const id = `of-${name.replace(/[^\w]/g, "-")}`;
    const control = html`<input id=${id} type="text" inputmode="decimal" class="number" data-of=${name} autocomplete="off" aria-describedby=${hint ? `${id}-hint` : nothing} aria-invalid=${wrong.includes(name) ? "true" : nothing} .value=${value}
      @input=${(event: Event) => desk.people((form) => set(form, (event.target as HTMLInputElement).value), name)} @change=${() => desk.settle()}>`;
    return html`<div class="asked number"><label for=${id}>${label}</label>
      ${unit ? html`<span class="with-unit">${control}<span aria-hidden="true">${unit}</span></span>` : control}
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}</div>`;
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
      ${single("refer", text.refer)}${single("insufficient", text.insufficient)}${single("careless", text.careless)}`,
  )}
  ${group(text.group.planted, html`${variations.slice(1).map((name) => named("differences", name, text.difference(name), percent, text.differenceHint))}`)}
  ${
    classes.length > 0
      ? group(
          text.group.classes,
          html`${variations.map(
            (variation) =>
              html`<fieldset class="one"><legend>${variation}</legend><div class="narrow">${classes.map((name, n) =>
                input(`classes/${variation}/${n}`, name, share(variation, n), (form, value) => {
                  const shares = classes.map((_, place) => share(variation, place));
                  shares[n] = value;
                  form.classes = { ...form.classes, [variation]: shares };
                }),
              )}</div></fieldset>`,
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
