/** The plan as a form: nothing is decided in it that nobody chose. */
import { html, nothing, type TemplateResult } from "lit";
import { scaled } from "./decimal";
import type { Desk } from "./desk";
import { short, figure } from "./figures";
import { emptyMetric, emptyPhase, isShare, KINDS, LOOKS, namesIn, PERCENT_DIGITS, UNIT_DIGITS } from "./form";
import { choice, field, idOf, plain, refused, wrongAt } from "./input";
import { daysBetween } from "./days";
import { words } from "./words";

export const planForm = (desk: Desk): TemplateResult => {
  const text = words().plan;
  return html`<form class="plan" autocomplete="off" @submit=${(event: Event) => event.preventDefault()}>
    ${group(text.what, html`${plain(desk, "experiment", { at: "/experiment", label: text.name, hint: text.nameHint })}${variations(desk)}`)}
    ${group(
      text.when,
      html`${desk.form.phases.map((_, n) => phase(desk, n))}
      ${addButton(text.add.phase, "phases", () => addPhase(desk))}
      ${plain(desk, "people", { at: "/people_per_day", label: text.people, hint: text.peopleHint, kind: "number" })}`,
    )}
    ${group(text.measured, measured(desk))}
    ${group(text.looks, looks(desk))}
    ${group(
      text.words,
      html`<div class="pair">
      ${plain(desk, "questions", { at: "/questions", label: text.questions, hint: text.questionsHint, kind: "lines", optional: true })}
      ${plain(desk, "classes", { at: "/classes", label: text.classes, hint: text.classesHint, kind: "lines", optional: true })}
      ${plain(desk, "segments", { at: "/segments", label: text.segments, hint: text.segmentsHint, kind: "lines", optional: true })}</div>`,
    )}
    ${group(text.usual, usual(desk))}
  </form>`;
};

const group = (title: string, body: TemplateResult): TemplateResult =>
  html`<fieldset class="group"><legend>${title}</legend>${body}</fieldset>`;

const addButton = (label: string, of: string, add: () => void): TemplateResult =>
  html`<p><button class="link" type="button" data-add=${of} @click=${add}>＋ ${label}</button></p>`;

/** Takes a part out; the focus goes on at what adds one. */
const removeButton = (of: string, what: string, remove: () => void): TemplateResult =>
  html`<button class="link remove" type="button" @click=${() => {
    remove();
    document.querySelector<HTMLElement>(`[data-add="${of}"]`)?.focus();
  }}>${words().plan.remove(what)}</button>`;

/** Goes on in a field that was just added. */
const goTo = (at: string): void => document.getElementById(idOf(at))?.focus();

const variations = (desk: Desk): TemplateResult => {
  const text = words().plan;
  const { variations: all } = desk.form;
  const titleOf = (n: number): string => (n === 0 ? text.control : text.variation(n));
  return html`<div class="pair">${all.map(
    (value, n) => html`<div class="part">${field(desk, {
      at: `/variations/${n}`,
      label: titleOf(n),
      value,
      set: (next) =>
        desk.change((form) => {
          form.variations[n] = next;
        }, `/variations/${n}`),
    })}
      ${
        all.length > 2 && n > 0
          ? removeButton("variations", titleOf(n), () =>
              desk.change((form) => {
                form.variations.splice(n, 1);
                for (const each of form.phases) each.weights.splice(n, 1);
              }),
            )
          : nothing
      }</div>`,
  )}</div>
    ${addButton(text.add.variation, "variations", () => {
      desk.change((form) => {
        form.variations.push("");
        for (const each of form.phases) each.weights.push("");
      });
      goTo(`/variations/${all.length}`);
    })}`;
};

const addPhase = (desk: Desk): void => {
  const { phases, variations: all } = desk.form;
  desk.change((form) => form.phases.push(emptyPhase(all.length)));
  goTo(`/phases/${phases.length}/id`);
};

