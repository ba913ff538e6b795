/** Claims a session with a fresh key, or finds again what a pending step needs; loads the pinned pack. */
import { type Answered, PrescreenError, unwrap } from "../core/answer.js";
import { init } from "../core/module.js";
import { loadPack, type Pack } from "../core/pack.js";
import { readKeys, type ServerKey } from "../core/signature.js";
import type { AttemptsLeft, Session, SessionClaim, SessionClaimed } from "../core/types.js";
import { browserShelves, type Device, type DeviceShelves, openDevice } from "./device.js";
import type { KeptRecord } from "./kept.js";
import { makeKey, type SessionKey } from "./keys.js";
import { browserStore, type PendingStore } from "./pending.js";
import { Wire, type WireOptions } from "./wire.js";

export interface ConnectOptions extends Omit<WireOptions, "base"> {
  /** Address of the screening server; the page's own origin when left out. */
  base?: string;
  /**
   * Origin that the session has to be for; the page's own when left out. A session for another origin is refused at the
   * start. Outside of a page nothing is compared unless it is given.
   */
  audience?: string;
  /** Id of the session that the firm's back end opened. */
  session: string;
  /** The session's one-time token. Not needed to go on with pending steps on the same device. */
  claimToken?: string;
  /**
   * The server's public keys, as your own back end or your page names them. With them, no class is shown on a
   * ticket and nothing is taken for accepted on a receipt that none of them signed; without, no signature is checked.
   */
  serverKeys?: readonly ServerKey[];
  /** Where a pending step is kept; IndexedDB when left out. */
  storage?: PendingStore;
  /**
   * Where consents are remembered, and a draft that the person asks for; IndexedDB when left out, and nothing in a frame of
   * another site. `null` keeps nothing.
   */
  shelves?: DeviceShelves | null;
  /** Told of the connection before the first request leaves. */
  onWire?: (wire: Wire) => void;
}

/** A claimed session with all that a flow needs. */
export interface Connection {
  readonly wire: Wire;
  readonly session: Session;
  /** What was left of the person's attempts at the claim; none where there was nothing to be told. */
  readonly attempts: AttemptsLeft | undefined;
  /** Ids of facts that the firm has to give, and did not: without them nobody can go on, whatever they answer. */
  readonly missingFacts: readonly string[];
  readonly pack: Pack;
  readonly key: SessionKey;
  readonly storage: PendingStore;
  /** What this device keeps for the person; none where nothing can be kept. */
  readonly device: Device | undefined;
  /** With which the server's signatures are checked; none when they are not. */
  readonly serverKeys: readonly ServerKey[] | undefined;
  /** The clock's reading when `session.now` was the server's time, milliseconds. */
  readonly claimedAt: number;
  /** The verdict that was sent before the page was closed. */
  readonly sent?: string;
  /** The person's record of that page, as this device keeps it. */
  readonly record?: KeptRecord;
}

/**
 * @throws PrescreenError without a session, for a session of another origin, or when the pack does not load; `Refused`
 * when the server says no.
 */
export const connect = async (options: ConnectOptions): Promise<Connection> => {
  const {
    session: id,
    claimToken,
    serverKeys: given,
    storage = browserStore(),
    shelves = browserShelves(),
    onWire,
    audience = globalThis.location?.origin,
    ...rest
  } = options;
  if (typeof id !== "string" || id === "") throw noSession();
  const serverKeys = readKeys(given);
  const wire = new Wire({ ...rest, base: options.base ?? globalThis.location.origin });
  onWire?.(wire);
  const started = init();
  started.catch(() => undefined);
  const claimed = (await resume(wire, id, storage)) ?? (await claim(wire, id, claimToken));
  forHere(claimed.session, audience);
  if (serverKeys && claimed.signer) byOneOf(serverKeys, claimed.signer);
  const pack = await pinned(wire, claimed.session, started);
  // What goes on with pending steps asks nothing.
  const device = shelves && claimed.sent === undefined ? await openDevice(pack, claimed.session, shelves) : undefined;
  return { wire, pack, storage, device, serverKeys, ...claimed };
};

