/** The layouts that a person made or brought: held for this visit, in this tab alone. */
import type { ProposedTable } from "prescreen/statements";
import { redraw } from "../../shell";
import type { OpenFile } from "../open-file";
import type { Ask } from "../rows";
import { saidIn } from "./said-in";
import { type Said, Saying } from "./saying";

/** Largest file that is looked at for being a layout, in bytes. */
const LARGEST = 64 * 1024;

/** What the page's files do for its layouts. */
export interface Host {
  /** Asks the reader; none where it cannot answer. */
  ask: Ask;
  /** Reads again what is in no known layout, what the person's own read, and the file whose columns were said. */
  readAgain(said: OpenFile | undefined): void;
}

export class OwnLayouts {
  readonly #host: Host;
  readonly #layouts = new Map<string, string>();
  readonly #said = new Map<string, Said>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Their texts, for a reader that begins anew. */
  get texts(): string[] {
    return [...this.#layouts.values()];
  }

  /** A layout's text by its name. */
  text(id: string): string | undefined {
    return this.#layouts.get(id);
  }

  /** Looks at a file's tables, or at those of one file of an archive, for the person to say what their columns are. */
  async open(file: OpenFile, given: number | undefined): Promise<void> {
    const member = given ?? file.member;
    Object.assign(file, { looking: true, member });
    redraw();
    const { password } = file;
    const proposal = await this.#host.ask((records) => records.propose(file.file, { password, ...(member !== undefined && { member }) }));
    file.looking = false;
    if (proposal)
      file.saying = new Saying({
        tables: proposal.tables,
        map: (mapping, table) => this.#host.ask(() => proposal.map(mapping, table)),
        before: (table) => this.#said.get(table.id) ?? this.#saidBy(file, table),
        changed: redraw,
        close: () => void proposal.close(),
      });
    redraw();
  }

  /** Reads the file as it was said, and from then on all files of the same columns. */
  async takeUp(file: OpenFile): Promise<boolean> {
    const { saying } = file;
    const layout = await saying?.layout();
    const id = saying?.table?.id;
    if (!saying || layout === undefined || id === undefined) return false;
    saying.ground.close();
    file.saying = undefined;
    this.#said.set(id, saying.said);
    return this.#add(id, layout, file);
  }

  /** Keeps what was said of the columns of a file that is not read yet, for when it is gone on with; of one that is, what holds. */
  leave({ saying, statements }: OpenFile): void {
    if (saying?.table && statements.length === 0) this.#said.set(saying.table.id, saying.said);
    saying?.ground.close();
  }

  /** What the layout says by which a file was read. */
  #saidBy({ statements }: OpenFile, table: ProposedTable): Said | undefined {
    const layouts = statements.map(({ format }) => this.#layouts.get(format));
    const layout = layouts.find((text) => text !== undefined);
    return layout === undefined ? undefined : saidIn(layout, table);
  }

  /** Takes up a layout that was brought as a file. */
  async bring(text: string): Promise<boolean> {
    const { id } = JSON.parse(text) as { id: string };
    this.#said.delete(id);
    return this.#add(id, text, undefined);
  }

  async #add(id: string, layout: string, of: OpenFile | undefined): Promise<boolean> {
    const added = await this.#host.ask((records) => records.addLayout(layout));
    if (added === undefined) return false;
    this.#layouts.set(id, layout);
    this.#host.readAgain(of);
    return true;
  }
}

/** The text of a file that is a layout, by what stands in it; none for any other. */
export const layoutIn = async (file: File): Promise<string | undefined> => {
  if (file.size > LARGEST) return undefined;
  const text = await file.text();
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const { id, columns, required } = JSON.parse(text) as { id?: unknown; columns?: unknown; required?: unknown };
    return typeof id === "string" && typeof columns === "object" && Array.isArray(required) ? text : undefined;
  } catch {
    return undefined;
  }
};
