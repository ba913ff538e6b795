import type { AccountWords } from "./zh";

/** Words of the account page in English. */
export const en: AccountWords = {
  title: (name) => `${name}: account`,
  lead: "What the firm keeps of you is on this page: class, orders, assessments, requests and facts. Your answers are not part of it.",
  state: { none: "No account yet", open: "Account open" },
  profile: "Investor class",
  class: "Class",
  assessed: "Assessed on",
  valid: "Valid until",
  expired: "expired",
  overtaken: "does not count now",
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
  undo: (phone) => `to take it back, call ${phone} before that`,
  confirmed: "Steps that are confirmed",
  cancelled: {
    title: "Cancelled",
    body: {
      purchase:
        "No order is placed, and it cannot go on. The result that you sent and the steps that you confirmed stay on record; the cancellation stands below, under “Requests”.",
      opening:
        "No account is opened by it, and it cannot go on. The result that you sent and the steps that you confirmed stay on record; the cancellation stands below, under “Requests”.",
      assessment:
        "Your class is not changed by it, and it cannot go on. The result that you sent and the steps that you confirmed stay on record; the cancellation stands below, under “Requests”.",
      permission:
        "No permission is given, and it cannot go on. The result that you sent and the steps that you confirmed stay on record; the cancellation stands below, under “Requests”.",
    },
  },
  requests: "Requests",
  requestsBody: "Kind, time and what it is about, and no text of yours. In this demonstration nobody calls.",
  noRequests: "None yet.",
  asked: { person: "A call from a person", objection: "Objection: a second person reviews it", withdrawal: "Cancelled by you" },
  received: (day) => `received; answered by ${day}`,
  done: "done; nothing is left to do",
  records: "Assessments and receipts",
  recordsBody:
    "The firm keeps the sealed digest, the verdict and the confirmed steps. The full record is only in the file you downloaded afterwards.",
  check: "Check a receipt or a record yourself",
  unsent: "an assessment, confirmed and not sent: the firm has its sealed digest alone",
  unsentLook:
    "a look at whether one product fits, confirmed and not sent; no assessment was counted, and the firm has its sealed digest alone",
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
  opened: "account opened",
  notOrdered: "no order: cancelled, or its time was over",
  notOpened: "no account opened: cancelled, or its time was over",
  settled: "no longer waits for steps",
  purpose: {
    account_opening: "account opening",
    assessment: "new assessment",
    purchase: "purchase",
    permission: "application for a permission",
  },
  given: "permission given",
  notGiven: "no permission: cancelled, or its time was over",
};
