/**
 * A screening server in memory, for tests of your own page: in Node, in a browser, without a port and without a file.
 *
 * It takes what a flow sends, checks verdicts as a server does, and signs tickets and receipts with a key of its own. It is no
 * server for people: whoever asks may open a session, attempts are not counted, and it forgets everything with the test.
 */
export { PrescreenError } from "./core/answer.js";
export type { Pack } from "./core/pack.js";
export type { ServerKey } from "./core/signature.js";
export type { AttemptsLeft, NextStep, ServerProblem, Session } from "./core/types.js";
export type { StubOperation, StubRefusal } from "./stub/problems.js";
export { type StubOptions, type StubRequest, type StubServer, stubServer } from "./stub/server.js";
