/** What a layout says of a table's columns, as its person would have said it. */
import type { ProposedTable } from "prescreen/statements";
import { type Answers, type Said, STATES, WAYS } from "./saying";
import type { FieldName } from "./zh";

/** What of a layout a person can say. */
interface Layout extends Pick<Answers, "kind" | "currency" | "day_order" | "numbers"> {
  columns: Partial<Record<FieldName, string[]>>;
  amounts?: { sign?: "signed" | "unsigned" | "out_positive" | "signed_or_words"; fee_beside?: boolean };
  status?: Partial<Record<(typeof STATES)[number], string[]>>;
  incoming?: string[];
  outgoing?: string[];
  neutral?: string[];
}

export const saidIn = (text: string, { columns }: ProposedTable): Said => {
  const layout = JSON.parse(text) as Layout;
  const { kind, currency, day_order, numbers, amounts = {}, status = {} } = layout;
  const place = (name: string): number | undefined =>
    /^#\d+$/.test(name) ? Number(name.slice(1)) : columns.find((column) => column.name === name)?.column;
  const fields = Object.entries(layout.columns).flatMap(([field, names]): [number, FieldName][] => {
    const at = names.map(place).find((found) => found !== undefined);
    return at === undefined ? [] : [[at, field as FieldName]];
  });
  const { sign, fee_beside } = amounts;
  const answers: Answers = {
    ...(kind && { kind }),
    ...((sign === "signed" || sign === "out_positive") && { sign }),
    ...(fee_beside !== undefined && { fee_beside }),
    ...(currency && { currency }),
    ...(day_order && { day_order }),
    ...(numbers && { numbers }),
  };
  const listed = <L extends string>(lists: readonly L[], of: Partial<Record<L, string[]>>): Map<string, L> =>
    new Map(lists.flatMap((list) => (of[list] ?? []).map((word): [string, L] => [word, list])));
  return { fields: new Map(fields), answers, ways: listed(WAYS, layout), states: listed(STATES, status) };
};
