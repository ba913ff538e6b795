/**
 * What a browser says of itself, to yes or no: whether it agrees with itself, and whether a tool drives it.
 *
 * A pure function. What it takes never leaves this page's script; what it gives is a few words of a closed list.
 * What a browser does not say is left out: unknown, never suspicious.
 */

/** What one realm (page, frame, worker) says. */
export interface Realm {
  userAgent?: string | undefined;
  platform?: string | undefined;
  languages?: readonly string[] | undefined;
  cores?: number | undefined;
  webdriver?: boolean | undefined;
}

/** What the page finds. Everything may be missing. */
export interface Properties extends Realm {
  vendor?: string | undefined;
  productSub?: string | undefined;
  language?: string | undefined;
  /** Of `navigator.userAgentData`. */
  brands?: readonly { brand: string; version: string }[] | undefined;
  brandPlatform?: string | undefined;
  memory?: number | undefined;
  touchPoints?: number | undefined;
  plugins?: number | undefined;
  pdfViewer?: boolean | undefined;
  screen?: { width: number; height: number; availWidth: number; availHeight: number; isExtended?: boolean | undefined } | undefined;
  outerWidth?: number | undefined;
  outerHeight?: number | undefined;
  /** Minutes ahead of UTC, by the clock and by the named time zone. */
  clockOffset?: number | undefined;
  zoneOffset?: number | undefined;
  /** WebGL's renderer; `null` without WebGL. */
  renderer?: string | null | undefined;
  notification?: string | undefined;
  permission?: string | undefined;
  patched?: boolean | undefined;
  toolGlobals?: boolean | undefined;
  frame?: Realm | undefined;
  worker?: Realm | undefined;
}

export type Findings = Readonly<Record<string, boolean | string>>;

type System = "windows" | "mac" | "linux" | "android" | "ios";

/** Desktop and mobile systems as user agents name them. An iPad may call itself a Mac: that is no contradiction. */
const systemOf = (agent: string): System | undefined =>
  /Windows/.test(agent)
    ? "windows"
    : /Android/.test(agent)
      ? "android"
      : /iPhone|iPad|iPod/.test(agent)
        ? "ios"
        : /Macintosh/.test(agent)
          ? "mac"
          : /Linux|CrOS|X11/.test(agent)
            ? "linux"
            : undefined;

const PLATFORMS: Record<System, RegExp> = {
  windows: /^Win/,
  mac: /^Mac/,
  linux: /^(Linux|FreeBSD|OpenBSD|X11)/,
  android: /^(Linux|Android)/,
  // An application on a Mac may show the page with an iPad's name.
  ios: /^(iPhone|iPad|iPod|Mac)/,
};

const BRAND_PLATFORMS: Record<System, RegExp> = {
  windows: /^Windows$/,
  mac: /^macOS$/,
  linux: /^(Linux|Chrom(e|ium) OS|FreeBSD|OpenBSD)$/,
  android: /^Android$/,
  ios: /^iOS$/,
};

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
const VIRTUAL = /vmware|virtualbox|parallels|virgl|svga3d|hyper-v/i;
/** Above these, 0.06% and 0.00% of the browsers in a vendor's sample: see the README of this package. */
const MOST_CORES = 70;
const MEMORY = { least: 0.25, most: 32 };

