// The rule lab as its readers work in it: opened and proved, with files, fields and the words of both languages.
import { readFileSync } from "node:fs";
import { openPage } from "./browser.mjs";

export const source = readFileSync(new URL("../../../packs/cn-securities.json", import.meta.url), "utf8");

/** The shipped pack, but who can bear no loss is no longer held in the lowest class. */
export const loose = () =>
  JSON.stringify({
    ...JSON.parse(source),
    version: "2.1.0",
    classes: { ...JSON.parse(source).classes, lowest: { ...JSON.parse(source).classes.lowest, when: { civil_capacity: false } } },
  });

export const words = {
  "zh-CN": {
    proved: "已算完，结果是最新的。",
    bad: "规则包有问题，已逐条列出。",
    stopped: /已取消/,
    cancel: "取消",
    again: "现在证明",
    replay: "重放这位申请人",
    same: "与反例里记的类别和结果一致。",
    total: "知识与经验, C5, 从",
    below: "知识与经验, C4, 到",
    json: "下载证明（JSON）",
    html: "下载可打印的报告（HTML）",
    none: "没有一种组合换类别。",
    prudent: "对每一位申请人，B 得出的类别至少和 A 的一样审慎",
    loss: "一点也不能亏",
    reset: "放回打开时的规则包",
    undo: "撤销",
    redo: "重做",
    fields: "分档、分数、措辞",
    whole: "全文",
    phone: "投资者的手机",
    mend: "找出放回哪一处改动就能改好",
  },
  en: {
    proved: "Worked out; the results are up to date.",
    bad: "The pack has errors; each is listed.",
    stopped: /Cancelled/,
    cancel: "Cancel",
    again: "Prove now",
    replay: "Replay this applicant",
    same: "Class and outcome are those of the counterexample.",
    total: "Knowledge and experience, C5, From",
    below: "Knowledge and experience, C4, To",
    json: "Download the proof (JSON)",
    html: "Download a printable report (HTML)",
    none: "No combination changes its class.",
    prudent: "B’s class is at least as prudent as A’s for every applicant",
    loss: "Nothing",
    reset: "Put back the pack as opened",
    undo: "Undo",
    redo: "Redo",
    fields: "Fields",
    whole: "Whole text",
    phone: "Investor’s phone",
    mend: "Find the edit that mends it when put back",
  },
};

export const status = ({ page }, text) => page.locator(".run [role=status]").filter({ hasText: text }).waitFor({ timeout: 60_000 });
/** Opens a file, and waits until it is the pack that is shown, or is refused: it is read after the press. */
export const openFile = async ({ page }, name, text) => {
  await page.locator("#pack-file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await page.waitForFunction((file) => {
    const [chosen] = document.querySelector(".opening select").selectedOptions;
    return chosen?.textContent.includes(file) || document.querySelector(".opening [role=alert]").textContent.trim() !== "";
  }, name);
};
export const button = ({ page }, name) => page.getByRole("button", { name, exact: true });
export const tab = ({ page }, name) => page.getByRole("tab", { name, exact: true });
export const field = ({ page, text }, name = "total") => page.getByLabel(text[name], { exact: true });

/** Fills a field as one does who goes on with Enter. */
export const fill = async (visit, value) => {
  await field(visit).fill(value);
  await field(visit).press("Enter");
};

/** `before`: what is done with the context before the page is opened. */
export async function openLab(browser, server, variant, before = async () => undefined) {
  const visit = await openPage(browser, server.url, variant);
  await before(visit);
  await visit.page.goto(`${server.url}/lab.html`);
  await status(visit, words[visit.locale].proved);
  return { ...visit, text: words[visit.locale] };
}

export const saved = async (visit, name) => {
  const [download] = await Promise.all([visit.page.waitForEvent("download"), button(visit, name).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
};
