import type { AccountWords } from "./zh";

/** Words of the account page in English. */
export const en: AccountWords = {
  title: (name) => `${name}: account`,
  lead: "Everything the firm holds is on this page. Your answers are not part of it.",
  state: { none: "No account yet", open: "Account open" },
  profile: "Investor class",
  class: "Class",
  assessed: "Assessed on",
  valid: "Valid until",
  expired: "expired",
  pack: "Rule pack",
  noProfile: "No class yet",
  noProfileBody: "One suitability assessment opens the account and shows which products match you.",
  held: "What the firm already holds",
  heldBody: "This comes with each session; its evidence tier is “held by the firm”.",
  nothingHeld: "Nothing.",
  facts: { person: "You", money: "Assets and income", time: "Time and experience", standing: "Records and qualifications" },
  orders: "Orders",
  noOrders: "No orders yet.",
  carriedOut: (day) => `carried out on ${day}`,
  records: "Assessments and receipts",
  recordsBody:
    "The firm keeps the sealed digest, the verdict and the confirmed steps. The full record is only in the file you downloaded afterwards.",
  check: "Check a receipt or a record yourself",
  noRecords: "None yet.",
  outcome: {
    proceed: "can go on",
    proceed_after: "can go on after steps",
    pause: "a little later",
    insufficient_evidence: "not enough evidence",
    refer: "a person decides",
    refuse: "not possible",
  },
  ordered: "order placed",
  purpose: { account_opening: "account opening", assessment: "new assessment", purchase: "purchase" },
};
