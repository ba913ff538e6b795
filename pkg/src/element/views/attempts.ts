/** How often the pack lets a person be assessed: told before the first question, not after the last. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Scene } from "../scene.js";

/** The limits that are in force on the session's day, in one sentence; nothing where the pack has none. */
export const limits = ({ pack: { document }, session, words }: Scene): string => {
  const day = new Date((session.now + document.time_zone.offset_minutes * 60) * 1000).toISOString().slice(0, 10);
  const inForce = (document.attempts ?? []).filter(({ from }) => from <= day);
  const last = inForce.reduce<(typeof inForce)[number] | undefined>(
    (one, other) => (one && one.from > other.from ? one : other),
    undefined,
  );
  if (!last) return "";
  const { per_day: daily, per_12_months: year, immediate_retakes: retakes, lockout_hours: hours } = last;
  const { attempts } = words;
  const said = [
    daily == null ? "" : attempts.perDay(daily),
    year == null ? "" : attempts.perYear(year),
    hours == null ? "" : attempts.lockout(retakes ?? 0, hours),
  ];
  return said.filter((one) => one !== "").join(attempts.space);
};

/** Before anything is asked: how many assessments there are and are left today, what counts as one, and what a result not sent leads to. */
export const beforeAsking = (scene: Scene): TemplateResult | typeof nothing => {
  if (!scene.flow.counts) return nothing;
  const { attempts } = scene.words;
  const said = limits(scene);
  const { profile } = scene.session;
  const left = scene.flow.connection.attempts?.left;
  const suspended = profile?.suspended === true ? attempts.suspended : "";
  const overtaken = profile?.overtaken === true ? attempts.overtaken : "";
  const all = [
    suspended,
    overtaken,
    said,
    left == null ? "" : attempts.left(left),
    said === "" ? "" : attempts.counts,
    attempts.stops,
    profile ? attempts.withheld : "",
  ];
  return html`<p class="refused">${all.filter((one) => one !== "").join(attempts.space)}</p>`;
};
