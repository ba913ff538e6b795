/**
 * Asks the page, a frame and a worker what they say of the browser. It keeps and sends nothing:
 * `classify` makes a few words of it, and those are all that goes on.
 */
import type { Properties, Realm } from "./classify.js";

type Globals = Window & typeof globalThis;

/** What is asked of a worker, as text. */
const WORKER =
  "postMessage({userAgent:navigator.userAgent,platform:navigator.platform,languages:navigator.languages,cores:navigator.hardwareConcurrency,webdriver:navigator.webdriver})";
/** A worker that does not answer within this many milliseconds is unknown. */
const PATIENCE = 2000;
/** What automation tools leave in a page. */
const TOOLS =
  /^(__playwright|__pw|__puppeteer|_phantom|callPhantom|__nightmare|domAutomation|__webdriver|__selenium|__fxdriver|_Selenium|_selenium|calledSelenium|cdc_|\$cdc_|\$chrome_asyncScriptInfo|__driver_|awesomium|webdriver$)/;

/** @param worker - Also ask a worker, from a blob: a page whose policy forbids that leaves it out. */
export const gather = async (worker: boolean): Promise<Properties> => {
  const page = globalThis as Globals;
  const says: Properties = { ...realm(page.navigator), ...attempt(() => ofPage(page)), frame: attempt(askFrame) };
  const [permission, answer] = await Promise.all([askPermission(), worker ? askWorker() : undefined]);
  return { ...says, permission, worker: answer };
};

/** A probe that throws found nothing. */
const attempt = <T>(probe: () => T): T | undefined => {
  try {
    return probe();
  } catch {
    return undefined;
  }
};

const realm = (navigator: Navigator): Realm => ({
  userAgent: navigator.userAgent,
  platform: navigator.platform,
  languages: navigator.languages,
  cores: navigator.hardwareConcurrency,
  webdriver: navigator.webdriver,
});

interface Newer extends Navigator {
  userAgentData?: { brands: { brand: string; version: string }[]; platform: string };
  deviceMemory?: number;
}

const ofPage = (page: Globals): Properties => {
  const navigator = page.navigator as Newer;
  const { width, height, availWidth, availHeight, isExtended } = page.screen as Screen & { isExtended?: boolean };
  return {
    vendor: navigator.vendor,
    productSub: navigator.productSub,
    language: navigator.language,
    brands: navigator.userAgentData?.brands,
    brandPlatform: navigator.userAgentData?.platform,
    memory: navigator.deviceMemory,
    touchPoints: navigator.maxTouchPoints,
    plugins: (navigator.plugins as PluginArray | undefined)?.length,
    pdfViewer: navigator.pdfViewerEnabled,
    screen: { width, height, availWidth, availHeight, isExtended },
    outerWidth: page.outerWidth,
    outerHeight: page.outerHeight,
    clockOffset: -new Date().getTimezoneOffset() || 0,
    zoneOffset: attempt(zoneOffset),
    renderer: attempt(renderer),
    notification: attempt(() => Notification.permission),
    patched: attempt(() => patched(page)),
    toolGlobals: [...Object.getOwnPropertyNames(page), ...Object.keys(page.document)].some((name) => TOOLS.test(name)),
  };
};

/** Minutes ahead of UTC, from the named zone. */
const zoneOffset = (): number => {
  const now = new Date();
  now.setSeconds(0, 0);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(now);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return (Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) - now.getTime()) / 60_000;
};

/** `null` without WebGL; undefined where the browser keeps the name to itself. */
const renderer = (): string | null | undefined => {
  const context = document.createElement("canvas").getContext("webgl");
  if (!context) return null;
  const unmasked = context.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = unmasked && context.getParameter(unmasked.UNMASKED_RENDERER_WEBGL);
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return typeof name === "string" ? name : undefined;
};

/** Whether a built-in was replaced: own properties on `navigator`, or a function that is not as the browser makes them. */
const patched = (page: Globals): boolean => {
  const { Navigator: navigators, Function: functions } = page;
  if (Object.getOwnPropertyNames(page.navigator).length > 0) return true;
  const getters = ["webdriver", "plugins", "mimeTypes", "languages", "hardwareConcurrency", "vendor", "platform", "userAgent"]
    .flatMap((name) => Object.getOwnPropertyDescriptor(navigators.prototype, name) ?? [])
    .map(({ get }) => get);
  // Where it should be a getter and is a value, there is none.
  if (getters.some((getter) => getter === undefined || !native(getter) || runsAlone(getter, navigators.prototype))) return true;
  const methods = [
    functions.prototype.toString,
    page.WebGLRenderingContext?.prototype.getParameter,
    page.HTMLMediaElement?.prototype.canPlayType,
    page.Permissions?.prototype.query,
  ];
  return methods.some((method) => method !== undefined && !native(method));
};

const native = (method: { toString(): string }): boolean =>
  /^function [\w ]*\(\) \{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(method)) &&
  Object.getOwnPropertyNames(method).sort().join() === "length,name" &&
  !wrapped(method);

/** A built-in getter refuses an object that is not its own; a substitute often answers. */
const runsAlone = (getter: () => unknown, prototype: object): boolean => {
  try {
    getter.call(prototype);
    return true;
  } catch (error) {
    return !(error instanceof TypeError);
  }
};

/** A proxy shows in the stack of an error that is thrown through it. */
const wrapped = (method: object): boolean => {
  try {
    Object.create(method).toString();
    return true;
  } catch (error) {
    return /\b(Reflect|Object)\.apply|\bProxy\b/.test(
      String((error as Error).stack)
        .split("\n")
        .slice(1, 4)
        .join(),
    );
  }
};

const askFrame = (): Realm | undefined => {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.documentElement.append(frame);
  try {
    return frame.contentWindow ? realm(frame.contentWindow.navigator) : undefined;
  } finally {
    frame.remove();
  }
};

const askPermission = async (): Promise<string | undefined> => {
  try {
    return (await navigator.permissions.query({ name: "notifications" })).state;
  } catch {
    return undefined;
  }
};

const askWorker = (): Promise<Realm | undefined> =>
  new Promise((answer) => {
    let worker: Worker | undefined;
    let url: string | undefined;
    const end = (says?: Realm): void => {
      worker?.terminate();
      if (url) URL.revokeObjectURL(url);
      answer(says);
    };
    try {
      url = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
      worker = new Worker(url);
      worker.onmessage = ({ data }: MessageEvent<Realm>) => end(data);
      worker.onerror = () => end();
      setTimeout(end, PATIENCE);
    } catch {
      end();
    }
  });
