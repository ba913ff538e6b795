/**
 * A dimension's bands as a ruler: each limit is a slider that a pointer drags and arrow keys move, and none passes its neighbour.
 * What moves shows on the ruler alone; the draft, and with it the whole page, follows once it rests.
 */
import { html, nothing, type TemplateResult } from "lit";
import { AsyncDirective, directive } from "lit/async-directive.js";
import { defer, settle } from "./deferred";
import type { Desk } from "./desk";
import type { Draft } from "./draft";
import type { BandRow } from "./fields";
import type { Names } from "./names";
import { labWords } from "./words";

/** The first points of a band, and between which it may lie. */
interface Limit {
  below: BandRow;
  above: BandRow;
  value: number;
  least: number;
  most: number;
}

/** The points that the ruler shows, both ends included. */
interface Range {
  from: number;
  to: number;
}

/** A limit that was moved, and the draft does not know it yet. */
interface Moved {
  draft: Draft | undefined;
  at: string;
  value: number;
}

/** A limit that was pushed against its neighbour, the band above it or below. */
interface Blocked {
  draft: Draft | undefined;
  at: string;
  by: "below" | "above";
}

/** How long a limit rests before the draft follows, in milliseconds: longer than between two presses of a key that is held. */
const PAUSE = 120;

/** The farthest that a limit goes where its band is open: what a field takes. */
const FAR = 999_999;
const PAGE = 5;

/** None where bands do not follow each other: there is nothing to measure then. */
const limitsOf = (rows: BandRow[]): Limit[] | undefined => {
  const limits = rows.slice(1).map((above, n): Limit | undefined => {
    const below = rows[n];
    if (!below || above.from === null || above.from - 1 !== below.to) return undefined;
    return { below, above, value: above.from, least: (below.from ?? -FAR - 1) + 1, most: above.to ?? FAR };
  });
  return limits.length > 0 && limits.every((one) => one && one.least <= one.value && one.value <= one.most)
    ? (limits as Limit[])
    : undefined;
};

/** The rows with a limit moved: the first points of a band, and the last of the band below it. */
const withMoved = (rows: BandRow[], { at, value }: Moved): BandRow[] => {
  const place = rows.findIndex((row) => row.at === at);
  return rows.map((row, n) => (n === place ? { ...row, from: value } : n === place - 1 ? { ...row, to: value - 1 } : row));
};

/** An open end is as wide as a band is on average. */
const rangeOf = (rows: BandRow[], limits: Limit[]): Range => {
  const [first, last] = [limits[0]?.value ?? 0, limits.at(-1)?.value ?? 0];
  const wide = Math.max(1, Math.round((last - first) / Math.max(1, limits.length - 1)));
  return { from: rows[0]?.from ?? first - wide, to: rows.at(-1)?.to ?? last + wide - 1 };
};

/** A limit that is dragged past an open end stays at the ruler's edge, as far as it goes. */
const share = (points: number, { from, to }: Range): string => `${Math.max(0, Math.min(1, (points - from) / (to - from + 1))) * 100}%`;

const held = ({ least, most }: Limit, to: number): number => Math.max(least, Math.min(to, most));

/** Where a key moves a limit to. */
const target = ({ value, least, most }: Limit, key: string): number | undefined =>
  ({
    ArrowRight: value + 1,
    ArrowUp: value + 1,
    ArrowLeft: value - 1,
    ArrowDown: value - 1,
    PageUp: value + PAGE,
    PageDown: value - PAGE,
    Home: least,
    End: most,
  })[key];

class Ruler extends AsyncDirective {
  #of: [desk: Desk, rows: BandRow[], name: string, names: Names] | undefined;
  #moved: Moved | undefined;
  #blocked: Blocked | undefined;
  /** What the ruler measures while one drags: an open end that grew under the pointer would carry the limit away from it. */
  #dragged: Range | undefined;

  render(desk: Desk, rows: BandRow[], name: string, names: Names): TemplateResult | typeof nothing {
    this.#of = [desk, rows, name, names];
    return this.#drawn(desk, rows, name, names);
  }

  /** Draws the ruler, and nothing else of the page. */
  #draw(): void {
    if (this.#of && this.isConnected) this.setValue(this.#drawn(...this.#of));
  }

