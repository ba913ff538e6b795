/**
 * The text of a draft, with its history. CodeMirror keeps it: a text area of the browser forgets its undo as soon as a script
 * writes to it, shows no place and is slow with a pack's 5,000 lines. Of the editors that do this, it is the one whose parts
 * load alone, and that runs under a policy without inline styles; 106 kB of the lab's page, compressed, and of no other.
 */
import { defaultKeymap, history, historyField } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField, type Range } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Place } from "./places";

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--ink)" },
  { tag: tags.string, color: "var(--action)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--asks)" },
]);

const theme = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--ink)", height: "100%", fontSize: ".8125rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "-3px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overflow: "auto" },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--ink-2)", border: "0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--action) 25%, transparent)",
  },
  ".wrong": { backgroundColor: "var(--broken-tint)", boxShadow: "inset 3px 0 0 var(--broken)" },
});

/** Marks the lines of what is wrong. */
export const marked = StateEffect.define<Place[]>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    const given = transaction.effects.find((effect) => effect.is(marked));
    if (!given) return set.map(transaction.changes);
    const { doc } = transaction.state;
    const lines = (given.value as Place[]).map(({ from }) => doc.lineAt(Math.min(from, doc.length)).from);
    const ranges: Range<Decoration>[] = [...new Set(lines)].map((at) => Decoration.line({ class: "wrong" }).range(at));
    return Decoration.set(ranges, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const extensions = [
  history(),
  json(),
  syntaxHighlighting(colours),
  theme,
  marks,
  lineNumbers(),
  drawSelection(),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ tabindex: "0" }),
  // Tab leaves the editor; undo and redo are the page's.
  keymap.of(defaultKeymap),
];

const fields = { history: historyField };

/** A text without a history, or with the one that was kept of it. */
export const stateOf = (text: string, kept?: unknown): EditorState => {
  try {
    if (kept) return EditorState.fromJSON(kept, { extensions }, fields);
  } catch {
    // What was kept is of another edition of the editor: the text is there all the same.
  }
  return EditorState.create({ doc: text, extensions });
};

export const keptOf = (state: EditorState): unknown => state.toJSON(fields);
