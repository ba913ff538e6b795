/** What statements arrive in, opened by a module of its own that is loaded when the first such file arrives. */
import type { FileProblem } from "./types.js";

/** What is inside: plain files, or a workbook's sheets for the module that reads statements; or why it stays shut. */
export interface Inside {
  files: { number: number; bytes: Uint8Array }[];
  sheets: Uint8Array[];
  problem?: FileProblem;
}

interface About {
  members: { number: number }[];
  sheets: { hidden: boolean }[];
  problem?: FileProblem;
}

type Module = typeof import("../../dist/prescreen_unpack.js");

let loading: Promise<Module> | undefined;

const load = async (): Promise<Module> => {
  const module = await import("../../dist/prescreen_unpack.js");
  try {
    await module.default({ module_or_path: fetch(new URL("./prescreen_unpack_bg.wasm", import.meta.url)) });
  } catch {
    const translated = await import("../../dist/prescreen_unpack.wasm2js.js");
    module.initWith(translated.default);
  }
  return module;
};

/** Opens an archive or a workbook. An empty password is none. */
export const unpack = async (bytes: Uint8Array, password: string): Promise<Inside> => {
  loading ??= load();
  loading.catch(() => {
    loading = undefined;
  });
  const { kind_of, Unpacked } = await loading;
  const opened = kind_of(bytes) === "zip" ? Unpacked.of_archive(bytes, new TextEncoder().encode(password)) : Unpacked.of_workbook(bytes);
  try {
    const { value } = JSON.parse(opened.about() as string) as { value: About };
    const files = value.members.map(({ number }, n) => ({ number, bytes: opened.take(n) ?? new Uint8Array() }));
    const sheets = value.sheets.map(({ hidden }, n) => (hidden ? undefined : opened.table(n)));
    return {
      files,
      sheets: sheets.filter((sheet) => sheet !== undefined),
      ...(value.problem && { problem: value.problem }),
    };
  } finally {
    opened.free();
  }
};
