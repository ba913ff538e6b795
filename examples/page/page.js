// A whole page around the element: a session from the firm's own back end, the flow, the panel of what leaves, and a
// way to a person where anything fails. No bundler: the package's files are served as they are.
import "./node_modules/prescreen/dist/elements.js";

const main = document.querySelector("main");

/** What a person reads when there is nothing to assess with: never what went wrong inside. */
const askAPerson = () => {
  main.textContent = "This cannot be done online right now. Please call us: a person will help you.";
};

const answer = await fetch("/my/session", { method: "POST" }).catch(() => undefined);
if (!answer?.ok) {
  askAPerson();
} else {
  const { base = location.origin, session, claim_token: claimToken, server_keys: serverKeys } = await answer.json();
  const flow = Object.assign(document.createElement("prescreen-flow"), { base, session, claimToken, serverKeys });
  const panel = Object.assign(document.createElement("prescreen-panel"), { flow });
  // At the end a button leads on, and asks first where the person's own record, which is in this page alone, would be lost.
  // What the page says is not believed: the back end reads the session itself.
  flow.setAttribute("onward", "/account");
  flow.addEventListener("prescreen-abandon", () => location.assign("/"));
  flow.addEventListener("prescreen-contact", askAPerson);
  flow.addEventListener("prescreen-error", ({ detail }) => {
    // The code is for who builds the page; the person reads what to do.
    console.error(`prescreen: ${detail.code}`);
    askAPerson();
  });
  main.append(flow, panel);
}
