/** The phase that a report's conclusion is of. */
import type { ExperimentReport } from "./types";

export const concludedOn = ({ phases, conclusion }: ExperimentReport): ExperimentReport["phases"][number] | undefined =>
  phases.find(({ phase }) => phase === conclusion.phase);
