/** A team's model as one signal of a pack: only the file that the pack names, only what the pack declares for it. */
import { type Answered, failure } from "../core/answer.js";
import { toBase64url } from "../core/base64url.js";
import type { Pack } from "../core/pack.js";
import type { Scorer } from "../core/scores.js";
import { digest } from "../core/subtle.js";
import { basisPoints, loadModel, type Model } from "./model.js";

/**
 * Makes a scorer of the bytes that `prescreen model convert` wrote. Refused when the pack names no model of this hash, when the
 * model needs a feature that the pack does not declare for it or one about age, sex or origin, and when it gives no probability.
 */
export const fraudScorer = async (bytes: Uint8Array<ArrayBuffer>, pack: Pick<Pack, "document">): Promise<Answered<Scorer>> => {
  const loaded = loadModel(bytes);
  if (!loaded.ok) return loaded;
  const model = loaded.value;
  const bound = await boundTo(pack, bytes, model);
  if (!bound.ok) {
    model.dispose();
    return bound;
  }
  const { id, places } = bound.value;
  return {
    ok: true,
    value: {
      model: id,
      score: (row) => {
        const scored = model.score(Float64Array.from(places, (place) => row[place] ?? NaN));
        if (!scored.ok) return scored;
        const points = basisPoints(scored.value.output);
        return points.ok ? { ok: true, value: points.value ?? null } : points;
      },
      dispose: () => model.dispose(),
    },
  };
};

/** The model's id in the pack that names its file, and for each feature its place among those that the pack declares. */
const boundTo = async (
  pack: Pick<Pack, "document">,
  bytes: Uint8Array<ArrayBuffer>,
  model: Model,
): Promise<Answered<{ id: string; places: number[] }>> => {
  const document = pack?.document;
  if (typeof document !== "object" || document === null)
    return failure("type", "expected a pack that loadPack gave", "load it with loadPack", "/pack");
  const hash = toBase64url(new Uint8Array(await digest("SHA-256", bytes)));
  const named = document.fraud?.models?.find((model) => model.hash === hash);
  if (!named)
    return failure("reference", `the pack names no model of the hash ${hash}`, "name it in the pack's fraud.models, with its features");
  const bound = model.bind(named.features);
  return bound.ok ? { ok: true, value: { id: named.id, places: bound.value } } : bound;
};
