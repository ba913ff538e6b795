/** The page on figures of the market, as tables: Markdown in, titles, heads and cells out. */

/** A part of a cell: words, a sum, or the number of a source. */
export type Part = { words: string } | { sum: string } | { source: number };

export interface Table {
  title: string;
  head: readonly string[];
  rows: readonly (readonly (readonly Part[])[])[];
}

export interface Source {
  said: string;
  url: string;
}

export interface Context {
  tables: readonly Table[];
  /** In their order: source 1 is the first. */
  sources: readonly Source[];
}

export const readContext = (markdown: string): Context => {
  const tables = markdown.split(/^## /m).flatMap((section): Table[] => {
    const [title = "", ...lines] = section.split("\n");
    const [head, , ...rows] = lines.filter((line) => line.startsWith("|")).map(cells);
    return head ? [{ title, head, rows: rows.map((row) => row.map(parts)) }] : [];
  });
  const sources = [...markdown.matchAll(/^\d+\. ([\s\S]*?):\s+<(\S+)>$/gm)].map(
    ([, said = "", url = ""]): Source => ({ said: said.replace(/\s+/g, " "), url }),
  );
  return { tables, sources };
};

const cells = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Sums stand between backticks, sources are links to their list. */
const parts = (cell: string): Part[] =>
  [...cell.matchAll(/`([^`]+)`|\[\[(\d+)\]\]\(#sources\)|((?:(?!`|\[\[).)+)/g)].flatMap(([, sum, source, words]): Part[] => {
    if (sum !== undefined) return [{ sum }];
    if (source !== undefined) return [{ source: Number(source) }];
    const said = words?.trim();
    return said ? [{ words: said }] : [];
  });

/** Whether a text is words, which another language has others for, and no figure. */
export const isWords = (text: string): boolean => /[a-z]{2}/i.test(text);
