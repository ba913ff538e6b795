/** Larger text and targets, on the whole site: kept as a preference, set before the first paint by `public/preferences.js`. */
import type { Me } from "./broker";
import { keep } from "./i18n";

/** Of the main text, in pixels; 0 is the usual one. */
export type Size = 0 | 20 | 25 | 30;

export const size = (): Size => {
  const set = Number(document.documentElement.dataset.elder);
  return set === 20 || set === 25 || set === 30 ? set : 0;
};

export const setSize = (next: Size): void => {
  if (next === 0) delete document.documentElement.dataset.elder;
  else document.documentElement.dataset.elder = String(next);
  keep("size", String(next));
};

/** From this age on, by what the firm holds, it is offered. */
const OFFERED_FROM = 65;
const YEAR = 365.25 * 24 * 60 * 60;

/** Whether to ask: the firm's facts say the age, and nothing was chosen on this device. */
export const isOffered = (me: Me | null): boolean => {
  const born = Date.parse(String(me?.facts.birth_date ?? "")) / 1000;
  return me !== null && (me.now - born) / YEAR >= OFFERED_FROM && document.documentElement.dataset.elder === undefined && !wasChosen();
};

const wasChosen = (): boolean => {
  try {
    return localStorage.getItem("size") !== null;
  } catch {
    return false;
  }
};