const phase = (desk: Desk, n: number): TemplateResult => {
  const text = words().plan;
  const at = `/phases/${n}`;
  const { phases, variations: all } = desk.form;
  const one = phases[n] ?? emptyPhase(all.length);
  const days = one.from && one.to ? daysBetween(one.from, one.to) : 0;
  const set = (name: "id" | "from" | "to") => (value: string) =>
    desk.change((form) => {
      const changed = form.phases[n];
      if (changed) changed[name] = value;
    }, `${at}/${name}`);
  return html`<fieldset class="one"><legend>${text.phase(n + 1)}</legend>
    <div class="pair">
    ${field(desk, { at: `${at}/id`, label: text.phaseName, value: one.id, set: set("id"), hint: n === 0 ? text.phaseHint : undefined })}
    ${field(desk, { at: `${at}/from`, label: text.from, value: one.from, set: set("from"), kind: "day", hint: text.dayHint })}
    ${field(desk, { at: `${at}/to`, label: text.to, value: one.to, set: set("to"), kind: "day", hint: days > 0 ? text.days(days) : undefined })}
    ${all.map((name, place) =>
      field(desk, {
        at: `${at}/weights/${place}`,
        label: text.weight(name || (place === 0 ? text.control : text.variation(place))),
        value: one.weights[place] ?? "",
        set: (value) =>
          desk.change((form) => {
            const changed = form.phases[n];
            if (changed) changed.weights[place] = value;
          }, `${at}/weights/${place}`),
        kind: "number",
        hint: place === 0 ? text.weightHint : undefined,
      }),
    )}</div>
    ${phases.length > 1 ? removeButton("phases", text.phase(n + 1), () => desk.change((form) => form.phases.splice(n, 1))) : nothing}
  </fieldset>`;
};

const measured = (desk: Desk): TemplateResult => {
  const text = words().plan;
  const { form } = desk;
  const share = isShare(form);
  return html`${plain(desk, "goals", { at: "/goals", label: text.goals, hint: text.goalsHint, kind: "lines", optional: true })}
    ${form.metrics.map((_, n) => metric(desk, n))}
    ${addButton(text.add.metric, "metrics", () => {
      desk.change((next) => next.metrics.push(emptyMetric()));
      goTo(`/metrics/${form.metrics.length}/id`);
    })}
    ${primary(desk)}
    <div class="pair">
    ${plain(desk, "baseline", { at: "/baseline_bp", label: text.baseline, hint: share ? text.baselineShare : text.baselineUnit, kind: "number", unit: share ? text.percent : "" })}
    ${share ? nothing : plain(desk, "deviation", { at: "/deviation_bp", label: text.deviation, hint: text.deviationHint, kind: "number" })}
    ${plain(desk, "smallest", { at: "/smallest_effect_bp", label: text.smallest, hint: `${text.smallestHint}${meant(desk)}`, kind: "number", unit: text.percent })}
    </div>`;
};

/** What the smallest effect is of this baseline. */
const meant = ({ form }: Desk): string => {
  const text = words().plan;
  const share = isShare(form);
  const digits = share ? PERCENT_DIGITS : UNIT_DIGITS;
  const [baseline, effect] = [scaled(form.baseline, digits), scaled(form.smallest, PERCENT_DIGITS)];
  if (baseline === undefined || effect === undefined) return "";
  const [from, to] = [baseline / 10_000, (baseline / 10_000) * (1 + effect / 10_000)];
  return ` ${share ? text.smallestMeans(short(from), short(to)) : text.smallestMeans(figure(from), figure(to))}`;
};

const metric = (desk: Desk, n: number): TemplateResult => {
  const text = words().plan;
  const at = `/metrics/${n}`;
  const { metrics, goals } = desk.form;
  const one = metrics[n] ?? emptyMetric();
  const set = (name: "id" | "goal" | "per" | "kind") => (value: string) =>
    desk.change((form) => {
      const changed = form.metrics[n];
      if (changed) (changed as unknown as Record<string, string>)[name] = value;
    }, `${at}/${name}`);
  const named = namesIn(goals);
  const goal = (name: "goal" | "per", label: string): TemplateResult => {
    // A goal that is chosen stays to be seen, though the list lost it.
    const among = one[name] && !named.includes(one[name]) ? [...named, one[name]] : named;
    return choice(
      desk,
      { at: `${at}/${name}`, label, value: one[name], set: set(name), hint: among.length === 0 ? text.goalsFirst : undefined },
      among.map((each) => [each, each] as const),
    );
  };
  return html`<fieldset class="one"><legend>${text.metric(n + 1)}</legend><div class="pair">
    ${field(desk, { at: `${at}/id`, label: text.metricName, value: one.id, set: set("id") })}
    ${choice(
      desk,
      { at: `${at}/kind`, label: text.kind, value: one.kind, set: set("kind") },
      KINDS.map((kind) => [kind, text.kinds[kind]] as const),
    )}
    ${one.kind && one.kind !== "completion" ? goal("goal", text.goal) : nothing}
    ${one.kind === "ratio" ? goal("per", text.per) : nothing}</div>
    ${
      one.kind === "amount"
        ? html`<label class="tick"><input type="checkbox" .checked=${one.adjusted} @change=${(event: Event) =>
            desk.change((form) => {
              const changed = form.metrics[n];
              if (changed) changed.adjusted = (event.target as HTMLInputElement).checked;
            })}> ${text.adjusted}</label>`
        : nothing
    }
    ${
      metrics.length > 1
        ? removeButton("metrics", text.metric(n + 1), () =>
            desk.change((form) => {
              form.metrics.splice(n, 1);
              if (form.primary === n) form.primary = -1;
              else if (form.primary > n) form.primary -= 1;
            }),
          )
        : nothing
    }
  </fieldset>`;
};

