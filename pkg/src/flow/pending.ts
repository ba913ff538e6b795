/**
 * What a pending step needs after the page was closed: the session's key, what was already sent, and the person's record,
 * encrypted. Kept from the moment at which a verdict with steps is sent, wiped when they are done or it is refused. Answers are
 * part of it nowhere else.
 */
import type { KeptRecord } from "./kept.js";
import type { SessionKey } from "./keys.js";
import { browserShelf, type Kept, memoryShelf, type Shelf } from "./shelf.js";
import type { WireEntry } from "./wire.js";

export interface Pending extends Kept {
  readonly key: SessionKey;
  /** The session without the facts that the firm holds. */
  readonly session: string;
  /** Every body that left, the verdict among them: `leaving` where no answer had come yet. */
  readonly sent: readonly WireEntry[];
  /** The person's own record. */
  readonly record?: KeptRecord;
}

export interface PendingStore {
  save(pending: Pending): Promise<unknown>;
  load(id: string): Promise<Pending | undefined>;
  wipe(id: string): Promise<void>;
}

/** For one page only. */
export const memoryStore = (): PendingStore => memoryShelf<Pending>();

/** Steps that nobody went on with are forgotten after this time. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

export const browserStore = (): Shelf<Pending> => browserShelf("pending", KEPT_FOR);
