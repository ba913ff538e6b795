/** How large text and targets are, and whether they are read aloud: what the page set, and what the person chose. */

/** Sizes of the main text, in pixels of CSS. */
export const SIZES = [20, 25, 30] as const;
/** 0: as usual. */
export type Size = 0 | (typeof SIZES)[number];

/** What the views know of it. */
export interface Elder {
  readonly size: Size;
  set(size: Size): void;
  /** The firm's telephone number; empty where the page gave none. */
  readonly phone: string;
  /** Whether this device has a voice of its own for the language. */
  readonly canRead: boolean;
  readonly reads: boolean;
  read(): void;
}

/** Of the attribute: none as usual, empty the smallest of the sizes. */
export const sizeOf = (text: string | null): Size => {
  if (text === null) return 0;
  return SIZES.find((size) => String(size) === text) ?? SIZES[0];
};
