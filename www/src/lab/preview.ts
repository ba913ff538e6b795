/** In the lab's phone: the element with the pack that the lab tells, at the question that it tells, until it would send something. */
import { type Jump, jump } from "./jump";
import { rehearse, type Shown } from "./rehearsal";
import { labWords } from "./words";

const main = document.querySelector("main");

/** In place of the element: nothing of a draft is ever sent. */
const end = (): void => {
  const text = labWords().phone;
  const [heading, body, again] = [document.createElement("h1"), document.createElement("p"), document.createElement("button")];
  heading.textContent = text.end;
  body.textContent = text.endBody;
  again.textContent = text.again;
  again.className = "btn main";
  again.type = "button";
  again.addEventListener("click", ask);
  main?.replaceChildren(heading, body, again);
  heading.tabIndex = -1;
  heading.focus();
};

const show = async (shown: Shown): Promise<void> => {
  document.documentElement.lang = shown.locale;
  if (shown.theme) document.documentElement.dataset.theme = shown.theme;
  main?.replaceChildren(await rehearse(shown, end));
};

const ask = (): void => parent.postMessage("ready", location.origin);

addEventListener("message", ({ data, origin, source }: MessageEvent<Shown | Jump | string>) => {
  // Texts are of tools that look through the page.
  if (origin !== location.origin || source !== parent || typeof data === "string") return;
  if (!("to" in data)) void show(data);
  else if (main?.firstElementChild) void jump(main.firstElementChild, data);
});
ask();
