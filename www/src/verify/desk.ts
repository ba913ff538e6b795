/** What was put in to be checked, and what each came to. Nothing of it is sent, stored or put into an address. */
import { type Checked, type DocumentKind, Documents, type Failure, init } from "prescreen/verify";
import { redraw } from "../shell";
import { words } from "./words";

/** A document as the page shows it. */
export interface Item {
  key: number;
  name: string;
  /** Set once it was read. */
  put?: { id: number; kind: DocumentKind };
  /** What it came to; none while it is checked, null where it is only there for the others. */
  checked?: Checked | null;
  failure?: Failure["error"];
  /** The part of an export that was read, from 0 to 1. */
  part?: number;
}

/** Kinds that change what others come to. */
const BESIDE: readonly DocumentKind[] = ["keys", "pack", "verdict", "session", "receipt", "record", "answer"];
/** Kinds that an export is held against. */
const OF_EXPORTS: readonly DocumentKind[] = ["keys", "pack"];

export class Desk {
  readonly items: Item[] = [];
  /** Whether the module runs; the failure where it does not start. */
  ready: boolean | "failed" = false;
  /** What was done last, for who hears the page. */
  told = "";
  private readonly documents = new Documents();
  private count = 0;
  private pasted = 0;
  private queue: Promise<void> = Promise.resolve();

  /** Loads what checks, so that nothing has to be fetched later. */
  async start(): Promise<void> {
    this.ready = await init().then(
      () => true as const,
      () => "failed" as const,
    );
    redraw();
  }

  add(files: Iterable<File>): void {
    for (const file of files) this.take(file.name, file);
  }

  paste(text: string): void {
    this.pasted += 1;
    this.take(words().paste.name(this.pasted), text);
  }

  remove(item: Item): void {
    this.items.splice(this.items.indexOf(item), 1);
    if (item.put) this.documents.remove(item.put.id);
    this.told = words().documents.removed(item.name);
    this.later(() => this.check(item.put?.kind));
    redraw();
  }

  private take(name: string, source: Blob | string): void {
    this.count += 1;
    const item: Item = { key: this.count, name };
    this.items.push(item);
    this.later(async () => {
      const put = await this.documents.add(source);
      if (put.ok) item.put = put.value;
      else item.failure = put.error;
      await this.check(item.put?.kind, item);
      this.told = this.said(item);
    });
    redraw();
  }

  /** One after another: a check is of what lies there when it begins. */
  private later(work: () => Promise<void>): void {
    this.queue = this.queue
      .then(work)
      .catch(() => undefined)
      .then(redraw);
  }

  /** Checks what came, and again what it changes. */
  private async check(kind: DocumentKind | undefined, came?: Item): Promise<void> {
    const changes = (of: DocumentKind): boolean => kind !== undefined && (of === "export" ? OF_EXPORTS : BESIDE).includes(kind);
    for (const item of this.items) {
      if (!item.put || (item !== came && !changes(item.put.kind))) continue;
      delete item.checked;
      delete item.failure;
      const checked = await this.documents.check(item.put.id, (part) => {
        item.part = part;
        redraw();
      });
      delete item.part;
      if (checked.ok) item.checked = checked.value;
      else item.failure = checked.error;
    }
  }

  private said({ name, put, checked, failure }: Item): string {
    const { kind, state, documents } = words();
    if (!put || failure) return `${name}: ${state.unread}`;
    const of = checked ? stateOf(checked) : undefined;
    return `${name}: ${kind[put.kind]}, ${of ? state[of] : documents.beside}`;
  }
}

/** Whether a document holds, and whether all of it could be checked. */
export const stateOf = (checked: Checked): "holds" | "partly" | "breaks" =>
  !checked.holds ? "breaks" : checked.findings.open.length > 0 || checked.findings.proved.length === 0 ? "partly" : "holds";
