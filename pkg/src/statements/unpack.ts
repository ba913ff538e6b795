/** What statements arrive in, opened by a module of its own that is loaded when the first such file arrives. */
import type { FileProblem } from "./types.js";

/** What is inside: plain files, or a workbook's sheets for the module that reads statements; or why it stays shut. */
export interface Inside {
  files: Uint8Array[];
  sheets: Uint8Array[];
  problem?: FileProblem;
}

interface About {
  members: unknown[];
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
    const of = (count: number, take: (n: number) => Uint8Array | undefined): Uint8Array[] =>
      Array.from({ length: count }, (_, n) => take(n)).filter((taken) => taken !== undefined);
    return {
      files: of(value.members.length, (n) => opened.take(n)),
      sheets: of(value.sheets.length, (n) => (value.sheets[n]?.hidden ? undefined : opened.table(n))),
      ...(value.problem && { problem: value.problem }),
    };
  } finally {
    opened.free();
  }
};
