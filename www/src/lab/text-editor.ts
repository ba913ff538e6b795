/** `<lab-text>`: the draft's text as one edits it. Its root is a shadow root, where the policy of the page lets it set its styles. */
import { EditorView } from "@codemirror/view";
import type { Draft } from "./draft";
import type { Place } from "./places";
import { marked } from "./text-state";

export class TextEditor extends HTMLElement {
  #draft: Draft | undefined;
  #view: EditorView | undefined;
  #label = "";
  readonly #root = this.attachShadow({ mode: "open" });

  set draft(draft: Draft) {
    if (draft === this.#draft) return;
    this.#leave();
    this.#draft = draft;
    if (this.isConnected) this.#enter();
  }

  /** What it is called, in the language of the page. */
  set label(label: string) {
    this.#label = label;
    this.#view?.contentDOM.setAttribute("aria-label", label);
  }

  connectedCallback(): void {
    this.#enter();
  }

  disconnectedCallback(): void {
    this.#leave();
  }

  /** Marks the lines of what is wrong. */
  mark(places: Place[]): void {
    this.#view?.dispatch({ effects: marked.of(places) });
  }

  /** Selects a place, in the middle of what is seen, and continues there. */
  reveal({ from, to }: Place): void {
    const view = this.#view;
    if (!view) return;
    const end = view.state.doc.length;
    const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
    view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
    view.focus();
  }

  #enter(): void {
    const draft = this.#draft;
    if (!draft || this.#view) return;
    const view = new EditorView({
      state: draft.state,
      root: this.#root,
      parent: this.#root,
      dispatchTransactions: (transactions) => {
        for (const transaction of transactions) draft.dispatch(transaction);
      },
    });
    draft.view = (transaction) => view.update([transaction]);
    this.#view = view;
    this.label = this.#label;
  }

  #leave(): void {
    if (this.#draft) this.#draft.view = undefined;
    this.#view?.destroy();
    this.#view = undefined;
  }
}

customElements.define("lab-text", TextEditor);
