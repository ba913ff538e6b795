/** What every call gives: a value, or a failure that a program can act on. */

export interface Failure {
  ok: false;
  error: { code: string; at: string; message: string; help: string };
  /** A screening that fails decides nothing: a person does. */
  outcome: "refer";
}

export interface Success<T> {
  ok: true;
  value: T;
}

export type Answered<T> = Success<T> | Failure;

export const failure = (code: string, message: string, help = "", at = ""): Failure => ({
  ok: false,
  error: { code, at, message, help },
  outcome: "refer",
});

/** A failure as an exception, for the places where there is nobody to answer to. */
export class PrescreenError extends Error {
  readonly code: string;
  readonly at: string;
  readonly help: string;

  constructor(error: Failure["error"]) {
    super(error.message);
    this.name = "PrescreenError";
    this.code = error.code;
    this.at = error.at;
    this.help = error.help;
  }
}

/** The value, or the failure thrown. */
export const unwrap = <T>(answered: Answered<T>): T => {
  if (!answered.ok) throw new PrescreenError(answered.error);
  return answered.value;
};
