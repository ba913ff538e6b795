/**
 * What the package says of one field of the identity step. Takes what was typed, gives a finding that holds none of
 * it; never keeps, stores or sends a value. The module and its tables are fetched when a field is first used.
 */
import type { FieldFinding, FieldKind } from "prescreen/fields";

export const documents = [
  "mainland_identity",
  "hong_kong_identity",
  "macau_identity",
  "taiwan_identity",
  "mrz",
] as const satisfies readonly FieldKind[];
export type Document = (typeof documents)[number];

/** `unchecked`: this device could not load the check; the field is not held against the person. */
export type State = "empty" | "valid" | "birth_date" | "unchecked" | FieldFinding;

type Fields = typeof import("prescreen/fields");
let loaded: Fields | undefined;

const fields = async (): Promise<Fields> => (loaded ??= await import("prescreen/fields"));

/** Starts loading; a failure is met again, and handled, by `check`. */
export const prepare = (): void =>
  void fields()
    .then(({ init }) => init())
    .catch(() => undefined);

/**
 * Checks a value. `today` and `birthDate`: `YYYY-MM-DD`; the birth date is the one that the firm holds, if any.
 * Without a table the check goes on, as the package's note says.
 */
export const check = async (kind: FieldKind, value: string, today: string, birthDate: string | undefined): Promise<State> => {
  if (value.trim() === "") return "empty";
  try {
    const { init, checkField, fieldDisagreements, loadTable, unwrap } = await fields();
    await init();
    const name = kind === "mainland_identity" ? "counties" : kind === "email" ? "disposable" : undefined;
    const table = name && (await loadTable(name).catch(() => undefined));
    const finding = unwrap(checkField(kind, value, { today, region: "CN", ...(table ? { table } : {}) }));
    if (finding.outcome === "not_checked") return "unchecked";
    if (finding.outcome === "correct") return finding;
    const dated = kind === "mainland_identity" || kind === "mrz";
    if (dated && birthDate && unwrap(fieldDisagreements(kind, value, { today, birthDate })).includes("birth_date")) return "birth_date";
    return finding.note ? finding : "valid";
  } catch {
    return "unchecked";
  }
};

/** Whether the person is asked to look at the field again. An empty field is not, in this demonstration. */
export const toCorrect = (state: State): boolean => state === "birth_date" || (typeof state === "object" && state.outcome === "correct");

/** The package's sentence for a finding; a finding exists only where the package is loaded. */
export const correction = (finding: FieldFinding, locale: string): string | undefined => loaded?.fieldText(finding, locale);
