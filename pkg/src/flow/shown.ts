/** What the person was shown and in which language: for the record. It holds ids, and of a consent whether it was given. */
import type { Assessment, Notice } from "../core/types.js";
import type { Shown } from "./record.js";
import type { View } from "./view.js";

export class Showing {
  readonly #notices = new Map<string, Shown["notices"][number]>();
  readonly #items = new Map<string, string>();
  readonly #facts = new Map<string, string>();

  /** A view that is drawn, in its language. */
  saw(view: View, locale: string): void {
    if (view.kind === "notices") for (const notice of view.notices) this.#read(notice, locale, null);
    if (view.kind === "consent") this.#read(view.notice, locale, view.given ?? null);
    if (view.kind === "question") this.#items.set(view.item.id, locale);
    if (view.kind === "facts") for (const { id } of view.facts) this.#facts.set(id, locale);
  }

  /** A consent that was given or declined. */
  consented(notice: Notice, locale: string, given: boolean): void {
    this.#read(notice, locale, given);
  }

  /** All of it, with what the result told once there is one. */
  with(result?: Assessment): Shown {
    const list = (map: ReadonlyMap<string, string>): { id: string; locale: string }[] => [...map].map(([id, locale]) => ({ id, locale }));
    return {
      notices: [...this.#notices.values()],
      items: list(this.#items),
      facts: list(this.#facts),
      reasons: result?.reasons.map(({ code }) => code) ?? [],
      session_check: result?.fraud ?? null,
    };
  }

  #read({ id, version }: Notice, locale: string, given: boolean | null): void {
    this.#notices.set(id, { id, version, locale, given });
  }
}
