/** Tables that stand as lists where the screen is narrow: of many columns always, of few where the text is large. */

/** Columns that a phone has room for. */
const FEW = 2;

export const stackable = (columns: number): string => (columns > FEW ? "stackable many" : "stackable");
