/**
 * Receipts, records, openings and exports, checked on this device: nothing is fetched once the module runs, and nothing
 * is sent. Form and claims are the module's to check, signatures WebCrypto's.
 */
import { type Answered, failure, type Failure } from "../core/answer.js";
import { call, Handle } from "../core/module.js";
import { holds } from "../core/signature.js";
import * as subtle from "../core/subtle.js";
import { type ExportedDesk, glue } from "./glue.js";
import type { Breaks, Checked, DocumentKind, Findings } from "./types.js";

/** How an export begins. */
const EXPORT = '{"export":';
/** Bytes of a document that is read at once, at most: the module has its own limit below this. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Characters of a line of an export, at most: a longer one is given to the module as it is, which says that it was cut. */
const MAX_LINE = 4 * 1024 * 1024;
/** Bytes of an export that are read at once. */
const CHUNK = 1024 * 1024;

interface Question {
  name: string;
  x: string;
  y: string;
  signing_input: string;
  signature: string;
}

interface Asked {
  questions: Question[];
  findings: string | null;
  breaks: Failure["error"] | null;
}

/** A document that was put beside the others. */
export interface Put {
  id: number;
  kind: DocumentKind;
}

type Held = { text: string } | { file: Blob };

/** Documents side by side: each is checked against those that belong to it. */
export class Documents {
  private readonly held = new Map<number, Held>();
  private places = new Map<number, number>();
  private count = 0;
  private readonly desk = new Handle<ExportedDesk>(() => {
    const desk = new glue.Desk();
    this.places = new Map();
    for (const [id, held] of this.held) if ("text" in held) this.placed(id, desk.add(held.text) as string);
    return desk;
  });

  /** Puts a document there. A failure says what is wrong with it, or that it is another document than those checked here. */
  async add(source: Blob | string): Promise<Answered<Put>> {
    const id = ++this.count;
    if (typeof source !== "string" && (await beginning(source)) === EXPORT) {
      this.held.set(id, { file: source });
      return { ok: true, value: { id, kind: "export" } };
    }
    const read = typeof source === "string" ? source : await textOf(source);
    if (typeof read !== "string") return read;
    const text = recordOf(read);
    if (text.startsWith(EXPORT)) {
      this.held.set(id, { file: new Blob([text]) });
      return { ok: true, value: { id, kind: "export" } };
    }
    const put = call<{ kind: DocumentKind; place: number }>(() => this.desk.get().add(text));
    if (!put.ok) return put;
    this.held.set(id, { text });
    this.places.set(id, put.value.place);
    return { ok: true, value: { id, kind: put.value.kind } };
  }

  /** Takes a document away. */
  remove(id: number): void {
    const place = this.places.get(id);
    if (place !== undefined) call(() => ({ ok: true, value: this.desk.get().remove(place) ?? null }));
    this.held.delete(id);
    this.places.delete(id);
  }

  /**
   * Checks a document against those beside it; null for one that is only there for the others.
   *
   * @param progress - Told the part of an export that was read, from 0 to 1.
   */
  async check(id: number, progress?: (part: number) => void): Promise<Answered<Checked | null>> {
    if (subtle.verify === undefined)
      return failure("unsupported", "this browser checks no signatures here", "open the page over https, or as a file of localhost");
    const held = this.held.get(id);
    if (held && "file" in held) return this.checkExport(held.file, progress);
    return this.settled(() => {
      const desk = this.desk.get();
      const place = this.places.get(id);
      return place === undefined ? '{"ok":true,"value":null}' : desk.check(place);
    });
  }

  /** Lets go of everything. */
  free(): void {
    this.held.clear();
    this.desk.free();
  }

  private placed(id: number, answered: string): void {
    const put = JSON.parse(answered) as Answered<{ place: number }>;
    if (put.ok) this.places.set(id, put.value.place);
  }

