/** Layouts beside those that the package ships: texts, of which the first that fits best is taken. */
import { digest } from "../core/subtle.js";

const idOf = (layout: string): unknown => {
  try {
    return (JSON.parse(layout) as { id?: unknown }).id;
  } catch {
    // Whoever loads it says what is wrong.
    return undefined;
  }
};

/** Layouts with another before them, in place of one of the same name. */
export const withLayout = (layouts: readonly string[], layout: string): string[] => {
  const id = idOf(layout);
  return [layout, ...layouts.filter((other) => idOf(other) !== id)];
};

/** What a layout is called of which nothing is known but what its columns are called: the same for tables of the same columns. */
export const nameFor = async (columns: readonly { name: string }[]): Promise<string> => {
  const names = new TextEncoder().encode(JSON.stringify(columns.map(({ name }) => name)));
  const hash = new Uint8Array(await digest("SHA-256", names));
  return `own-${[...hash.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
};
