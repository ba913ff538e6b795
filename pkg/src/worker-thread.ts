/** The worker's side of `worker.ts`. */
import { type Answered, failure } from "./core/answer.js";
import { check, screen } from "./core/calls.js";
import { init } from "./core/module.js";
import { loadPack, type Pack } from "./core/pack.js";
import { answerCalls } from "./core/remote.js";
import type { PackRef } from "./core/types.js";

const packs: Pack[] = [];

const load = (text: string): Answered<{ id: number; reference: PackRef }> => {
  const loaded = loadPack(text);
  return loaded.ok ? { ok: true, value: { id: packs.push(loaded.value) - 1, reference: loaded.value.reference } } : loaded;
};

const withPack = <T>(id: number, work: (pack: Pack) => Answered<T>): Answered<T> => {
  const pack = packs[id];
  return pack ? work(pack) : failure("reference", "there is no such pack in the worker");
};

answerCalls({
  init: () => init(),
  loadPack: load,
  check: (id: number, session: string, case_: string) => withPack(id, (pack) => check(pack, session, case_)),
  screen: (id: number, session: string, case_: string, shadow?: number) =>
    withPack(id, (pack) => screen(pack, session, case_, { shadow: shadow === undefined ? undefined : packs[shadow] })),
});
