/** What a file is by its beginning: events, counts, or something that this page cannot read as either. */

export type Kind = "events" | "counts" | "parquet" | "plan" | "empty";

/** Bytes that tell. */
const BEGINNING = 4096;
/** The columns of what an engine counted. */
const COUNTS = ["phase", "variation", "part", "bucket", "value"];

export const kindOf = async (file: Blob): Promise<Kind> => {
  const beginning = await file.slice(0, BEGINNING).text();
  if (beginning.startsWith("PAR1")) return "parquet";
  const [first = ""] = beginning
    .trimStart()
    .replace(/^\ufeff/, "")
    .split("\n");
  if (first.trim() === "") return "empty";
  if (/"experiment_plan"\s*:/.test(beginning)) return "plan";
  const columns = first.startsWith("{")
    ? [...first.matchAll(/"(\w+)"\s*:/g)].map(([, name]) => name)
    : first.split(",").map((name) => name.trim().replace(/^"|"$/g, ""));
  return COUNTS.every((name) => columns.includes(name)) ? "counts" : "events";
};

/** How simulated people are named, of whom a file that was downloaded here still says that nobody is real. */
export const SIMULATED = "simulated-";

export const isSimulated = async (file: Blob): Promise<boolean> =>
  new RegExp(`"unit":"${SIMULATED}\\d`).test(await file.slice(0, BEGINNING).text());
