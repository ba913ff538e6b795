/** How a journey ended, above what the flow shows of it, and where to go from here. */
import { html, type TemplateResult } from "lit";
import type { Me } from "../broker";
import { className, type PackTexts } from "../pack";
import { words } from "../i18n";
import { dialled } from "../phone";
import { standingOf } from "../standing";

export interface Ending {
  title: string;
  body: string;
  /** What it means for the class on file. */
  means?: string;
}

export const ended = ({ title, body, means = "" }: Ending): TemplateResult => html`<div class="note" role="status">
  <h2 tabindex="-1">${title}</h2>
  ${[body, means].filter((said) => said !== "").map((said) => html`<p>${dialled(said)}</p>`)}
  <p class="go"><a class="btn" href="shelf.html">${words().actions.shelf}</a><a class="btn" href="account.html">${words().actions.account}</a></p>
</div>`;

/** That the class on file stopped counting; nothing where it counts. */
export const overtakenSaid = (me: Me, pack: PackTexts | undefined): string =>
  standingOf(me) === "overtaken" && me.profile ? words().outcome.overtaken(className(me.profile.class, pack)) : "";

/** Words for a session that was decided, but not in favour. */
export const notDecided = (me: Me, session: string): Ending | undefined => {
  const outcome = me.records.find((one) => one.session === session)?.outcome;
  return outcome === undefined || outcome === "proceed" || outcome === "proceed_after" ? undefined : words().outcome[outcome];
};
