/** The pack under test: its text with its history, and what it was when it was opened. */
import { isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { ChangeSet, type EditorState, type Transaction } from "@codemirror/state";
import type { PackDocument } from "prescreen/lab";
import { type Editable, rows } from "./fields";
import { type Difference, differences } from "./differences";
import { documentOf, parsed, type KnownPack } from "./packs";
import { type Change, putAt } from "./places";
import { batches, changesOf, steps } from "./shape/steps";
import { shared } from "./shared";
import { keptOf, stateOf } from "./text-state";

export class Draft {
  readonly opened: KnownPack;
  /** The document of the text; none when it is not JSON. */
  document: PackDocument | undefined;
  text: string;
  /** Told of each change of the text. */
  changed: () => void = () => undefined;
  /** Shows what is dispatched, where a view does. */
  view: ((transaction: Transaction) => void) | undefined;
  #state: EditorState;
  /** What was worked out of the text, which is the same until it changes. */
  #workedOut: { editable?: Editable | undefined; edits?: Difference[] } = {};
  /** What could be edited last. */
  #editable: Editable | undefined;

  /** `kept`: the text and its history from before, as `kept` gave them. */
  constructor(opened: KnownPack, kept?: { text: string; state: unknown }) {
    this.opened = opened;
    this.#state = stateOf(kept?.text ?? opened.text, kept?.state);
    this.text = kept ? this.#state.doc.toString() : opened.text;
    this.document = shared(documentOf(opened), parsed(this.text));
  }

  get state(): EditorState {
    return this.#state;
  }

  get edited(): boolean {
    return this.text !== this.opened.text;
  }

  get undoable(): boolean {
    return undoDepth(this.#state) > 0;
  }

  get redoable(): boolean {
    return redoDepth(this.#state) > 0;
  }

  kept(): { text: string; state: unknown } {
    return { text: this.text, state: keptOf(this.#state) };
  }

  readonly dispatch = (transaction: Transaction): void => {
    this.#state = transaction.state;
    this.view?.(transaction);
    if (!transaction.docChanged) return;
    const text = this.#state.doc.toString();
    // Line ends of a file that the editor writes otherwise are no edit.
    this.text = text === this.opened.text.replace(/\r\n?/g, "\n") ? this.opened.text : text;
    const before = this.document ?? documentOf(this.opened);
    this.document = shared(before, parsed(this.text));
    this.#workedOut = {};
    this.changed();
  };

  undo(): void {
    undo({ state: this.#state, dispatch: this.dispatch });
  }

  redo(): void {
    redo({ state: this.#state, dispatch: this.dispatch });
  }

  /** Puts back the pack as it was opened; this can be undone too. */
  reset(): void {
    this.replace(this.opened.text);
  }

  replace(text: string): void {
    this.#apply([{ from: 0, to: this.#state.doc.length, insert: text }]);
  }

  /** Bands and points, or none where the pack is not shaped like one. */
  editable(): Editable | undefined {
    if (!("editable" in this.#workedOut)) this.#workedOut.editable = this.#rows();
    return this.#workedOut.editable;
  }

  #rows(): Editable | undefined {
    const before = documentOf(this.opened);
    if (!this.document || !before) return undefined;
    try {
      this.#editable = rows(this.document, before, this.#editable);
      return this.#editable;
    } catch {
      return undefined;
    }
  }

  /** Where it differs from the pack as it was opened. */
  edits(): readonly Difference[] {
    this.#workedOut.edits ??= this.edited ? differences(documentOf(this.opened), this.document) : [];
    return this.#workedOut.edits;
  }

  /** Ids of promises that the pack as it was opened makes, and this text does not. */
  promisesGone(): string[] {
    return this.edits().flatMap(({ at, a, b }) => (/^\/never(\/-)?$/.test(at) && b === undefined ? idsIn(a) : []));
  }

  /** Puts values where pointers lead, as one step of the history; `undefined` takes out what is there. */
  put(values: readonly (readonly [at: string, value: unknown])[]): void {
    const text = this.#state.doc.toString();
    const changes = values.flatMap(([at, value]) => putAt(text, at, value) ?? []);
    if (changes.length > 0) this.#apply(changes);
  }

  /** Changes the document as one step of the history; the text keeps all that stays as it is. */
  revise(change: (document: PackDocument) => void): void {
    if (!this.document) return;
    const now = JSON.parse(JSON.stringify(this.document)) as PackDocument;
    change(now);
    let { doc } = this.#state;
    let changes = ChangeSet.empty(doc.length);
    // Each batch is of the text that those before it left.
    for (const batch of batches(steps(this.document, now))) {
      const text = doc.toString();
      const next = ChangeSet.of(
        batch.flatMap((step) => changesOf(text, step)),
        doc.length,
      );
      doc = next.apply(doc);
      changes = changes.compose(next);
    }
    if (!changes.empty) this.#apply(changes);
  }

  /** Moves one limit of a band, and the neighbour's with it. */
  setBand(at: string, end: "from" | "to", value: number): void {
    const [, list, place] = /^(.*)\/(\d+)$/.exec(at) ?? [];
    const rows = this.editable()?.bands.flatMap((one) => one.rows) ?? [];
    const beside = `${list}/${Number(place) + (end === "to" ? 1 : -1)}`;
    const neighbour = rows.some((row) => row.at === beside);
    const [other, next] = end === "to" ? (["from", value + 1] as const) : (["to", value - 1] as const);
    this.put([[`${at}/${end}`, value], ...(neighbour ? [[`${beside}/${other}`, next] as const] : [])]);
  }

  #apply(changes: Change[] | ChangeSet): void {
    this.dispatch(this.#state.update({ changes, annotations: isolateHistory.of("full") }));
  }
}

/** The ids in a promise, or in a list of them. */
const idsIn = (value: unknown): string[] => [value].flat().flatMap((one) => (one as { id?: string } | undefined)?.id ?? []);
