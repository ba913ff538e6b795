/** A dimension's bands as a ruler: each limit is a slider that a pointer drags and arrow keys move, and none passes its neighbour. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk";
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

/** An open end is as wide as a band is on average. */
const rangeOf = (rows: BandRow[], limits: Limit[]): Range => {
  const [first, last] = [limits[0]?.value ?? 0, limits.at(-1)?.value ?? 0];
  const wide = Math.max(1, Math.round((last - first) / Math.max(1, limits.length - 1)));
  return { from: rows[0]?.from ?? first - wide, to: rows.at(-1)?.to ?? last + wide - 1 };
};

const share = (points: number, { from, to }: Range): string => `${((points - from) / (to - from + 1)) * 100}%`;

export const ruler = (desk: Desk, rows: BandRow[], name: string, names: Names): TemplateResult | typeof nothing => {
  const limits = limitsOf(rows);
  if (!limits) return nothing;
  const range = rangeOf(rows, limits);
  const text = labWords().ruler;
  const { at, by } = desk.blocked ?? {};
  const blocked = limits.find(({ above, value, least, most }) => above.at === at && value === (by === "below" ? least : most));
  const squeezed = blocked?.[by ?? "below"];
  return html`<div class="ruler" role="group" aria-label=${text.title(name)}>
    ${rows.map(({ class: id, from, to }) => {
      const start = from ?? range.from;
      const place = `left: ${share(start, range)}; width: calc(${share((to ?? range.to) + 1, range)} - ${share(start, range)})`;
      return html`<span class="band" aria-hidden="true" .style=${place}>${names.short(id)}</span>`;
    })}
    ${limits.map((limit) => slider(desk, limit, range, name, names))}
  </div>
  <p class="small quiet" role="status">${squeezed ? html`<b>${text.blocked(names.short(squeezed.class), blocked?.value ?? 0)}</b>` : text.how}</p>`;
};

const slider = (desk: Desk, limit: Limit, range: Range, name: string, names: Names): TemplateResult => {
  const { below, above, value, least, most } = limit;
  const text = labWords().ruler;
  return html`<span class="limit" role="slider" tabindex="0" .style=${`left: ${share(value, range)}`}
    aria-label=${text.limit(name, names.short(below.class), names.short(above.class))}
    aria-valuemin=${least} aria-valuemax=${most} aria-valuenow=${value} aria-valuetext=${text.value(names.short(above.class), value, above.to)}
    @keydown=${press(desk, limit)} @pointerdown=${drag(desk, limit, range)}></span>`;
};

const held = ({ least, most }: Limit, to: number): number => Math.max(least, Math.min(to, most));

/** Says which neighbour does not let a limit go on, if one does not. */
const note = (desk: Desk, limit: Limit, to: number): void =>
  desk.block(held(limit, to) === to ? undefined : { at: limit.above.at, by: to < limit.least ? "below" : "above" });

/** Moves a limit as far as its neighbours let it. */
const move = (desk: Desk, limit: Limit, to: number): void => {
  note(desk, limit, to);
  const next = held(limit, to);
  if (next !== limit.value) desk.edit((draft) => draft.setBand(limit.above.at, "from", next));
};

const press =
  (desk: Desk, limit: Limit) =>
  (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { value, least, most } = limit;
    const to = {
      ArrowRight: value + 1,
      ArrowUp: value + 1,
      ArrowLeft: value - 1,
      ArrowDown: value - 1,
      PageUp: value + PAGE,
      PageDown: value - PAGE,
      Home: least,
      End: most,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    // An open band has no farthest point.
    if (Math.abs(to) < FAR) move(desk, limit, to);
  };

/** A drag is one step of the history, however many points it passes. */
const drag =
  (desk: Desk, limit: Limit, range: Range) =>
  (event: PointerEvent): void => {
    const handle = event.currentTarget as HTMLElement;
    const track = handle.parentElement?.getBoundingClientRect();
    if (!track || event.button !== 0) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    const { draft } = desk;
    let now = limit.value;
    const follow = ({ clientX }: PointerEvent): void => {
      if (desk.draft !== draft) return;
      const to = range.from + Math.round(((clientX - track.left) / track.width) * (range.to - range.from + 1));
      const next = held(limit, to);
      if (next === now) {
        note(desk, limit, to);
        return;
      }
      // What this drag did before is taken back, so that the step goes from where the limit was.
      if (now !== limit.value) draft?.undo();
      now = next;
      move(desk, limit, to);
    };
    const end = (): void => {
      handle.removeEventListener("pointermove", follow);
      desk.block(undefined);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };
