/**
 * What a page shows before its script runs: masthead, heading and the places of what comes, in both languages, of which
 * `preferences.js` shows one. The script takes it away when it draws for the first time.
 */
import type { Plugin } from "vite";
import { en as experimentEn } from "./src/experiment/words/en";
import { zh as experimentZh } from "./src/experiment/words/zh";
import { en } from "./src/i18n/en";
import { type Words, zh } from "./src/i18n/zh";
import { en as labEn } from "./src/lab/words/en";
import { zh as labZh } from "./src/lab/words/zh";
import { en as affordEn } from "./src/records/afford/en";
import { zh as affordZh } from "./src/records/afford/zh";
import { en as recordsEn } from "./src/records/en";
import { zh as recordsZh } from "./src/records/zh";
import { en as verifyEn } from "./src/verify/en";
import { zh as verifyZh } from "./src/verify/zh";

type Both = readonly [english: string, chinese: string];

const site = (of: (words: Words) => string): Both => [of(en), of(zh)];

/** Of pages by name. The first page and the guide have theirs for good, others until they know more. */
const headings: Record<string, Both> = {
  index: site(({ home }) => home.title),
  assess: site(({ assess }) => assess.title),
  shelf: site(({ shelf }) => shelf.title),
  buy: site(({ nav }) => nav.shelf),
  apply: site(({ nav }) => nav.account),
  account: site(({ nav }) => nav.account),
  guide: site(({ guide }) => guide.title),
  records: [recordsEn.title, recordsZh.title],
  afford: [affordEn.title, affordZh.title],
  verify: [verifyEn.title, verifyZh.title],
  lab: [labEn.title, labZh.title],
  experiment: [experimentEn.title, experimentZh.title],
};

/** Pages that read the rules as soon as they know who is signed in, or at once. */
const RULED = new Set(["assess", "shelf", "buy", "apply", "account", "afford"]);
/** Those among them that screen with them before anything is pressed. */
const SCREENING = new Set(["shelf", "buy", "apply", "afford"]);
/** What these ask of the broker whatever it answers: their script finds the answer there. */
const ASKED: Record<string, readonly string[]> = {
  index: ["/broker/customers", "/broker/me"],
  assess: ["/broker/me"],
  shelf: ["/broker/me", "/broker/products"],
  buy: ["/broker/me", "/broker/products"],
  apply: ["/broker/me"],
  account: ["/broker/me", "/broker/products"],
  records: ["/broker/me"],
  afford: ["/broker/me"],
};
/** A line stands above the heading of these. */
const EYEBROWED = new Set(["assess", "account", "verify", "afford"]);
/** Beside these stands the panel. */
const FRAMED = new Set(["assess", "shelf", "buy", "apply", "records", "afford"]);

const both = ([english, chinese]: Both): string => `<span lang="en">${english}</span><span lang="zh-CN">${chinese}</span>`;

const frame = (name: string, heading: Both): string => `<div id="first">
<header class="mast"><div><a class="brand" href="/index.html"><svg viewBox="0 0 22 22" aria-hidden="true"><path d="M2 15c3-3 6-3 9 0s6 3 9 0M7 11V4M11 11V2M15 11V5"/></svg><span class="name">${both([en.brand, zh.brand])}</span></a></div></header>
<div class="page${FRAMED.has(name) ? " frame" : ""}"><main aria-busy="true">${EYEBROWED.has(name) ? '<p class="eyebrow">\u00a0</p>' : ""}<h1>${both(heading)}</h1><div class="skeleton" aria-hidden="true">${"<i></i>".repeat(8)}</div></main></div>
</div>`;

/** `pack`: the hash of the pack that these pages screen with, which is fetched before their script asks for it. */
export const firstPaint = (pack: string | undefined): Plugin => ({
  name: "first-paint",
  transformIndexHtml: {
    order: "post",
    handler(html, { path, bundle }) {
      const name = path.replace(/^\/|\.html$/g, "");
      const heading = headings[name];
      if (!heading) return html;
      const built = (file: RegExp): string[] =>
        Object.keys(bundle ?? {})
          .filter((other) => file.test(other))
          .map((other) => `/${other}`);
      // The page of what a person can afford has rules of its own, among the site's files.
      const rules = name === "afford" ? built(/cn-affordability-[^/]*\.json$/) : pack ? [`/packs/${pack}.json`] : [];
      const module = SCREENING.has(name) ? built(/prescreen_bg-[^/]*\.wasm$/) : [];
      const early = [...(ASKED[name] ?? []), ...module, ...(RULED.has(name) ? rules : [])];
      return {
        html: html.replace("</body>", `${frame(name, heading)}\n</body>`),
        tags: early.map((href) => ({
          tag: "link",
          injectTo: "head" as const,
          attrs: { rel: "preload", as: "fetch", href, crossorigin: "" },
        })),
      };
    },
  },
});
