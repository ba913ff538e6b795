// What analytics and replay scripts of a host page can do: installed before anything else on the page.
import { readFileSync } from "node:fs";

const rrweb = readFileSync(new URL("../../node_modules/rrweb/dist/rrweb.umd.min.cjs", import.meta.url), "utf8");

const install = () => {
  // The recorder makes frames of its own.
  if (window !== window.top) return;
  const seen = { events: [], mutations: [], fetches: [], roots: [], rrweb: [], storage: [] };
  Object.defineProperty(window, "__seen", { value: seen });
  const own = (object) => {
    const found = {};
    for (const key of ["type", "key", "code", "data", "inputType", "clientX", "clientY", "detail", "newState"]) {
      if (object[key] !== undefined && object[key] !== null)
        found[key] = typeof object[key] === "object" ? JSON.stringify(object[key]) : object[key];
    }
    return found;
  };
  const describe = (node) =>
    node instanceof Element ? `${node.localName}#${node.id}.${node.value ?? ""}.${node.checked ?? ""}` : String(node);
  const types =
    "click dblclick mousedown mouseup mousemove mouseover mouseout pointerdown pointerup pointermove pointerover touchstart touchend keydown keypress keyup beforeinput input change select selectionchange focus blur focusin focusout submit toggle beforetoggle invalid copy cut paste drag drop compositionstart compositionend scroll wheel contextmenu animationend transitionend slotchange prescreen-step prescreen-error prescreen-abandon prescreen-done prescreen-sent".split(
      " ",
    );
  for (const type of types) {
    document.addEventListener(
      type,
      (event) => {
        // Whoever holds the roots reads what they show at any moment.
        if (type === "click") for (const held of seen.roots) held.html.push(held.root.innerHTML);
        seen.events.push({
          ...own(event),
          target: describe(event.target),
          path: event.composedPath().map(describe).join(">"),
          active: describe(document.activeElement),
        });
      },
      true,
    );
  }
  new MutationObserver((records) => {
    for (const record of records) {
      seen.mutations.push(
        `${record.type} ${describe(record.target)} ${record.attributeName ?? ""} ${record.target.nodeType === 1 ? record.target.outerHTML.slice(0, 4000) : record.target.data}`,
      );
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true, attributeOldValue: true });
  const fetchBefore = window.fetch;
  window.fetch = function (...given) {
    const [address, init] = given;
    seen.fetches.push(JSON.stringify([String(address?.url ?? address), init?.body ?? "", init?.headers ?? {}]));
    return fetchBefore.apply(this, given);
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    seen.roots.push({ host: this.localName, root, html: [] });
    return root;
  };
  const start = () => window.rrweb.record({ emit: (event) => seen.rrweb.push(JSON.stringify(event)) });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
};

/** Puts the watchers into every page of a context. */
export async function watch(context) {
  await context.addInitScript({ content: rrweb });
  await context.addInitScript(install);
}

/** What the watchers saw, as texts by watcher. */
export const seen = (page) =>
  page.evaluate(() => {
    const found = window.__seen;
    return {
      events: found.events.map((event) => JSON.stringify(event)),
      mutations: found.mutations,
      fetches: found.fetches,
      rrweb: found.rrweb,
      roots: found.roots.map(({ host, root, html }) => JSON.stringify({ host, html: [...html, root.innerHTML] })),
      page: [
        document.documentElement.outerHTML,
        location.href,
        document.title,
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
      ],
    };
  });
