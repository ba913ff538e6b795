/** The plan that this device keeps from one visit to the next, in the browser's own storage. */

/** `full`: nothing more fits. `denied`: the browser keeps nothing for this page. */
export type Keeping = "none" | "kept" | "full" | "denied";

const PLACE = "prescreen-experiment/plan";

export const keep = (kept: unknown): Keeping => {
  try {
    localStorage.setItem(PLACE, JSON.stringify(kept));
    return "kept";
  } catch (problem) {
    return problem instanceof DOMException && problem.name === "QuotaExceededError" ? "full" : "denied";
  }
};

export const found = (): unknown => {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "null");
  } catch {
    return null;
  }
};

/** Tells of a plan that another tab kept. */
export const onOther = (tell: () => void): void =>
  addEventListener("storage", ({ key }) => {
    if (key === PLACE) tell();
  });