export const classify = (says: Properties): Findings => {
  const agent = says.userAgent;
  const system = agent === undefined ? undefined : systemOf(agent);
  const chrome = agent === undefined ? undefined : major(agent, /(?:Chrome|CriOS|Chromium)\/(\d+)/);
  const isChrome = chrome !== undefined && !/CriOS|Edge\//.test(agent ?? "");
  const isFirefox = /Firefox\//.test(agent ?? "");
  const desktop = system === "windows" || system === "mac" || system === "linux";
  const { screen, renderer, brands } = says;

  const found: Record<string, boolean | string | undefined> = {
    webdriver: says.webdriver,
    "webdriver-frame": says.frame?.webdriver,
    "webdriver-worker": says.worker?.webdriver,
    "tool-globals": says.toolGlobals,
    "patched-functions": says.patched,
    "headless-name":
      agent === undefined
        ? undefined
        : /Headless/.test(`${agent} ${says.worker?.userAgent ?? ""}`) || brands?.some(({ brand }) => /Headless/.test(brand)) === true,
    windowless: desktop && isChrome ? known(says.outerWidth, says.outerHeight, (width, height) => width === 0 || height === 0) : undefined,
    "permission-mismatch": known(says.notification, says.permission, (one, other) => one === "denied" && other === "prompt"),
    "platform-mismatch": either(
      known(system, says.platform || undefined, (name, platform) => !PLATFORMS[name].test(platform)),
      known(system, says.brandPlatform || undefined, (name, platform) => !BRAND_PLATFORMS[name].test(platform)),
    ),
    "engine-mismatch": known(
      isFirefox || isChrome ? isFirefox : undefined,
      says.vendor,
      (firefox, vendor) =>
        (firefox ? vendor !== "" : vendor !== "Google Inc.") ||
        (says.productSub !== undefined && says.productSub !== (firefox ? "20100101" : "20030107")),
    ),
    "brands-mismatch": isChrome ? known(chrome, brandVersion(brands), (one, other) => one !== other) : undefined,
    "languages-mismatch": known(says.language, says.languages?.[0], (one, first) => one !== first),
    "time-zone-mismatch": known(says.clockOffset, says.zoneOffset, (clock, zone) => clock !== zone),
    "touch-mismatch": system === "android" || system === "ios" ? known(says.touchPoints, true, (points) => points === 0) : undefined,
    "screen-mismatch":
      screen && (screen.width <= 0 || screen.height <= 0 || screen.availWidth > screen.width || screen.availHeight > screen.height),
    "screen-extended": screen?.isExtended,
    "frame-mismatch": says.frame && differs(says, says.frame),
    "worker-mismatch": says.worker && differs(says, says.worker),
    graphics:
      renderer === undefined
        ? undefined
        : renderer === null
          ? "none"
          : SOFTWARE.test(renderer)
            ? "software"
            : VIRTUAL.test(renderer)
              ? "virtual"
              : "hardware",
    "graphics-mismatch": known(system, renderer ?? undefined, graphicsDiffer),
    "cores-implausible": known(says.cores, true, (cores) => cores > MOST_CORES || cores < 1),
    "memory-implausible": known(says.memory, true, (memory) => memory > MEMORY.most || memory < MEMORY.least),
    "plugins-missing":
      desktop && isChrome ? known(says.pdfViewer, says.plugins, (viewer, plugins) => viewer === true && plugins === 0) : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, boolean | string] => entry[1] !== undefined));
};

const known = <A, B>(a: A | undefined, b: B | undefined, test: (a: A, b: B) => boolean): boolean | undefined =>
  a === undefined || b === undefined ? undefined : test(a, b);

const either = (a: boolean | undefined, b: boolean | undefined): boolean | undefined =>
  a === undefined && b === undefined ? undefined : a === true || b === true;

const major = (text: string, pattern: RegExp): number | undefined => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

const brandVersion = (brands: Properties["brands"]): number | undefined => {
  const chromium = brands?.find(({ brand }) => brand === "Chromium" || brand === "Google Chrome");
  return chromium && Number.parseInt(chromium.version, 10);
};

const graphicsDiffer = (system: System, renderer: string): boolean => {
  const apple = system === "mac" || system === "ios";
  if (/Direct3D|D3D11|D3D9/.test(renderer)) return system !== "windows";
  if (/Apple (M\d|A\d|GPU)|Metal/.test(renderer)) return !apple;
  return /\bMali\b/.test(renderer) && (apple || system === "windows");
};

/** Whether another realm of the same page says something else. */
const differs = (page: Realm, other: Realm): boolean =>
  (["userAgent", "platform", "cores"] as const).some(
    (name) => page[name] !== undefined && other[name] !== undefined && page[name] !== other[name],
  ) ||
  (page.languages !== undefined && other.languages !== undefined && page.languages.join() !== other.languages.join());
