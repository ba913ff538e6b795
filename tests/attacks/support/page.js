// A form of six steps, watched by the collector from its first moment on.
import { init, observe } from "./dist/index.js";

const choice = (name) =>
  `<fieldset><legend>${name}</legend>${[1, 2, 3, 4].map((n) => `<label for="${name}-${n}"><input type="radio" id="${name}-${n}" name="${name}"> Answer ${n} of ${name}</label>`).join("")}</fieldset>`;
const text = (name, autocomplete, type = "text") =>
  `<p><label for="${name}">${name}</label><input type="${type}" id="${name}" name="${name}" autocomplete="${autocomplete}"></p>`;
const steps = [
  choice("aim"),
  choice("horizon"),
  text("name", "name") + text("email", "email", "email"),
  text("employer", "off") + text("remark", "off"),
  choice("loss"),
  choice("income"),
];

const main = document.querySelector("main");
main.innerHTML = steps
  .map(
    (inside, n) =>
      `<section id="step-${n}" ${n > 0 ? "hidden" : ""}>${inside}<button type="button" id="next-${n}">Continue</button></section>`,
  )
  .join("");

await init();
const observation = observe(document, { worker: true });
steps.forEach((_, n) => {
  document.getElementById(`next-${n}`).addEventListener("click", () => {
    observation.step();
    document.getElementById(`step-${n}`).hidden = true;
    const next = document.getElementById(`step-${n + 1}`);
    if (next) next.hidden = false;
  });
});
globalThis.watched = async () => {
  await observation.ready;
  return observation.signals();
};
document.documentElement.dataset.ready = "yes";
