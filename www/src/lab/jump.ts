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

/** How long a view may take to come, in looks of 20 milliseconds. */
const LOOKS = 250;

const isAnswered = (question: Element): boolean =>
  [...question.querySelectorAll("input")].some(({ type, checked, value }) => (type === "text" ? value !== "" : checked));

const headingOf = (root: ShadowRoot): string => root.querySelector("[data-heading]")?.textContent?.trim() ?? "";

/** Waits for what a look finds; none where it does not come. */
const coming = async <T>(look: () => T | undefined): Promise<T | undefined> => {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((next) => setTimeout(next, 20));
  }
  return undefined;
};

/** Agrees to what is asked before, leaves out what has no answer, and goes back to what lies behind. Ends where no button leads on. */
export const jump = async (flow: Element, { to, headings }: Jump): Promise<void> => {
  const root = await coming(() => flow.shadowRoot ?? undefined);
  if (!root) return;
  /** The button that leads nearer, or that it is there. */
  const next = (): HTMLElement | "there" | undefined => {
    const question = root.querySelector(".ask fieldset.opts, .ask .number");
    const at = question ? headings.indexOf(headingOf(root)) : headings.length;
    if (at === to) return "there";
    const before = root.querySelector(".notices, .fields");
    const selector = before ? ".go .main, .even .btn" : at > to ? BACK : question && isAnswered(question) ? ".go .main" : ".skip .link";
    return root.querySelector<HTMLElement>(selector) ?? undefined;
  };
  for (let presses = 0; presses < MOST; presses += 1) {
    const button = await coming(next);
    if (button === undefined || button === "there") return;
    const heading = headingOf(root);
    button.click();
    if (!(await coming(() => headingOf(root) !== heading || undefined))) return;
  }
};
