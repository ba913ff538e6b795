/** What statements arrive in, opened by a module of its own that is loaded when the first such file arrives. */
import { later } from "./later.js";
import type { FileProblem } from "./types.js";

/** What is inside: plain files, or a workbook's sheets for the module that reads statements; or why it stays shut. */
export interface Inside {
  files: { number: number; bytes: Uint8Array }[];
  sheets: { name: string; cells: Uint8Array }[];
  problem?: FileProblem;
}

interface About {
  members: { number: number }[];
  sheets: { name: string; hidden: boolean }[];
  problem?: FileProblem;
}

const load = later({
  module: () => import("../../dist/prescreen_unpack.js"),
  file: () => new URL("./prescreen_unpack_bg.wasm", import.meta.url),
  translation: () => import("../../dist/prescreen_unpack.wasm2js.js"),
});

/** Opens an archive or a workbook. An empty password is none. */
export const unpack = async (bytes: Uint8Array, password: string): Promise<Inside> => {
  const { kind_of, Unpacked } = await load();
  const opened = kind_of(bytes) === "zip" ? Unpacked.of_archive(bytes, new TextEncoder().encode(password)) : Unpacked.of_workbook(bytes);
  try {
    const { value } = JSON.parse(opened.about() as string) as { value: About };
    const files = value.members.map(({ number }, n) => ({ number, bytes: opened.take(n) ?? new Uint8Array() }));
    const sheets = value.sheets.map(({ name, hidden }, n) => ({ name, cells: hidden ? undefined : opened.table(n) }));
    return {
      files,
      sheets: sheets.filter((sheet): sheet is Inside["sheets"][number] => sheet.cells !== undefined),
      ...(value.problem && { problem: value.problem }),
    };
  } finally {
    opened.free();
  }
};
