/** The proving thread: takes jobs, works at the newest, tells each stage, gives one answer. */
import {
  checkPack,
  compare,
  init,
  loadPack,
  proveBriefly,
  proveFirst,
  screen,
  unwrap,
  variantBetween,
  type Answered,
  type Pack,
  type Proof,
} from "prescreen/lab";
import type { Applicant, Heard, Job, Proved, Rest, Task } from "./jobs";

/** The packs read last: what did not change is not read again. */
const KEPT = 2;
const kept = new Map<string, Pack>();
let newest = 0;

const read = (text: string): Answered<Pack> => {
  const known = kept.get(text);
  const loaded: Answered<Pack> = known ? { ok: true, value: known } : loadPack(text);
  if (!loaded.ok) return loaded;
  kept.delete(text);
  kept.set(text, loaded.value);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) {
    kept.get(oldest)?.dispose();
    kept.delete(oldest);
  }
  return loaded;
};

const prove = (text: string): Proved => {
  const pack = read(text);
  return pack.ok ? { findings: [], proof: unwrap(proveFirst(pack.value)) } : { findings: unwrap(checkPack(text)), proof: null };
};

/** The proof of the pack that is compared with: it stays while the draft beside it is edited. */
let before: { text: string; proof: Proof } | undefined;

const rest = (text: string, other: string): Rest => {
  const b = unwrap(read(text));
  const proof = unwrap(proveBriefly(b));
  if (text === other) before = { text, proof };
  const a = read(other);
  if (!a.ok) return { proof, comparison: null, otherFindings: unwrap(checkPack(other)), before: null };
  if (before?.text !== other) before = { text: other, proof: unwrap(proveBriefly(a.value)) };
  return { proof, comparison: unwrap(compare(a.value, b)), otherFindings: [], before: before.proof };
};

/** Whether a claim holds of a text: of the pack alone, or where it is one of a comparison, beside the other. None where it is not made. */
const holds = (text: string, claim: string, other: string): boolean | null => {
  const b = read(text);
  if (!b.ok) return false;
  const is = (claims: Proof["claims"]): boolean | undefined => {
    const found = claims.find(({ id }) => id === claim);
    return found && found.verdict === "proved";
  };
  const own = is(unwrap(proveFirst(b.value)).claims);
  if (own !== undefined) return own;
  const a = read(other);
  return a.ok ? (is(unwrap(compare(a.value, b.value)).claims) ?? null) : false;
};

const replay = (text: string, applicant: Applicant) => screen(unwrap(read(text)), applicant.session, applicant.case);

const run = async (task: Task, tell: (heard: Heard) => void): Promise<unknown> => {
  tell({ stage: "starting" });
  await init();
  if (task.kind === "replay") return unwrap(replay(task.text, task.applicant));
  if (task.kind === "mend") return task.texts.map((text) => holds(text, task.claim, task.other));
  if (task.kind === "variant") return unwrap(variantBetween(task.control, task.edited, task.id));
  tell({ stage: task.kind === "prove" ? "proving" : "comparing" });
  return task.kind === "prove" ? prove(task.text) : rest(task.text, task.other);
};

addEventListener("message", ({ data: { id, task } }: MessageEvent<Job>) => {
  const tell = (heard: Heard): void => postMessage({ id, heard });
  newest = id;
  // Jobs that arrived meanwhile are heard first, so that those which nobody waits for are left out.
  setTimeout(() => {
    if (id !== newest) return;
    run(task, tell).then(
      (answer) => tell({ answer }),
      (error: Error & { code?: string; at?: string; help?: string }) =>
        tell({
          failed: { code: (error.code ?? "module-failed") as never, at: error.at ?? "", message: error.message, help: error.help ?? "" },
        }),
    );
  });
});
