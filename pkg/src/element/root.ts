/** The roots of the elements: closed, but in a test of a page on the machine that it runs on. */
import { PrescreenError } from "../core/answer.js";

let open = false;
/** Whether an element was made already. */
let made = false;

/** Names of this machine, which no investor's page has. */
const isThisMachine = (name: string): boolean =>
  name === "localhost" || name === "127.0.0.1" || name === "[::1]" || name.endsWith(".localhost");

/** @throws PrescreenError in a page of any other machine, and once an element was made: it would stay closed. */
export const openRoots = (): void => {
  if (made)
    throw new PrescreenError({
      code: "unsupported",
      at: "",
      message: "prescreen/testing came after the first element, which stays closed to the test",
      help: "import it before prescreen/elements; where a bundler puts imports into another order, build the test's page by itself",
    });
  if (!isThisMachine(location.hostname))
    throw new PrescreenError({
      code: "unsupported",
      at: "",
      message: "prescreen/testing opens the elements to every script of the page, and this page is not of this machine",
      help: "import it in tests alone, in a page at localhost or 127.0.0.1",
    });
  open = true;
};

export const rootOf = (host: HTMLElement): ShadowRoot => {
  made = true;
  return host.attachShadow({ mode: open ? "open" : "closed" });
};
