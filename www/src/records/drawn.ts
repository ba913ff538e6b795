/** Texts of files as they are drawn: marks that turn the direction of what stands around them are shown by their number. */

const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const drawn = (text: string): string =>
  text.replace(TURNS, (mark) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
