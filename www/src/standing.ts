/** Whether the class that the firm has on file counts today, by the firm's clock. */
import type { ProfileOnFile } from "prescreen";
import type { Me } from "./broker";
import { day } from "./format";

/** `overtaken`: a later assessment was not finished, or came out lower. */
export type Standing = "none" | "valid" | "expired" | "overtaken";

export const standingOf = ({ profile, now }: Pick<Me, "profile" | "now">): Standing => {
  if (profile === null) return "none";
  if (profile.valid_until < day(now)) return "expired";
  return profile.overtaken === true ? "overtaken" : "valid";
};

/** The class on file, where it counts. */
export const validProfile = (me: Pick<Me, "profile" | "now">): ProfileOnFile | undefined =>
  standingOf(me) === "valid" ? (me.profile ?? undefined) : undefined;
