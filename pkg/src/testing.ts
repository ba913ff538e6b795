/**
 * For tests of your own page: what the elements draw can be found by role and name, as everything else in the page.
 *
 * Import it before the first element is made. It works in a page at `localhost` or `127.0.0.1` and throws in every other: an
 * investor's page keeps what is drawn to itself.
 */
import { openRoots } from "./element/root.js";

openRoots();
