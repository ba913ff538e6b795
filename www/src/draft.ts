/** Whether this device keeps a draft of the customer's answers; nothing is asked of the network. */
import { type HeldDraft, heldDraft } from "prescreen";
import type { Me } from "./broker";

/** The name under which the stand-in broker knows a customer at the screening server: its back end makes it like this. */
const subjectOf = async ({ customer: { id } }: Me): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`broker/${id}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

export const draftOf = async (me: Me): Promise<HeldDraft | undefined> =>
  heldDraft({
    subject: await subjectOf(me),
    pack: me.pack,
    purpose: me.account === "open" ? "assessment" : "account_opening",
  }).catch(() => undefined);
