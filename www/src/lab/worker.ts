/** The proving thread: takes one job at a time, tells each stage, gives one answer. */
import { checkPack, compare, init, loadPack, proveBriefly, screen, unwrap } from "prescreen/lab";
import type { Applicant, Examined, Heard, Job } from "./jobs";

const tell = (heard: Heard): void => postMessage(heard);

const examine = (text: string, other: string): Examined => {
  tell({ stage: "checking" });
  const none = { text, proof: null, comparison: null, otherFindings: [] };
  const findings = unwrap(checkPack(text));
  if (findings.length > 0) return { ...none, findings };
  const pack = unwrap(loadPack(text));
  tell({ stage: "proving" });
  const proof = unwrap(proveBriefly(pack));
  tell({ stage: "comparing" });
  const otherFindings = unwrap(checkPack(other));
  const comparison = otherFindings.length > 0 ? null : unwrap(compare(unwrap(loadPack(other)), pack));
  return { text, findings, proof, comparison, otherFindings };
};

const replay = (text: string, applicant: Applicant): Heard =>
  ({ replayed: unwrap(screen(unwrap(loadPack(text)), applicant.session, applicant.case)) });

const run = async (job: Job): Promise<Heard> => {
  tell({ stage: "starting" });
  await init();
  return job.kind === "examine" ? { examined: examine(job.text, job.other) } : replay(job.text, job.applicant);
};

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  run(data).then(tell, (error: Error & { code?: string; at?: string; help?: string }) =>
    tell({ failed: { code: (error.code ?? "module-failed") as never, at: error.at ?? "", message: error.message, help: error.help ?? "" } }));
});