  /** The same check again until no signature is left to be checked. */
  private async settled(check: () => unknown): Promise<Answered<Checked | null>> {
    for (;;) {
      const asked = call<Asked | null>(check);
      if (!asked.ok) return asked;
      if (asked.value === null) return { ok: true, value: null };
      if (asked.value.questions.length === 0) return { ok: true, value: checkedOf(asked.value) };
      await this.answer(asked.value.questions);
    }
  }

  /** Whether every signature holds. */
  private async answer(questions: readonly Question[]): Promise<boolean> {
    const answers = await Promise.all(questions.map((question) => holds(question, question)));
    questions.forEach(({ name }, n) => {
      call(() => ({ ok: true, value: this.desk.get().answer(name, answers[n] ?? false) }));
    });
    return answers.every((answer) => answer);
  }

  private async checkExport(file: Blob, progress?: (part: number) => void): Promise<Answered<Checked | null>> {
    const begun = call<null>(() => this.desk.get().begin_export());
    if (!begun.ok) return begun;
    let line = 0;
    for await (const text of linesOf(file, progress)) {
      line += 1;
      if (typeof text !== "string") return breaks({ ...text.error, line });
      const taken = await this.line(text);
      if (!taken.ok) return taken;
      if (taken.value) return breaks({ ...taken.value, line });
    }
    const ended = await this.settled(() => this.desk.get().end_export());
    if (ended.ok && ended.value && !ended.value.holds) return breaks({ ...ended.value.breaks, line });
    return ended;
  }

  /** Where a line breaks. */
  private async line(text: string): Promise<Answered<Breaks | null>> {
    const take = (): Answered<Asked> => call<Asked>(() => this.desk.get().export_line(text));
    let taken = take();
    if (taken.ok && taken.value.questions.length > 0 && !(await this.answer(taken.value.questions))) taken = take();
    return taken.ok ? { ok: true, value: taken.value.breaks } : taken;
  }
}

const breaks = (found: Breaks): Answered<Checked> => ({ ok: true, value: { holds: false, breaks: found } });

const checkedOf = ({ findings, breaks: found }: Asked): Checked =>
  found ? { holds: false, breaks: found } : { holds: true, findings: JSON.parse(findings ?? "{}") as Findings };

const beginning = async (file: Blob): Promise<string> =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(await file.slice(0, EXPORT.length).arrayBuffer());

const NO_TEXT = failure("syntax", "the file is not UTF-8 text", "choose the file as it was given to you");

const textOf = async (file: Blob): Promise<string | Failure> => {
  if (file.size > MAX_BYTES)
    return failure("limit", "the file is larger than any of these documents", "choose the receipt, record, opening or export itself");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return NO_TEXT;
  }
};

/** What a record's printable page writes otherwise than its data does. */
const MARKS = [
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&amp;", "&"],
] as const;

/** The data in the printable page of a record; any other text as it is. */
const recordOf = (text: string): string => {
  const inside = /^\s*<!doctype html>[\s\S]*<pre id="record">([^<]*)<\/pre>/i.exec(text)?.[1];
  return inside === undefined ? text : MARKS.reduce((data, [written, mark]) => data.replaceAll(written, mark), inside);
};

/** The lines of a file, each with its end; the last one without where it has none. A failure is the last thing given. */
async function* linesOf(file: Blob, progress?: (part: number) => void): AsyncGenerator<string | Failure> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = "";
  for (let at = 0; at < file.size; at += CHUNK) {
    try {
      rest += decoder.decode(await file.slice(at, at + CHUNK).arrayBuffer(), { stream: at + CHUNK < file.size });
    } catch {
      return void (yield NO_TEXT);
    }
    let from = 0;
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n", from)) {
      yield rest.slice(from, end + 1);
      from = end + 1;
    }
    rest = rest.slice(from);
    progress?.(Math.min(1, (at + CHUNK) / file.size));
    // The module says what is wrong with it.
    if (rest.length > MAX_LINE) break;
  }
  if (rest !== "") yield rest;
}
