/**
 * For investors who bring their records: everything of the main entry on a module that also reads, checks and joins
 * statements, so that a fact made of them keeps its evidence on its way into a screening.
 */
export * from "./index.js";
export { openRecords, type Records, type RecordsOptions } from "./statements/records.js";
export type * from "./statements/types.js";
