// Browsers: headless as a tool starts it, and headed on a virtual screen without the automation flag.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { addExtra } from "playwright-extra";
import stealth from "puppeteer-extra-plugin-stealth";
import { sleep } from "./hands.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const COMMON = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A virtual screen that nobody else uses. */
export async function startScreen() {
  for (let number = 90; number < 190; number += 1) {
    if (existsSync(`/tmp/.X${number}-lock`)) continue;
    const child = spawn("Xvfb", [`:${number}`, "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], { stdio: "ignore" });
    const failed = new Promise((resolve) => {
      child.once("error", () => resolve(true));
      child.once("exit", () => resolve(true));
    });
    for (let n = 0; n < 50 && !existsSync(`/tmp/.X11-unix/X${number}`); n += 1) if (await Promise.race([failed, sleep(100)])) break;
    if (child.exitCode === null && existsSync(`/tmp/.X11-unix/X${number}`)) return { display: `:${number}`, stop: () => child.kill() };
  }
  throw new Error("no virtual screen: install the package 'xvfb'");
}

export const launchPlain = () => chromium.launch({ executablePath, args: COMMON });

/** The one profile that stealth attacks and controls share. `evade`: with the public stealth evasions. */
export function launchQuiet(display, evade) {
  const driver = evade ? addExtra(chromium).use(stealth()) : chromium;
  return driver.launch({
    executablePath,
    headless: false,
    env: { ...process.env, DISPLAY: display },
    ignoreDefaultArgs: ["--enable-automation"],
    args: [
      ...COMMON,
      "--disable-blink-features=AutomationControlled",
      "--disable-backgrounding-occluded-windows",
      "--disable-renderer-backgrounding",
      "--window-size=1100,900",
    ],
  });
}
