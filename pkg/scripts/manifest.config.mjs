// How the custom-elements manifest is made: from the sources of the elements, for the files that are shipped.
import { readFileSync } from "node:fs";

const SHIPPED = "dist/elements.js";
/** What a framework calls, not a page. */
const CALLBACKS = /Callback$/;

/** Custom properties of the host, with what the style sheet says beside each. */
const properties = () => {
  const css = readFileSync("src/element/styles/tokens.css", "utf8");
  // What stands for both host and page is what a page may set; the blocks for one theme set the same again.
  const blocks = [...css.matchAll(/^:host, :root \{\n(.*?)^\}/gms)].map(([, block]) => block);
  const found = blocks.flatMap((block) => [...block.matchAll(/(--[\w-]+):\s*([^;]+);(?:[ \t]*\/\*\s*(.*?)\s*\*\/)?/g)]);
  return found.map(([, name, value, description]) => ({ name, default: value, ...(description && { description }) }));
};

const isPublic = ({ name, privacy, static: ofClass }) =>
  privacy !== "private" && !name.startsWith("#") && !CALLBACKS.test(name) && !ofClass;

/** What a page can use of an element, and where its file lies. */
const shipped = {
  name: "shipped",
  packageLinkPhase({ customElementsManifest: manifest }) {
    const elements = manifest.modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName);
    const declarations = elements.map(({ members, attributes, events, ...element }) => ({
      ...element,
      members: members.filter(isPublic).map(({ inheritedFrom: _, ...member }) => member),
      attributes: attributes.map(({ inheritedFrom: _, ...attribute }) => attribute),
      // What the analyzer sees being sent has no word about it; what stands above the class has.
      ...(events && { events: events.filter(({ description }) => description) }),
      cssProperties: properties(),
      superclass: { name: "HTMLElement" },
    }));
    const exports = declarations.map(({ name, tagName }) => ({
      kind: "custom-element-definition",
      name: tagName,
      declaration: { name, module: SHIPPED },
    }));
    manifest.modules = [{ kind: "javascript-module", path: SHIPPED, declarations, exports }];
  },
};

export default {
  globs: ["src/element/*-element.ts"],
  outdir: "dist",
  // The field stands there already.
  packagejson: false,
  plugins: [shipped],
};
