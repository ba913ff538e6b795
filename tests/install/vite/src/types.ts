// What an editor should know of the package. Only type-checked.
import {
  check,
  init,
  loadPack,
  screen,
  type Answered,
  type Assessment,
  type Case,
  type Failure,
  type Pack,
  type Scorer,
  type Session,
  type Started,
} from "prescreen";
import type { PrescreenFlowElement } from "prescreen/elements";
import { verify, type VerdictClaims } from "prescreen/server";
import { createScreener, type RemotePack } from "prescreen/worker";

export const started: Promise<Started> = init();

export function classOf(text: string, session: Session, given: Case): string | null {
  const loaded: Answered<Pack> = loadPack(text);
  if (!loaded.ok) return loaded.error.code;
  const screened = screen(loaded.value, session, given);
  return screened.ok ? (screened.value.class ?? null) : screened.outcome;
}

// @ts-expect-error a failure has no value
export const unchecked = (answered: Answered<Assessment>): unknown => answered.value;

// @ts-expect-error an assessment has no points
export const points = (assessment: Assessment): unknown => assessment.points;

// @ts-expect-error a purpose is one of a closed list
export const purpose: Session["purpose"] = "anything";

// @ts-expect-error there is no case without answers and facts
export const unanswered = (pack: Pack, session: Session): unknown => check(pack, session, 1);

export const outcome = (failure: Failure): "refer" => failure.outcome;

export const flow: PrescreenFlowElement = document.createElement("prescreen-flow");
flow.addEventListener("prescreen-sent", ({ detail }) => {
  const bytes: number = detail.bytes;
  // @ts-expect-error what left is never an answer
  const kind: "answer" = detail.kind;
  return [bytes, kind];
});

export const tried = (pack: Pack, scorer: Scorer): void => {
  flow.shadow = pack;
  flow.scorers = async () => [scorer];
  // @ts-expect-error a shadow is a pack, not its text
  flow.shadow = "{}";
};

export const remote: Promise<Answered<RemotePack>> = createScreener().loadPack("{}");

export const claims = (...inputs: Parameters<typeof verify>): Promise<Answered<VerdictClaims>> => verify(...inputs);
