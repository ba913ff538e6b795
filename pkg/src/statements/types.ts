/** What records say, as the modules write it for the person whose they are: of the Rust types. Amounts are whole minor units. */
import type {
  Checked,
  ContainerProblem,
  Entry,
  FileRead as Read,
  Integrity,
  Link,
  Note,
  Question,
  Row,
  ShownProblem,
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
  Coverage,
  Entry as LedgerEntry,
  FeatureFound,
  Features,
  FileOrder,
  Flow,
  InCurrency,
  Integrity,
  Joined,
  Ledger,
  Link,
  Need,
  Note,
  ProblemKind,
  Question,
  Row as StatementRow,
  ShownStatement as Statement,
  Source,
  Sum,
  Tier,
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
