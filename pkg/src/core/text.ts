/** Documents cross the boundary as JSON text; an object is written to text first. */

export type Text<T> = string | T;

/** A document as the module reads it. */
export const text = (document: string | object): string => (typeof document === "string" ? document : JSON.stringify(document));
