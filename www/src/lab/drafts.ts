/** The drafts of this visit by pack, and how this device keeps them: at once, and never over what another tab wrote. */
import { Draft } from "./draft";
import { forget, found, keep, type Keeping, keys, onOther } from "./kept";
import type { KnownPack } from "./packs";

/** How long after an edit it is kept, in milliseconds. */
const PAUSE = 300;
const LAST = "last";
const OWN = "own/";

export class Drafts {
  /** How the draft that was edited last is kept. */
  keeping: Keeping = "none";
  readonly #redraw: () => void;
  readonly #drafts = new Map<string, Draft>();
  /** Packs whose draft another tab keeps otherwise: nothing is written over it until the reader decides. */
  readonly #elsewhere = new Set<string>();
  readonly #due = new Map<Draft, ReturnType<typeof setTimeout>>();

  constructor(redraw: () => void) {
    this.#redraw = redraw;
    onOther((key) => {
      if (!this.#drafts.has(key)) return;
      this.#elsewhere.add(key);
      redraw();
    });
    addEventListener("pagehide", () => {
      for (const draft of this.#due.keys()) this.#write(draft);
    });
  }

  /** Packs of the reader's own that are kept with their drafts. */
  own(): KnownPack[] {
    return keys().flatMap((key) => {
      const draft = key.startsWith(OWN) ? found(key) : undefined;
      return draft?.opened === undefined ? [] : [{ key, label: draft.label, text: draft.opened }];
    });
  }

  /** The pack that was open last. */
  last(): string | undefined {
    return found(LAST)?.text;
  }

  open(pack: KnownPack): Draft {
    const kept = found(pack.key);
    const draft = this.#drafts.get(pack.key) ?? new Draft(pack, kept && { text: kept.text, state: kept.state });
    this.#drafts.set(pack.key, draft);
    this.keeping = draft.edited && kept ? "kept" : "none";
    keep(LAST, { label: pack.label, text: pack.key });
    return draft;
  }

  /** Whether a pack has edits, of this visit or kept from an earlier one. */
  hasEdits({ key, text }: KnownPack): boolean {
    return (this.#drafts.get(key) ?? found(key) ?? { text }).text !== text;
  }

  /** Lets go of a draft of this visit; what is kept of it is read anew when it is opened again. */
  drop(key: string): void {
    const draft = this.#drafts.get(key);
    if (draft) this.#settle(draft);
    this.#drafts.delete(key);
    this.#elsewhere.delete(key);
  }

  /** Lets go of a draft for good. */
  discard(key: string): void {
    this.drop(key);
    forget(key);
  }

  changed(draft: Draft): void {
    this.#settle(draft);
    this.#due.set(
      draft,
      setTimeout(() => this.#write(draft), PAUSE),
    );
  }

  isElsewhere(draft: Draft): boolean {
    return this.#elsewhere.has(draft.opened.key);
  }

  /** Keeps this tab's draft over the other's. */
  insist(draft: Draft): void {
    this.#elsewhere.delete(draft.opened.key);
    this.#write(draft);
    this.#redraw();
  }

  #settle(draft: Draft): void {
    clearTimeout(this.#due.get(draft));
    this.#due.delete(draft);
  }

  #write(draft: Draft): void {
    this.#settle(draft);
    if (this.isElsewhere(draft)) return;
    const { keeping } = this;
    const { key, label, text } = draft.opened;
    const own = key.startsWith(OWN);
    if (draft.edited) this.keeping = keep(key, { label, ...(own && { opened: text }), ...draft.kept() });
    else {
      this.keeping = "none";
      forget(key);
    }
    if (this.keeping !== keeping) this.#redraw();
  }
}
