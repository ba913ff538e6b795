/** The package's types under the names that this page uses. */
import type { Failure as Answered } from "prescreen/experiment";

export type { ExperimentPlan, ExperimentPlanned, ExperimentReport, Reported } from "prescreen/experiment";

/** What could not be done, with its code. */
export type Failure = Answered["error"];