  #drawn(desk: Desk, rows: BandRow[], name: string, names: Names): TemplateResult | typeof nothing {
    const shown = this.#moved && this.#moved.draft === desk.draft ? withMoved(rows, this.#moved) : rows;
    const limits = limitsOf(shown);
    if (!limits) return nothing;
    const range = this.#dragged ?? rangeOf(shown, limits);
    const text = labWords().ruler;
    const { draft, at, by } = this.#blocked ?? {};
    const blocked = limits.find(
      ({ above, value, least, most }) => draft === desk.draft && above.at === at && value === (by === "below" ? least : most),
    );
    const squeezed = blocked?.[by ?? "below"];
    return html`<div class="ruler" role="group" aria-label=${text.title(name)}>
    ${shown.map(({ class: id, from, to }) => {
      const start = from ?? range.from;
      const place = `left: ${share(start, range)}; width: calc(${share((to ?? range.to) + 1, range)} - ${share(start, range)})`;
      return html`<span class="band" aria-hidden="true" .style=${place}>${names.short(id)}</span>`;
    })}
    ${limits.map((limit) => this.#slider(desk, limit, range, name, names))}
  </div>
  <p class="small quiet" role="status">${squeezed ? html`<b>${text.blocked(names.short(squeezed.class), blocked?.value ?? 0)}</b>` : text.how}</p>`;
  }

  #slider(desk: Desk, limit: Limit, range: Range, name: string, names: Names): TemplateResult {
    const { below, above, value, least, most } = limit;
    const text = labWords().ruler;
    return html`<span class="limit" role="slider" tabindex="0" .style=${`left: ${share(value, range)}`}
    aria-label=${text.limit(name, names.short(below.class), names.short(above.class))}
    aria-valuemin=${least} aria-valuemax=${most} aria-valuenow=${value} aria-valuetext=${text.value(names.short(above.class), value, above.to)}
    @keydown=${(event: KeyboardEvent) => this.#press(desk, limit, event)} @pointerdown=${(event: PointerEvent) => this.#drag(desk, limit, range, event)}
    @focusout=${leave}></span>`;
  }

  /** Shows a limit as far as its neighbours let it, and says which of them does not let it go on, if one does not. */
  #show({ draft }: Desk, limit: Limit, to: number): number {
    const value = held(limit, to);
    const { at } = limit.above;
    this.#moved = { draft, at, value };
    this.#blocked = value === to ? undefined : { draft, at, by: to < limit.least ? "below" : "above" };
    this.#draw();
    return value;
  }

  /** Lets the draft follow. */
  #take(desk: Desk, at: string, value: number): void {
    this.#moved = undefined;
    const rows = this.#of?.[1] ?? [];
    if (rows.find((row) => row.at === at)?.from !== value) desk.edit((draft) => draft.setBand(at, "from", value));
    this.#draw();
  }

  #press(desk: Desk, limit: Limit, event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = target(limit, event.key);
    if (to === undefined) return;
    event.preventDefault();
    // An open band has no farthest point.
    if (Math.abs(to) >= FAR) return;
    const value = this.#show(desk, limit, to);
    defer(desk, event.currentTarget as HTMLElement, PAUSE, () => this.#take(desk, limit.above.at, value));
  }

  /** A drag is one step of the history, however many points it passes and wherever it rests. */
  #drag(desk: Desk, limit: Limit, range: Range, event: PointerEvent): void {
    const handle = event.currentTarget as HTMLElement;
    const track = handle.parentElement?.getBoundingClientRect();
    const { draft } = desk;
    if (!track || !draft || event.button !== 0) return;
    event.preventDefault();
    settle(handle);
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    const { at } = limit.above;
    this.#dragged = range;
    /** The text as this drag found it, or left it. */
    let left = draft.text;
    let taken = limit.value;
    const follow = ({ clientX }: PointerEvent): void => {
      // Another edit, such as an undo by the keyboard, ends the drag.
      if (desk.draft !== draft || draft.text !== left) return;
      const value = this.#show(desk, limit, range.from + Math.round(((clientX - track.left) / track.width) * (range.to - range.from + 1)));
      defer(desk, handle, PAUSE, () => {
        // What this drag did before is taken back, so that the step goes from where the limit was.
        if (value !== taken && taken !== limit.value) draft.undo();
        taken = value;
        this.#take(desk, at, value);
        left = draft.text;
      });
    };
    const end = (): void => {
      handle.removeEventListener("pointermove", follow);
      this.#blocked = undefined;
      this.#dragged = undefined;
      settle(handle);
      this.#draw();
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("lostpointercapture", end, { once: true });
  }
}

/** The draft follows at once when a limit is left. */
const leave = (event: FocusEvent): void => settle(event.currentTarget as HTMLElement);

export const ruler = directive(Ruler);
