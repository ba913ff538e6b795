/** In the lab's phone: the element with the pack that the lab tells, until it would send something. */
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

addEventListener("message", ({ data, origin, source }: MessageEvent<Shown>) => {
  if (origin === location.origin && source === parent) void show(data);
});
ask();
