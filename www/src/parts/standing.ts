/** That no class on file counts, why, and the way to an assessment where one is left. A person is asked below it. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Me, type Tickets } from "../broker";
import { className, type PackTexts } from "../pack";
import { date } from "../format";
import { words } from "../i18n";
import { standingOf } from "../standing";
import { attemptsLeft, isNoneLeft, type Left, leftSaid } from "./attempts";

/** What is left of the assessments, where one is needed. */
export const leftWhereNeeded = async (me: Me, { document }: PackTexts, tickets?: Tickets): Promise<Left | undefined> =>
  standingOf(me) === "valid" ? undefined : attemptsLeft(document, tickets ?? (await broker.tickets()), me.now);

/** A result that was sent and waits: its class counts when the step is done, and nothing is answered anew. */
const waiting = (): TemplateResult => {
  const { assess } = words();
  return html`<div class="note asks"><h2>${assess.waiting}</h2><p>${assess.waitingBody}</p>
    <p class="go"><a class="btn" href="assess.html">${assess.goOn}<span class="vh">: ${assess.waiting}</span></a></p></div>`;
};

/** Nothing where a class counts. */
export const standing = (me: Me, pack: PackTexts, left: Left | undefined): TemplateResult | typeof nothing => {
  const { profile } = me;
  const how = standingOf(me);
  if (how === "valid") return nothing;
  if (how === "none" && me.waiting_assessment) return waiting();
  const { title, body } = words().standing[how];
  const said = profile ? body(className(profile.class, pack), date(profile.valid_until)) : body("", "");
  const none = isNoneLeft(left);
  return html`<div class="note asks lapsed"><h2>${title}</h2>
    <p>${said}${none ? html` <b>${leftSaid(left)}</b>` : nothing}</p>
    ${none ? nothing : html`<p class="go"><a class="btn" href="assess.html">${words().actions.assess}</a></p>`}</div>`;
};
