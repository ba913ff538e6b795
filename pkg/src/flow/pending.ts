/**
 * What a pending step needs after the page was closed: the session's key, and what was already sent.
 * Kept only while steps wait, wiped when they are done. Answers are never part of it.
 */
import type { SessionKey } from "./keys.js";
import { browserShelf, type Kept, memoryShelf, type Shelf } from "./shelf.js";
import type { WireEntry } from "./wire.js";

export interface Pending extends Kept {
  readonly key: SessionKey;
  /** The session without the facts that the firm holds. */
  readonly session: string;
  /** Every body that left, the verdict among them. */
  readonly sent: readonly WireEntry[];
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
