/** What records say, as the modules write it for the person whose they are: of the Rust types. Amounts are whole minor units. */
import type { Mapping as AnyMapping } from "../generated/mapping.js";
import type {
  Checked,
  ContainerProblem,
  Entry,
  FileRead as Read,
  Integrity,
  Link,
  Mapped as MappedTo,
  Note,
  ProposedTable as Table,
  Question,
  Row,
  ShownProblem,
  ToldColumn,
} from "../generated/records.js";

export type { Corrections, RowKey } from "../generated/corrections.js";
export type { Said } from "../generated/said.js";
export type {
  Account as LedgerAccount,
  AccountKind,
  Category,
  Cause,
  Checked,
  ContainerProblemKind,
  Disagreement,
  Coverage,
  Entry as LedgerEntry,
  FeatureFound,
  Features,
  FileOrder,
  Flow,
  InCurrency,
  Integrity,
  Joined,
  Lack,
  Ledger,
  Link,
  Need,
  Note,
  ProblemKind,
  ProposedColumn,
  Question,
  Row as StatementRow,
  ShownStatement as Statement,
  Source,
  Sum,
  Tier,
  ToldColumn,
} from "../generated/records.js";

export type Check = Checked["check"];
export type Direction = Row["direction"];
export type Held = Checked["held"];
export type IntegrityVerdict = Integrity["verdict"];
export type LinkKind = Link["kind"];
export type NoteKind = Note["kind"];
export type QuestionKind = Question["kind"];
export type Role = Entry["role"];
export type RowKind = Row["kind"];
export type RowStatus = Row["status"];

/** What is wrong with a file, or with what it arrived in. What was found is the person's own: show it to them, and to nobody else. */
export interface FileProblem extends Omit<ShownProblem, "code">, Pick<ContainerProblem, "part"> {
  /** What is wrong, in one English sentence without its full stop. */
  message: string;
  /** What to do, in one English sentence. */
  help: string;
  /** A stable word, for texts in any language. */
  code: ShownProblem["code"] | ContainerProblem["code"];
  /** Which file of an archive, from 1 in the order of its list. */
  member?: number;
}

/** What one file came to: statements, or a problem. An archive that stays shut has no digest. */
export interface FileRead extends Omit<Read, "problem"> {
  problem?: FileProblem;
  /** Of an archive with statements: what keeps its other files from being one. */
  others?: FileProblem[];
}

/** A table in no known layout, as it looks. */
export interface ProposedTable extends Table {
  /** What a layout of it may be called, `mapping.id`: the same for tables of the same columns. */
  id: string;
  /** The name of the workbook's sheet that it is on; empty of a text. */
  sheet: string;
}

/** What a person says of a table's columns. What is left out is not said. */
export interface Mapping extends Omit<AnyMapping, "columns"> {
  /** Field to its column, from 1. */
  columns: Partial<Record<ToldColumn["field"], number>>;
}

/** What comes of what a person says of a table's columns. */
export interface Mapped extends MappedTo {
  /** What the file reads to with the layout; absent where something is lacking. */
  read?: FileRead;
}
