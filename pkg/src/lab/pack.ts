/** Packs as the teams' module takes them: checked whole. */
import type { Answered } from "../core/answer.js";
import { loadPack as loadChecked, type Pack } from "../core/pack.js";
import { text } from "../core/text.js";
import { checkPack } from "./calls.js";

/** Loads a pack, or gives the first thing that is wrong with it. */
export const loadPack = (source: string | object): Answered<Pack> => {
  const written = text(source);
  const checked = checkPack(written);
  if (!checked.ok) return checked;
  const [first] = checked.value;
  return first ? { ok: false, error: first, outcome: "refer" } : loadChecked(written);
};
