/** How a reason is told: a rule that could not be decided says that something is missing, and nothing of the person. */
import type { Assessment } from "prescreen";

type Reason = Pick<Assessment["reasons"][number], "code" | "unknown" | "outcome">;

/** Says that evidence is missing. */
export const MISSING = "facts.missing";

/** The code whose words tell a reason, as a verdict has it. */
export const toldAs = ({ code, unknown }: Pick<Reason, "code" | "unknown">): string => (unknown ? MISSING : code);

/** The codes whose words tell an outcome, each once: of what is in doubt, only where it leads to that outcome. */
export const codesOf = ({ outcome, reasons }: { outcome: Assessment["outcome"]; reasons: readonly Reason[] }): string[] => [
  ...new Set(reasons.filter((reason) => !reason.unknown || reason.outcome === outcome).map(toldAs)),
];
