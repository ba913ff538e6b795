// The code that the package's README shows, so that what is tested and what is read are the same lines.
// Takes the words of a heading; gives the first fenced block below it, or the first in a language.

import { readFileSync } from "node:fs";

/** Where the README's examples say that the screening server is. */
export const SCREENING_SERVER = "https://screening.example";

export function fromReadme(heading, path = "pkg/README.md", language = "\\w*") {
  return allFromReadme(heading, path, language)[0];
}

/** Every fenced block below a heading, in their order. */
export function allFromReadme(heading, path = "pkg/README.md", language = "\\w*") {
  const text = readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
  const [, below = ""] = text.split(new RegExp(`^#+ ${heading}$`, "m"));
  const [section] = below.split(/^#+ /m);
  const blocks = [...section.matchAll(new RegExp(`^( *)\`\`\`${language}\\n(.*?)^\\1\`\`\`$`, "gms"))].map(([, , code]) => code);
  if (blocks.length === 0) throw new Error(`${path} has no code below '${heading}'`);
  return blocks;
}

/** What stands in the module script of an HTML example, for a file of its own. */
export function scriptOf(html) {
  const script = /<script type="module">\n(.*?)<\/script>/s.exec(html);
  if (!script) throw new Error("the example has no module script");
  return script[1];
}

/** The policy that the README gives, in one line. */
export const policy = fromReadme("Content security policy").trim().replaceAll("\n", " ");

/** The same for frameworks that write scripts and styles into the page. */
export const policyWithInline = policy.replace(/(script|style)-src 'self'/g, "$& 'unsafe-inline'");

/** The same without leave to compile WebAssembly. */
export const policyWithoutWasm = policy.replace(" 'wasm-unsafe-eval'", "");