/** A page that did not get a session from its back end, and went on. */
const noSession = (): PrescreenError =>
  new PrescreenError({
    code: "missing-field",
    at: "/session",
    message: "there is no session",
    help: "pass the id that the firm's back end got when it opened the session",
  });

/** A verdict names its audience: one of another origin would be worth nothing to this page's firm. */
const forHere = ({ audience }: Session, here: string | undefined): void => {
  if (here === undefined || audience === here) return;
  throw new PrescreenError({
    code: "audience-mismatch",
    at: "/session/audience",
    message: `the session is for ${audience}, and this page is of ${here}`,
    help: "open the session with `audience` set to the origin of the page that shows it",
  });
};

/**
 * A ticket that none of the page's keys signed is refused once an attempt was counted: a page with old keys, or another
 * server's, is told before anything is asked. The server's word alone, it takes the place of no check.
 */
const byOneOf = (keys: readonly ServerKey[], { x, y }: ServerKey): void => {
  if (keys.some((key) => key.x === x && key.y === y)) return;
  throw new PrescreenError({
    code: "other-keys",
    at: "/serverKeys",
    message: "the server signs with none of the keys that the page was given",
    help: "give the page the keys that the server publishes now, at /.well-known/prescreen-keys.json; after its key was changed, read them anew",
  });
};

type Claimed = Pick<Connection, "session" | "attempts" | "missingFacts" | "key" | "claimedAt" | "sent" | "record"> & {
  readonly signer?: ServerKey;
};

const resume = async (wire: Wire, id: string, storage: PendingStore): Promise<Claimed | undefined> => {
  const pending = await storage.load(id);
  const verdict = pending?.sent.find(({ kind }) => kind === "verdict");
  if (!pending || !verdict) return undefined;
  wire.restore(pending.sent);
  const session = JSON.parse(pending.session) as Session;
  const { key, record } = pending;
  const told = { attempts: undefined, missingFacts: [] };
  return { session, ...told, key: { ...key }, claimedAt: performance.now(), sent: verdict.text, ...(record && { record }) };
};

const claim = async (wire: Wire, id: string, token: string | undefined): Promise<Claimed> => {
  const key = await makeKey();
  const claim: SessionClaim = { token: token ?? "", jkt: key.jkt };
  const body = JSON.stringify(claim);
  const claimed = await wire.send<Omit<SessionClaimed, "signer"> & Partial<Pick<SessionClaimed, "signer">>>({
    kind: "claim",
    path: `/v1/sessions/${encodeURIComponent(id)}/claim`,
    body,
    type: "application/json",
  });
  const { session, attempts, missing_facts: missingFacts, signer } = claimed;
  return { session, attempts: attempts ?? undefined, missingFacts, key, claimedAt: performance.now(), ...(signer && { signer }) };
};

/** What does not load is said to be of the pack: whoever reads the error sees no address. */
const asPack = (loaded: Answered<Pack>): Answered<Pack> => {
  if (loaded.ok) return loaded;
  const { error, outcome } = loaded;
  return { ok: false, error: { ...error, at: `/pack${error.at}`, message: `the session's pack does not load: ${error.message}` }, outcome };
};

/** The pack is public, named by its hash, and checked against it. */
const pinned = async (wire: Wire, session: Session, started: Promise<unknown>): Promise<Pack> => {
  const document = await wire.send<object>({ kind: "pack", path: `/packs/${session.pack.hash}.json` });
  await started;
  const pack = unwrap(asPack(loadPack(document)));
  if (pack.hash !== session.pack.hash) {
    pack.dispose();
    throw Object.assign(new Error("the server gave another pack than the session names"), { code: "pack-mismatch" });
  }
  return pack;
};
