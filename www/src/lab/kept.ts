/** Drafts that this device keeps from one visit to the next: one entry for each pack, in the browser's own storage. */

export interface KeptDraft {
  label: string;
  /** Of a pack of the reader's own, which no server has: the text as it was opened. */
  opened?: string;
  text: string;
  /** The history; left out where storage is short. */
  state?: unknown;
}

/** `full`: nothing more fits. `denied`: the browser keeps nothing for this page. */
export type Keeping = "none" | "kept" | "full" | "denied";

const PREFIX = "prescreen-lab/";

export const keep = (key: string, draft: KeptDraft): Keeping => {
  try {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    } catch {
      const { state: _, ...text } = draft;
      localStorage.setItem(PREFIX + key, JSON.stringify(text));
    }
    return "kept";
  } catch (problem) {
    return problem instanceof DOMException && problem.name === "QuotaExceededError" ? "full" : "denied";
  }
};

export const forget = (key: string): void => {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept where nothing can be.
  }
};

export const found = (key: string): KeptDraft | undefined => {
  try {
    const draft = JSON.parse(localStorage.getItem(PREFIX + key) ?? "null") as KeptDraft | null;
    return typeof draft?.text === "string" && typeof draft.label === "string" ? draft : undefined;
  } catch {
    return undefined;
  }
};

/** The keys of what is kept. */
export const keys = (): string[] => {
  try {
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []));
  } catch {
    return [];
  }
};

/** Tells of a draft that another tab kept or forgot. */
export const onOther = (tell: (key: string) => void): void =>
  addEventListener("storage", ({ key }) => {
    if (key?.startsWith(PREFIX)) tell(key.slice(PREFIX.length));
  });
