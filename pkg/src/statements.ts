/**
 * A person's own records: statements of banks, wallets and brokers, read, checked and joined in a worker of this tab. What
 * they say goes into a screening of the main entry, with its evidence; nothing of them leaves the tab.
 */
export { PrescreenError, unwrap, type Answered, type Failure, type Success } from "./core/answer.js";
export type { Found } from "./core/found.js";
export type { JoinOptions } from "./statements/given.js";
export type { Proposal, ProposeOptions } from "./statements/proposal.js";
export { openRecords, type Records, type RecordsOptions } from "./statements/records.js";
export type * from "./statements/types.js";
