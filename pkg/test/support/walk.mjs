// Walks a flow as a person would.
import { connect, createFlow, memoryStore } from "prescreen";

/** `options` are those of `connect`, `more` those of the flow. */
export const begin = async (server, options = {}, more = {}) => {
  const storage = memoryStore();
  const connection = await connect({ ...server.options, storage, ...options });
  const flow = createFlow(connection, { locale: "en", ...more });
  const seen = [flow.view];
  flow.subscribe((view) => seen.push(view));
  return { flow, seen, storage, connection };
};

/** Waits for a view of a kind. */
export const until = (flow, ...kinds) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`still at ${flow.view.kind} ${flow.view.why ?? ""} ${flow.view.problem?.code ?? ""}, wanted ${kinds}`)),
      5000,
    );
    const look = (view) => {
      if (!kinds.includes(view.kind)) return;
      clearTimeout(timer);
      off();
      resolve(view);
    };
    const off = flow.subscribe(look);
    look(flow.view);
  });

/** Goes through notices, consents and questions; `choose` picks an option of an item, null declines. */
export const answerAll = async (flow, choose = (item) => item.options[0].id) => {
  for (;;) {
    const { view } = flow;
    if (view.kind === "notices" || view.kind === "facts") flow.next();
    else if (view.kind === "consent") flow.consent(true);
    else if (view.kind === "question") {
      const chosen = choose(view.item);
      if (chosen === null) flow.decline();
      else {
        flow.answer(view.item.id, view.item.kind === "multiple" ? [chosen].flat() : chosen);
        flow.next();
      }
    } else break;
  }
  return until(flow, "clarify", "review");
};

/** Answers to the securities pack that none of its contradictions is about. */
export const calm = {
  "loss-bearable": "some",
  aim: "some-return",
  "returns-use": "living",
  split: "half",
  experience: "rich",
  "income-source": "wages",
  assets: "500k-3m",
  turnover: "100k-300k",
  horizon: "up-to-5y",
  "product-types": "equity",
  debts: "none",
  "held-products": "equities",
};
export const calmly = (item) => calm[item.id] ?? item.options[1].id;
