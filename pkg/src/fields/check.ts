/**
 * Checks of what a person types into a field: identity documents, cards, accounts, telephone numbers, addresses.
 *
 * What was typed stays here: a finding holds none of it, and nothing is fetched but the two tables, when asked for.
 */
import type { Answered } from "../core/answer.js";
import type { FieldFinding } from "../generated/field-finding.js";
import type { FieldKind } from "../generated/field-kind.js";
import { call, fileBytes, type FileSource } from "../core/module.js";
import { glue } from "./glue.js";

/** What kind of value it is. */
export type { FieldKind };
/** What a check says. To be corrected is no accusation, and a note is never an error. */
export type { FieldFinding };
export type { Note as FieldNote, Part as FieldPart, Place as FieldPlace } from "../generated/field-finding.js";

export interface FieldContext {
  /** `YYYY-MM-DD`, by the server's clock. */
  today: string;
  /** Where a telephone number without a country's code is from: `CN`, `HK`, `MO`, `TW` or another country. */
  region?: string;
  /** For `mainland_identity` the counties, for `email` the disposable domains; see `loadTable`. */
  table?: Uint8Array;
}

export interface FieldForm {
  today: string;
  /** `YYYY-MM-DD`. */
  birthDate?: string;
  sex?: "male" | "female";
}

export type FieldTable = "counties" | "disposable";

/** Checks what a person typed. Full-width characters, spaces, hyphens and small letters are taken as people type them. */
export const checkField = (kind: FieldKind, value: string, context: FieldContext): Answered<FieldFinding> =>
  call(() => glue.check_field(kind, value, context.today, context.region ?? "", context.table ?? new Uint8Array()));

/** Which fields of the form say another thing than the number, for the person to correct; never a signal. */
export const fieldDisagreements = (kind: FieldKind, value: string, form: FieldForm): Answered<("birth_date" | "sex")[]> =>
  call(() => glue.field_disagreements(kind, value, form.today, form.birthDate ?? "", form.sex ?? ""));

const address = (name: FieldTable): URL =>
  name === "counties" ? new URL("./counties.bin", import.meta.url) : new URL("./disposable.bin", import.meta.url);

const loading = new Map<FieldTable, Promise<Uint8Array>>();

/**
 * A table from beside the package's own files, fetched once; `source` says where else it lies, or gives its bytes.
 * After a failure, a call tries again.
 *
 * @throws `Error` when it cannot be fetched: go on without it, the finding's note says so.
 */
export const loadTable = (name: FieldTable, source?: FileSource): Promise<Uint8Array> => {
  const known = loading.get(name);
  if (known && source === undefined) return known;
  const bytes = fileBytes(source ?? address(name)).catch((error: unknown) => {
    loading.delete(name);
    throw error;
  });
  loading.set(name, bytes);
  return bytes;
};
