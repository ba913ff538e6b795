/** In the lab's phone: to a question by the element's own buttons, as a person would go. */

/** Which question of all, and what each is headed by, in their order. */
export interface Jump {
  to: number;
  headings: string[];
}

/** Of a question, and of what follows the last. */
const BACK = ".go .btn:not(.main)";

/** Most presses: to the first of very many questions and on to the last. */
const MOST = 400;

const isAnswered = (question: Element): boolean =>
  [...question.querySelectorAll("input")].some(({ type, checked, value }) => (type === "text" ? value !== "" : checked));

/** Agrees to what is asked before, leaves out what has no answer, and goes back to what lies behind. Ends where no button leads on. */
export const jump = async (flow: Element, { to, headings }: Jump): Promise<void> => {
  for (let presses = 0; presses < MOST; presses += 1) {
    const root = flow.shadowRoot;
    const question = root?.querySelector(".ask fieldset.opts, .ask .number");
    const at = question ? headings.indexOf(root?.querySelector("[data-heading]")?.textContent?.trim() ?? "") : headings.length;
    if (!root || at === to) return;
    const before = root.querySelector(".notices, .fields");
    const selector = before ? ".go .main, .even .btn" : at > to ? BACK : question && isAnswered(question) ? ".go .main" : ".skip .link";
    const button = root.querySelector<HTMLElement>(selector);
    if (!button) return;
    button.click();
    await new Promise((drawn) => setTimeout(drawn));
  }
};
