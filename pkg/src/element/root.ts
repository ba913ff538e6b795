/** The roots of the elements: closed, but in a test of a page on the machine that it runs on. */
import { PrescreenError } from "../core/answer.js";

let open = false;

/** Names of this machine, which no investor's page has. */
const isThisMachine = (name: string): boolean =>
  name === "localhost" || name === "127.0.0.1" || name === "[::1]" || name.endsWith(".localhost");

/** @throws PrescreenError in a page of any other machine. */
export const openRoots = (): void => {
  if (!isThisMachine(location.hostname))
    throw new PrescreenError({
      code: "unsupported",
      at: "",
      message: "prescreen/testing opens the elements to every script of the page, and this page is not of this machine",
      help: "import it in tests alone, in a page at localhost or 127.0.0.1",
    });
  open = true;
};

export const rootOf = (host: HTMLElement): ShadowRoot => host.attachShadow({ mode: open ? "open" : "closed" });
