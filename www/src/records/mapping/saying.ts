/** What a person says of one table: each column, and what the file leaves open. Nothing is taken for said that was not. */
import type { Lack, Mapped, Mapping, ProposedColumn, ProposedTable } from "prescreen/statements";
import type { FieldName } from "./zh";

/** What is said beside the columns, as it stands in a mapping. */
export type Answers = Pick<Mapping, "kind" | "sign" | "fee_beside" | "currency" | "day_order" | "numbers">;

/** The lists of a mapping that hold the words of a column, for money's way and for its state. */
export const WAYS = ["incoming", "outgoing", "neutral"] as const;
export const STATES = ["booked", "pending", "cancelled"] as const;
export type Way = (typeof WAYS)[number];
export type State = (typeof STATES)[number];

/** What was said, without the file that it was said of. */
export interface Said {
  fields: ReadonlyMap<number, FieldName>;
  answers: Answers;
  ways: ReadonlyMap<string, Way>;
  states: ReadonlyMap<string, State>;
}

/** What a person's saying rests on. */
export interface Ground {
  tables: readonly ProposedTable[];
  /** What comes of a mapping; none where the reader cannot answer. */
  map(mapping: Mapping, table: number): Promise<Mapped | undefined>;
  /** What was said before of such a table. */
  before(table: ProposedTable): Said | undefined;
  /** Draws what changed. */
  changed(): void;
  /** Lets go of the file. */
  close(): void;
}

export class Saying {
  readonly ground: Ground;
  place = 0;
  fields = new Map<number, FieldName>();
  answers: Answers = {};
  ways = new Map<string, Way>();
  states = new Map<string, State>();
  /** What it came to last. */
  mapped: Mapped | undefined;
  /** Whether that is not what is said now: it is being found out, or one field is said of two columns. */
  stale = true;
  /** Whether the person asked for it to be read while something was lacking. */
  pressed = false;
  #asked = 0;
  #looking: Promise<void> = Promise.resolve();

  constructor(ground: Ground) {
    this.ground = ground;
    this.choose(0);
  }

  get table(): ProposedTable | undefined {
    return this.ground.tables[this.place];
  }

  /** The column that is said to be a field. */
  column(field: FieldName): ProposedColumn | undefined {
    return this.table?.columns.find(({ column }) => this.fields.get(column) === field);
  }

  /** The columns that are said to be one thing with a column. */
  sameAs(column: number): number[] {
    const field = this.fields.get(column);
    const same = [...this.fields].filter(([, other]) => other === field).map(([at]) => at);
    return field === undefined || same.length < 2 ? [] : same.sort((one, other) => one - other);
  }

  /** The first columns that are said to be one thing. */
  get twice(): number[] {
    return [...this.fields.keys()].map((column) => this.sameAs(column)).find((same) => same.length > 0) ?? [];
  }

  /** Whether a column has cells that are none of what it is said to be. */
  misfits(column: number): boolean {
    return this.mapped?.misfits.includes(column) ?? false;
  }

  get lacks(): readonly Lack[] {
    return this.mapped?.lacks ?? [];
  }

  /** By what the table itself tells what a column is, where it is left at that. */
  toldBy(column: number): "name" | "balances" | undefined {
    const told = this.table?.told.find((one) => one.column === column);
    return told?.field === this.fields.get(column) ? told?.by : undefined;
  }

  /** Whether the columns are as the balances prove them, so that what these say of signs and words holds. */
  get #proven(): boolean {
    const proven = this.table?.told.filter(({ by }) => by === "balances") ?? [];
    return proven.length > 0 && proven.every(({ column, field }) => this.fields.get(column) === field);
  }

  /** What the sign of the amount means: as the person says, else as the balances prove. */
  get sign(): Answers["sign"] {
    return this.answers.sign ?? (this.#proven ? this.table?.sign : undefined);
  }

  /** Which way a word of the direction's column says, in the same manner. */
  way(word: string): Way | undefined {
    const incoming = this.#proven ? this.table?.incoming : undefined;
    return this.ways.get(word) ?? (incoming === undefined ? undefined : word === incoming ? "incoming" : "outgoing");
  }

  /** Another of the file's tables: with what was said of such a table before, else with what it tells itself. */
  choose(place: number): void {
    Object.assign(this, { place, mapped: undefined });
    const { table } = this;
    if (!table) return;
    const before = this.ground.before(table);
    this.fields = new Map(before?.fields ?? table.told.map(({ column, field }) => [column, field]));
    this.answers = { ...before?.answers };
    this.ways = new Map(before?.ways);
    this.states = new Map(before?.states);
    this.#look();
  }

  /** Says what a column is, or that it is of no use. */
  say(column: number, field: FieldName | undefined): void {
    if (field === undefined) this.fields.delete(column);
    else this.fields.set(column, field);
    this.#look();
  }

  answer(answers: Answers): void {
    this.answers = { ...this.answers, ...answers };
    this.#look();
  }

  sayWay(word: string, way: Way): void {
    this.ways.set(word, way);
    this.#look();
  }

  sayState(word: string, state: State): void {
    this.states.set(word, state);
    this.#look();
  }

  /** What was said, to be said of such a table again. */
  get said(): Said {
    const { fields, answers, ways, states } = this;
    return { fields, answers, ways, states };
  }

  /** The layout that comes of what is said; none where something is lacking. */
  async layout(): Promise<string | undefined> {
    await this.#looking;
    return this.stale ? undefined : this.mapped?.layout;
  }

  /** Finds out what it comes to. */
  #look(): void {
    this.#asked += 1;
    this.stale = true;
    this.#looking = this.twice.length > 0 ? Promise.resolve() : this.#map(this.#asked);
    this.ground.changed();
  }

  async #map(asked: number): Promise<void> {
    const mapped = await this.ground.map(this.#mapping, this.place);
    // Something else was said meanwhile.
    if (asked !== this.#asked) return;
    Object.assign(this, { mapped, stale: mapped === undefined });
    this.ground.changed();
  }

  get #mapping(): Mapping {
    const { table, sign, answers } = this;
    const columns = Object.fromEntries([...this.fields].map(([column, field]) => [field, column]));
    const direction = this.column("direction");
    const listed = <L extends string>(words: readonly string[], lists: readonly L[], said: (word: string) => L | undefined) =>
      Object.fromEntries(lists.map((list) => [list, words.filter((word) => said(word) === list)]));
    const ways = listed(direction?.words ?? [], WAYS, (word) => this.way(word));
    const states = listed(this.column("status")?.words ?? [], STATES, (word) => this.states.get(word));
    const { sign: _, ...others } = answers;
    // The sign is asked where no word tells the direction.
    return { ...(table && { id: table.id }), columns, ...others, ...(sign && !direction && { sign }), ...ways, ...states };
  }
}