const primary = (desk: Desk): TemplateResult => {
  const text = words().plan;
  const wrong = wrongAt(desk, "/primary");
  return html`<fieldset class="one" aria-describedby="${idOf("/primary")}-hint"><legend>${text.primary}</legend>
    <p class="hint" id="${idOf("/primary")}-hint">${text.primaryHint}</p>
    ${desk.form.metrics.map(
      ({ id }, n) =>
        html`<label class="tick"><input type="radio" name="primary" id=${n === 0 ? idOf("/primary") : `${idOf("/primary")}-${n}`} data-at="/primary" .checked=${desk.form.primary === n} @change=${() =>
          desk.change((form) => {
            form.primary = n;
          })}> ${text.decides(id || text.metric(n + 1))}</label>`,
    )}${refused("/primary", wrong)}</fieldset>`;
};

const looks = (desk: Desk): TemplateResult => {
  const text = words().plan;
  const means = { once: [text.once, text.onceMeans], always: [text.always, text.alwaysMeans] } as const;
  return html`<p class="hint">${text.looksHint}</p>${LOOKS.map(
    (each, n) =>
      html`<label class="tick"><input type="radio" name="looks" id=${n === 0 ? idOf("/looks") : `${idOf("/looks")}-${n}`} data-at="/looks" .checked=${desk.form.looks === each} @change=${() =>
        desk.change((form) => {
          form.looks = each;
        })}> <span><b>${means[each][0]}</b><small>${means[each][1]}</small></span></label>`,
  )}${refused("/looks", wrongAt(desk, "/looks"))}`;
};

const usual = (desk: Desk): TemplateResult => {
  const text = words().plan;
  const number = { kind: "number", optional: true } as const;
  const margin = { ...number, hint: text.marginHint, unit: text.points };
  return html`<div class="pair">
    ${plain(desk, "alpha", { ...number, at: "/alpha_bp", label: text.alpha, hint: `${text.alphaMeans(short((scaled(desk.form.alpha, PERCENT_DIGITS) ?? 500) / 10_000))} ${text.leftOut("5%")}`, unit: text.percent })}
    ${plain(desk, "power", { ...number, at: "/power_bp", label: text.power, hint: `${text.powerMeans(short((scaled(desk.form.power, PERCENT_DIGITS) ?? 8000) / 10_000))} ${text.leftOut("80%")}`, unit: text.percent })}
    ${plain(desk, "classMargin", { ...margin, at: "/margins/class_bp", label: text.classMargin })}
    ${plain(desk, "outcomeMargin", { ...margin, at: "/margins/outcome_bp", label: text.outcomeMargin, hint: `${text.outcomeHint} ${text.marginHint}` })}
    ${plain(desk, "carelessMargin", { ...margin, at: "/margins/careless_bp", label: text.carelessMargin, hint: `${text.carelessHint} ${text.marginHint}` })}
    ${plain(desk, "tuned", { ...number, at: "/tuned_to", label: text.tuned, hint: text.leftOut("5000"), unit: text.perDay })}
    ${plain(desk, "until", { at: "/collected_until", label: text.until, hint: text.noEnd, kind: "day", optional: true })}
  </div>`;
};
