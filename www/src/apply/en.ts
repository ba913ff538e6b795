import type { ApplyWords } from "./zh";

/** Words of applying for a permission in English. */
export const en: ApplyWords = {
  permissions: "Permissions",
  permissionsBody: "Each is applied for once. What you buy later asks only whether the firm has given it.",
  held: "given",
  notHeld: "not given",
  applied: "waits for its next step",
  back: "Back to the account",
  backTo: (product) => `Back to ${product}`,
  missing: "There is no such permission",
  missingBody: "The link may be old. Please choose from the list in your account.",
  lead: "The exchange's conditions are checked when you apply. Once it is given, the firm's books hold it, and a purchase does not check them again.",
  heldTitle: "You have this permission",
  heldBody: "There is nothing more to apply for.",
  conditions: "Conditions",
  uncertain: {
    title: "What is not certain",
    body: "The firm wrote these conditions by what it knows, and has not compared them with the exchange’s own text yet. If you know them otherwise, a person can check.",
  },
  steps: "What comes next",
  stepsBody: "In this order. Each is confirmed by you. You can leave before any step.",
  start: "Apply",
  leave: "Leave, apply for nothing",
  notOpen: "You cannot apply yet",
  noClass: "A permission rests on an investor class that holds. Please finish a suitability assessment first.",
  ends: {
    given: {
      title: "The permission is given",
      body: "The firm's books hold it now. It does not say that any product fits you: a purchase still checks your class.",
    },
    paused: {
      title: "This application waits for its next step",
      body: "The result is sent and accepted; the permission is not given yet. It stays under “My account” until you go on, cancel it, or the time of that step is over.",
    },
    cancelled: {
      title: "This application is cancelled",
      body: "No permission is given. The result that you sent and the steps that you confirmed stay on record.",
    },
    "not-sent": { title: "You did not apply", body: "The result was not sent, and no permission is given." },
    nothing: { title: "You did not apply", body: "No result was sent, and no permission is given." },
    failed: {
      title: "No permission is given",
      body: "Below it says where this stopped. What was sent is listed under “What leaves this device”.",
    },
  },
};
