import type { PurchaseWords } from "./zh";

/** How a purchase stands when its journey is over, in English. */
export const en: PurchaseWords = {
  later: {
    title: "No order is placed yet",
    body: "The result is sent and every step is confirmed. The order waits for you: under “My account” you can place it, or cancel it.",
  },
  paused: {
    title: "This purchase waits for its next step",
    body: "The result is sent and accepted; no order is placed. It stays under “My account” until you go on, cancel it, or the time of that step is over.",
  },
  cancelled: {
    title: "This purchase is cancelled",
    body: "No order was placed. The result that you sent and the steps that you confirmed stay on record.",
  },
  "not-sent": {
    title: "Nothing was bought",
    body: "The result was not sent, and no order was placed. The server has the sealed digest alone, which shows none of your answers.",
  },
  nothing: { title: "Nothing was bought", body: "No answer and no result was sent, and no order was placed." },
  failed: {
    title: "No order is placed",
    body: "Below it says where this stopped. What was sent is listed under “What leaves this device”.",
  },
};
