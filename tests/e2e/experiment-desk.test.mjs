// At the experiments desk, somebody who writes no JSON makes a plan from nothing, sees what it takes, rehearses it with simulated
// people and reads reports; all figures are those that the command line prints for the same files, and nothing leaves the page.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { cramped } from "./support/cramped.mjs";
import { keys } from "./support/hands.mjs";
import { binary, startServer } from "./support/server.mjs";

const example = new URL("../../examples/first-experiment/", import.meta.url);
const planText = readFileSync(new URL("plan.json", example), "utf8");
const eventsText = readFileSync(new URL("events.csv", example), "utf8");
const countedText = readFileSync(new URL("counted.csv", example), "utf8");

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const words = {
  en: {
    plan: "Download the plan (JSON)",
    json: "Download the report (JSON)",
    html: "Download a printable report (HTML)",
    events: "Download the simulated events",
    completion: "share who complete the questionnaire",
    goal: "share who reach a goal",
    addMetric: "＋ Add a metric",
    addVariation: "＋ Add a variation",
    remove: "Remove Variation 2",
    ready: "The plan is complete.",
    parquet: /Parquet file/,
    empty: /no events of this experiment/,
    line: /A line cannot be used/,
    sql: "Download the statement (SQL)",
    theirs: "Take the other tab’s",
    banner: "Simulated people, not yours",
    points: /points/,
    unchecked: "Classes were not given: whether they moved is not checked.",
    printedTitle: "The same report as the command line prints it",
  },
  "zh-CN": {
    plan: "下载方案（JSON）",
    json: "下载报告（JSON）",
    html: "下载可打印的报告（HTML）",
    events: "下载模拟的事件",
    completion: "完成问卷的人的比例",
    goal: "达成目标的人的比例",
    addMetric: "＋ 加一个指标",
    addVariation: "＋ 加一个实验组",
    remove: "删除实验组 2",
    ready: "方案完整。",
    parquet: /Parquet 文件/,
    empty: /没有这个实验的事件/,
    line: /有一行不能用/,
    sql: "下载语句（SQL）",
    theirs: "用另一页的",
    banner: "模拟的人，不是真实客户",
    points: /个百分点/,
    unchecked: "没有给类别：不检查类别有没有变。",
    printedTitle: "命令行打印的同一份报告",
  },
};

const openDesk = async (variant) => {
  const visit = await openPage(browser, server.url, variant);
  await visit.page.goto(`${server.url}/experiment.html`);
  await visit.page.locator("#ready[data-ready=true]").waitFor();
  await visit.page.locator("#pack").waitFor();
  return { ...visit, text: words[visit.locale], asked: visit.requests.length };
};

const field = ({ page }, at) => page.locator(`[data-at="${at}"]`);
const figure = ({ page }, of) => page.locator(`[data-of="${of}"]`);
const button = ({ page }, name) => page.getByRole("button", { name, exact: true });
const complete = (visit) => visit.page.locator("#lacking").getByText(visit.text.ready).waitFor();

const give = ({ page }, id, ...files) =>
  page
    .locator(`#${id}`)
    .setInputFiles(files.map(([name, text]) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) })));

const openPlan = async (visit, text = planText) => {
  await give(visit, "plan-file", ["plan.json", text]);
  await complete(visit);
};

const saved = async (visit, name) => {
  const [download] = await Promise.all([visit.page.waitForEvent("download"), button(visit, name).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
};

/** Simulates, and waits for the report. */
const simulate = async (visit) => {
  await visit.page.locator("#go-simulate").click();
  await visit.page.locator("#cancel").waitFor({ state: "detached" });
  await visit.page.locator(".report[data-source=simulated]").waitFor();
};

/** What the command line says of files. */
const said = (args, files) => {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-desk-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const run = spawnSync(binary(), ["experiment", ...args], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 26 });
    assert.ok(run.status === 0 || run.status === 1, run.stderr);
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const onlyHere = (visit) => {
  const sent = visit.requests.slice(visit.asked).filter(({ url }) => !url.startsWith("blob:"));
  assert.deepEqual(
    sent.map(({ url }) => url),
    [],
  );
  assert.deepEqual(visit.errors, []);
};

const printedIn = async (within) => (await within.locator("details.printed pre").first().textContent()).trim();

/** A date is typed part by part, in the order that the browser's own language has. */
const day = async (visit, at, [year, month, date]) => {
  const input = field(visit, at);
  for (const typed of [`${month}${date}${year}`, `${year}${month}${date}`, `${date}${month}${year}`]) {
    await keys.check(input);
    await visit.page.keyboard.press("Escape");
    await input.focus();
    await visit.page.keyboard.type(typed);
    if ((await input.inputValue()) === `${year}-${month}-${date}`) return;
  }
  throw new Error(`no order of a date's parts gives ${year}-${month}-${date}`);
};

test("a plan is made from nothing by the keyboard alone, and what it takes is what the command line prints", async () => {
  for (const variant of [
    { locale: "en", width: 1440 },
    { locale: "zh-CN", width: 390, height: 844 },
  ]) {
    const visit = await openDesk(variant);
    const { page, text } = visit;
    const write = (at, value) => keys.write(field(visit, at), value);
    assert.equal(await page.locator("#lacking").getAttribute("data-lacking"), "14");
    assert.equal(await page.locator("[name=looks]:checked, [name=primary]:checked").count(), 0);
    await shot(visit, "experiment-empty");
    assert.deepEqual(await axe(page), []);
    await write("/experiment", "questionnaire");
    await write("/variations/0", "pages");
    await write("/variations/1", "one-page");
    await write("/phases/0/id", "november");
    await day(visit, "/phases/0/from", ["2026", "11", "02"]);
    await day(visit, "/phases/0/to", ["2026", "11", "16"]);
    await write("/phases/0/weights/0", "1");
    await write("/phases/0/weights/1", "1");
    await write("/people_per_day", "300");
    await write("/goals", "purchase");
    await write("/metrics/0/id", "completed");
    await keys.choose(field(visit, "/metrics/0/kind"), text.completion);
    await keys.press(button(visit, text.addMetric));
    await page.waitForFunction(() => document.activeElement.dataset.at === "/metrics/1/id");
    await write("/metrics/1/id", "bought");
    await keys.choose(field(visit, "/metrics/1/kind"), text.goal);
    await keys.choose(field(visit, "/metrics/1/goal"), "purchase");
    await keys.check(field(visit, "/primary").first());
    await write("/baseline_bp", "70");
    await write("/smallest_effect_bp", "7.5");
    await keys.check(field(visit, "/looks").first());
    await page.keyboard.press("ArrowDown");
    await write("/questions", "horizon\nloss\nincome");
    await write("/classes", "C1\nC2\nC3");
    await write("/margins/class_bp", "4");
    await shot(visit, "experiment-typed");
    await complete(visit);
    const plan = await saved(visit, text.plan);
    assert.equal(plan.name, "questionnaire-plan.json");
    assert.deepEqual(JSON.parse(plan.text), {
      experiment_plan: 1,
      experiment: "questionnaire",
      variations: ["pages", "one-page"],
      phases: [{ id: "november", from: "2026-11-02", to: "2026-11-16", weights: [1, 1] }],
      metrics: [
        { id: "completed", kind: "completion" },
        { id: "bought", kind: "goal", goal: "purchase" },
      ],
      primary: "completed",
      looks: "always",
      smallest_effect_bp: 750,
      baseline_bp: 7000,
      people_per_day: 300,
      goals: ["purchase"],
      questions: ["horizon", "loss", "income"],
      classes: ["C1", "C2", "C3"],
      margins: { class_bp: 400 },
    });
    const files = { "plan.json": plan.text };
    const takes = page.locator("#takes-part");
    assert.equal(await printedIn(takes), said(["plan", "plan.json", "--locale", variant.locale === "en" ? "en" : "zh"], files).trim());
    const [{ comparisons }] = JSON.parse(said(["plan", "plan.json", "--json"], files)).phases;
    const cells = await takes.locator("table[data-variation=one-page] td.num").allInnerTexts();
    const figures = cells.map((cell) => Number(cell.replace(/[,%]/g, "")));
    const [{ people_once, people_always, days_once, days_always, power_once, power_always, smallest_effect }] = comparisons;
    const wanted = [people_once, people_always, days_once, days_always, Math.round(power_once * 100), Math.round(power_always * 100)];
    assert.deepEqual(figures.slice(0, 6), wanted);
    assert.equal(figures[6], Number((smallest_effect * 100).toFixed(1)));
    await shot(visit, "experiment-plan");
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(await page.evaluate(cramped), []);
    // It is kept on the device, and can be taken back step by step.
    await page.locator("#kept[data-keeping=kept]").waitFor();
    await page.reload();
    await complete(visit);
    assert.equal((await saved(visit, text.plan)).text, plan.text);
    await visit.context.close();
  }
});

test("what is simulated comes to the report that the command line makes of the same events", async () => {
  for (const variant of [
    { locale: "zh-CN", width: 1280 },
    { locale: "en", width: 360, height: 780, theme: "dark" },
  ]) {
    const visit = await openDesk(variant);
    const { page, text } = visit;
    await openPlan(visit);
    await figure(visit, "people").fill("4000");
    await figure(visit, "differences/one-page").fill("15");
    // More people of the second variation come to the highest class.
    for (const [n, share] of ["1", "1", "3"].entries()) await figure(visit, `classes/one-page/${n}`).fill(share);
    await simulate(visit);
    assert.equal(await page.locator(".simulated h3").innerText(), text.banner);
    // Who simulated is taken to the report.
    assert.ok(
      await page.evaluate(
        () => document.activeElement.id === "report-head" && document.activeElement.getBoundingClientRect().top < innerHeight,
      ),
    );
    // Differences of shares are points, and no arrow stands between control and variation.
    for (const part of await page.locator(".report :is(.guardrails tbody tr, .classes > p)").allInnerTexts())
      assert.doesNotMatch(part, /→/);
    for (const part of await page
      .locator(".classes > div > table td:last-child, .guardrails [data-guardrail] td:nth-last-child(2)")
      .allInnerTexts())
      assert.match(part, text.points);
    const [plan, events, report] = [await saved(visit, text.plan), await saved(visit, text.events), await saved(visit, text.json)];
    const files = { "plan.json": plan.text, "events.ndjson": events.text };
    const args = ["report", "events.ndjson", "--plan", "plan.json", "--collected"];
    assert.deepEqual(JSON.parse(report.text), JSON.parse(said([...args, "--json"], files)));
    const printed = said([...args, "--locale", variant.locale === "en" ? "en" : "zh"], files).trim();
    assert.equal(await printedIn(page.locator(".report")), printed);
    const made = JSON.parse(report.text);
    const [phase] = made.phases;
    assert.equal(phase.sample_ratio.failed, false);
    // The planted shift of the classes is shown, and is no win.
    assert.equal(await page.locator(".classes .finding").getAttribute("data-moved"), "moved");
    assert.equal(made.conclusion.verdict, "guardrail_moved");
    assert.equal(await page.locator(".report").getAttribute("data-verdict"), "guardrail_moved");
    // What was lost, came again and had another clock is told.
    assert.ok(phase.collected.every(({ lost, ahead_people, behind_people }) => lost > 0 && ahead_people > 0 && behind_people > 0));
    assert.ok(made.events.repeated > 0);
    // One denominator for everybody.
    assert.equal(await page.locator(".funnel tbody tr").count(), 5);
    // The looks end with the report's own interval.
    await page.locator(".looks details summary").click();
    const last = await page.locator(".looks tbody tr").last().locator("td").allInnerTexts();
    const [{ of_control: ofControl }] = phase.metrics[0].effects;
    const change = (share) => `${share > 0 ? "+" : share < 0 ? "−" : ""}${Math.abs(share * 100).toFixed(1)}%`;
    assert.equal(last[1], change(ofControl.estimate));
    assert.equal(last[2], ofControl.always_valid.map(change).join(" – "));
    await shot(visit, "experiment-report");
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(await page.evaluate(cramped), []);
    // The same events from their file are still nobody's.
    await give(visit, "events-file", ["events.ndjson", events.text]);
    await page.locator(".report[data-source=events]").waitFor();
    assert.equal(await page.locator(".simulated h3").innerText(), text.banner);
    // Of a file nobody said that nothing more will come.
    const again = JSON.parse(said(["report", "events.ndjson", "--plan", "plan.json", "--json"], files));
    assert.deepEqual(JSON.parse((await saved(visit, text.json)).text), again);
    onlyHere(visit);
    await visit.context.close();
  }
});

test("a sample ratio that does not fit stops every figure, and says what is likely to have caused it", async () => {
  for (const locale of ["en", "zh-CN"]) {
    const visit = await openDesk({ locale, width: 1280 });
    const { page } = visit;
    await openPlan(visit);
    await figure(visit, "people").fill("3000");
    await figure(visit, "bots").fill("600");
    await simulate(visit);
    const report = page.locator(".report");
    assert.equal(await report.getAttribute("data-verdict"), "blocked");
    for (const part of [".effects", ".looks", ".classes", ".guardrails", ".readings"])
      assert.equal(await report.locator(part).count(), 0, part);
    assert.equal(await report.locator("[data-cause=burst]").count(), 1);
    // What blocks stands before the conclusion.
    const order = await report.locator(".phase > section").evaluateAll((all) => all.map(({ className }) => className));
    assert.match(order[0], /ratio fails/);
    assert.match(order[1], /conclusion blocked/);
    await shot(visit, "experiment-blocked");
    assert.deepEqual(await axe(page), []);
    onlyHere(visit);
    await visit.context.close();
  }
});

test("events and counts from files, and the items' sums, come to the command line's report; a wrong file is told what it is", async () => {
  for (const locale of ["en", "zh-CN"]) {
    const visit = await openDesk({ locale, width: 1280 });
    const { page, text } = visit;
    await openPlan(visit);
    const wrong = async (what, files, said) => {
      await give(visit, "events-file", ...files);
      const note = page.locator(`[data-problem="${what}"]`);
      await note.waitFor();
      if (said) assert.match(await note.innerText(), said);
    };
    await wrong("parquet", [["events.parquet", "PAR1\u0000\u0000"]], text.parquet);
    await shot(visit, "experiment-wrong-file");
    assert.deepEqual(await axe(page), []);
    await wrong("plan", [["plan.json", planText]]);
    await wrong("empty", [["nothing.csv", ""]], text.empty);
    await wrong("empty", [["head.csv", `${eventsText.split("\n")[0]}\n`]], text.empty);
    await wrong(
      "empty",
      [
        ["nothing.csv", ""],
        ["none.ndjson", "\n"],
      ],
      text.empty,
    );
    await wrong(
      "failed",
      [
        ["nothing.csv", ""],
        ["letter.txt", "Dear Sir\nno events\n"],
      ],
      text.line,
    );
    await wrong("failed", [["letter.txt", "Dear Sir\nno events\n"]], text.line);
    await wrong("failed", [["events.ndjson", '{"event":"x"}\n']], text.line);
    await wrong("mixed", [
      ["events.csv", eventsText],
      ["counted.csv", countedText],
    ]);
    assert.equal(await page.locator(".report").count(), 0);
    const sums = (variation) => ({
      variation,
      people: 5,
      sums: [8, 9, 11],
      products: [[18, 18, 22], [21, 24], [31]],
    });
    const items = JSON.stringify({
      experiment_items: 1,
      experiment: "questionnaire",
      reliability: [sums("pages"), sums("one-page")],
      differential: [
        {
          item: "loss",
          by: "variation",
          reference: "pages",
          focal: "one-page",
          strata: [{ score: 1, reference: [9, 4], focal: [5, 8] }],
        },
      ],
    });
    const lines = eventsText.trim().split("\n");
    const half = Math.ceil(lines.length / 2);
    const parts = { "a.csv": lines.slice(0, half), "b.csv": [lines[0], ...lines.slice(half)] };
    await give(visit, "items-file", ["letter.txt", "Dear Sir"]);
    assert.match(await page.locator("[data-problem=items]").innerText(), /letter\.txt/);
    await give(visit, "items-file", ["items.json", items]);
    await page.locator("[data-problem=items]").waitFor({ state: "detached" });
    // Of several files, in another order.
    await give(
      visit,
      "events-file",
      ...Object.entries(parts)
        .map(([name, rows]) => [name, `${rows.join("\n")}\n`])
        .reverse(),
    );
    await page.locator(".report[data-source=events]").waitFor();
    assert.equal(await page.locator(".simulated").count(), 0);
    const files = { "plan.json": planText, "events.csv": eventsText, "counted.csv": countedText, "items.json": items };
    const args = ["--plan", "plan.json", "--json"];
    const ofEvents = JSON.parse(said(["report", "events.csv", "--items", "items.json", ...args], files));
    assert.deepEqual(JSON.parse((await saved(visit, text.json)).text), ofEvents);
    assert.equal(await page.locator(".items [data-item=loss]").count(), 1);
    // 4 of 13 and 8 of 13 chose the second of two options: 1.31 and 1.62 where the lowest is 1.
    const curve = page.locator(".items [data-curve=loss]");
    assert.equal(await curve.locator("svg .dot").count(), 2);
    await shot(visit, "experiment-items");
    await curve.locator("summary").click();
    assert.deepEqual(await curve.locator("tbody tr").first().locator("th, td").allInnerTexts(), ["1", "1.31\n13", "1.62\n13"]);
    assert.equal(await page.locator(".looks svg").count(), 1);
    // Items that are given to a report that stands there are read at once.
    await give(visit, "items-file", ["later.json", items]);
    await page.locator(".report .made-of").getByText("later.json").waitFor();
    await give(visit, "items-file", ["items.json", items]);
    await page.locator(".report .made-of").getByText("items.json").waitFor();
    const alone = await saved(visit, text.html);
    assert.match(alone.text, /^<!doctype html>/);
    assert.doesNotMatch(alone.text, /<script|https?:\/\/(?!www\.w3\.org)|<button|<input|<!--/);
    assert.match(alone.text, /data-verdict="inconclusive"/);
    assert.doesNotMatch(alone.text, /experiment_plan/);
    for (const name of ["a.csv", "b.csv", "items.json"]) assert.ok(alone.text.includes(name), name);
    assert.ok(alone.text.trim().split(text.printedTitle)[1].includes("<pre>"));
    // A warehouse gets the command line's statement.
    await page.locator(".statement summary").click();
    await page.locator("#engine").selectOption("duckdb");
    await page.locator("#table").fill("warehouse.events");
    const statement = await saved(visit, text.sql);
    assert.equal(statement.text, said(["sql", "--engine", "duckdb", "--plan", "plan.json", "--table", "warehouse.events"], files));
    // What an engine counted has no days, and says the same.
    await give(visit, "events-file", ["counted.csv", countedText]);
    await page.locator(".report[data-source=counts]").waitFor();
    const ofCounts = JSON.parse(said(["report", "--statistics", "counted.csv", "--items", "items.json", ...args], files));
    assert.deepEqual(JSON.parse((await saved(visit, text.json)).text), ofCounts);
    assert.equal(await page.locator(".looks svg").count(), 0);
    // A file that cannot be read is named, and the report from before does not pass for its own.
    await wrong("parquet", [["other.parquet", "PAR1\u0000\u0000"]], /other\.parquet/);
    assert.match(await page.locator("details.past:not([open]) > summary").innerText(), /counted\.csv/);
    await shot(visit, "experiment-wrong-after");
    assert.deepEqual(await axe(page), []);
    // Without classes the report says that they are not checked.
    const { classes: _, questions: __, ...rest } = JSON.parse(planText);
    await openPlan(visit, JSON.stringify(rest));
    await figure(visit, "people").fill("500");
    await simulate(visit);
    assert.equal(await page.locator(".classes[data-given=false] .not-given").innerText(), text.unchecked);
    onlyHere(visit);
    await visit.context.close();
  }
});

test("what is wrong is said at its field, edits can be taken back, and a variation takes its weights along", async () => {
  const visit = await openDesk({ locale: "zh-CN", width: 390, height: 844 });
  const { page, text } = visit;
  await openPlan(visit);
  const wrongAt = async (at, value, good) => {
    await field(visit, at).fill(value);
    await page.locator(`[data-at="${at}"][aria-invalid=true]`).waitFor();
    const by = await field(visit, at).getAttribute("aria-describedby");
    assert.ok((await page.locator(`#${by.split(" ").at(-1)}`).innerText()).length > 4, at);
    await field(visit, at).fill(good);
    await complete(visit);
  };
  await wrongAt("/experiment", "问卷", "questionnaire");
  await wrongAt("/phases/0/to", "2026-11-01", "2026-11-16");
  await wrongAt("/phases/0/weights/1", "0", "1");
  await wrongAt("/baseline_bp", "100", "70");
  await wrongAt("/smallest_effect_bp", "7.125", "10");
  await wrongAt("/questions", "horizon\nhorizon", "horizon");
  // All that is wrong is marked at once, and each is named; full-width digits are digits.
  await field(visit, "/experiment").fill("问卷 一");
  await field(visit, "/smallest_effect_bp").fill("-3");
  await field(visit, "/collected_until").fill("2026-11-01");
  await page.locator("#wrong[data-wrong='3'] li").nth(2).waitFor();
  assert.equal(await page.locator("[aria-invalid=true]").count(), 3);
  await shot(visit, "experiment-wrong-fields");
  assert.deepEqual(await axe(page), []);
  await field(visit, "/collected_until").fill("");
  await field(visit, "/experiment").fill("questionnaire");
  await field(visit, "/smallest_effect_bp").fill("１０");
  await complete(visit);
  assert.equal(JSON.parse((await saved(visit, text.plan)).text).smallest_effect_bp, 1000);
  // What is hardly ever meant is asked and not refused.
  await field(visit, "/smallest_effect_bp").fill("40");
  await page.locator("#at-smallest_effect_bp-doubt").waitFor();
  await complete(visit);
  await field(visit, "/smallest_effect_bp").fill("10");
  // A figure of the simulation that cannot be used is named.
  await complete(visit);
  await figure(visit, "lost").fill("101");
  assert.match(await page.locator(".population div.refused li").innerText(), /丢失的事件.*100%/);
  await figure(visit, "lost").fill("1");
  // A field that is wrong is told of though others are empty.
  await field(visit, "/people_per_day").fill("");
  await field(visit, "/variations/1").fill("pages");
  await page.locator('[data-at="/variations/1"][aria-invalid=true]').waitFor();
  await page.locator("#undo").click();
  await page.locator("#undo").click();
  await complete(visit);
  await button(visit, text.addVariation).click();
  await field(visit, "/variations/2").fill("short");
  await field(visit, "/phases/0/weights/2").fill("2");
  await complete(visit);
  assert.equal(await page.locator("#takes-part table[data-variation=short]").count(), 1);
  await button(visit, text.remove).click();
  await complete(visit);
  assert.deepEqual(JSON.parse((await saved(visit, text.plan)).text).phases[0].weights, [1, 1]);
  await page.locator("#again").click();
  assert.equal(await page.locator("#lacking").getAttribute("data-lacking"), "14");
  await page.locator("#undo").click();
  await complete(visit);
  // Questions and classes of a pack that the server has.
  await page.locator("#pack").selectOption({ index: 1 });
  await page.locator("#opened").filter({ hasText: "18" }).waitFor();
  await complete(visit);
  const plan = JSON.parse((await saved(visit, text.plan)).text);
  assert.equal(plan.questions.length, 18);
  assert.ok(plan.classes.includes("C5"));
  await give(visit, "plan-file", ["letter.json", '{"hello": 1}']);
  await page.locator("[data-problem=plan]").waitFor();
  assert.deepEqual(await axe(page), []);
  onlyHere(visit);
  await visit.context.close();
});

test("a plan that another tab changed is never written over unasked", async () => {
  const visit = await openDesk({ locale: "en", width: 1280 });
  const { page, context, text } = visit;
  await openPlan(visit);
  await page.locator("#kept[data-keeping=kept]").waitFor();
  const other = await context.newPage();
  await other.goto(`${server.url}/experiment.html`);
  await other.locator("#ready[data-ready=true]").waitFor();
  await other.locator('[data-at="/experiment"]').fill("theirs");
  await button(visit, text.theirs).waitFor();
  assert.deepEqual(await axe(page), []);
  await field(visit, "/experiment").fill("mine");
  await button(visit, text.theirs).click();
  assert.equal(await field(visit, "/experiment").inputValue(), "theirs");
  await page.locator("#undo").click();
  assert.equal(await field(visit, "/experiment").inputValue(), "mine");
  await context.close();
});

test("a planned look waits for the phase's end, or for the reader's word that nothing more will come", async () => {
  for (const variant of [
    { locale: "en", width: 1280 },
    { locale: "zh-CN", width: 360 },
  ]) {
    const visit = await openDesk(variant);
    const { page, text } = visit;
    const once = JSON.stringify({ ...JSON.parse(planText), looks: "once" });
    await openPlan(visit, once);
    await give(visit, "events-file", ["events.csv", eventsText]);
    await page.locator(".report[data-verdict=too_early]").waitFor();
    // It says what it waits for, and from when the last event is.
    assert.match(await page.locator("#early").innerText(), /2026-11-16.*2026-11-15/s);
    assert.deepEqual(await axe(page), []);
    await page.locator("#over").click();
    await page.locator(".report:not([data-verdict=too_early])").waitFor();
    assert.equal(await page.locator("#early").count(), 0);
    const files = { "plan.json": once, "events.csv": eventsText };
    const ofLine = JSON.parse(said(["report", "events.csv", "--plan", "plan.json", "--collected", "--json"], files));
    assert.deepEqual(JSON.parse((await saved(visit, text.json)).text), ofLine);
    await visit.context.close();
  }
});

/** Runs in the page: starts a simulation, and cancels it as soon as the page shows how far it is, however fast it would be. */
const startAndCancel = () =>
  new Promise((done) => {
    const watch = new MutationObserver(() => {
      const cancel = document.querySelector("#cancel");
      if (!cancel || !document.querySelector("progress")) return;
      watch.disconnect();
      cancel.click();
      done();
    });
    watch.observe(document.body, { subtree: true, childList: true });
    document.querySelector("#go-simulate").click();
  });

test("a simulation shows how far it is, and can be cancelled while it runs", async () => {
  const visit = await openDesk({ locale: "en", width: 1280 });
  const { page } = visit;
  await openPlan(visit);
  await page.evaluate(startAndCancel);
  await page.locator("#cancel").waitFor({ state: "detached" });
  await page.locator("#came").getByText("Cancelled.").waitFor();
  assert.equal(await page.locator(".report").count(), 0);
  onlyHere(visit);
  await visit.context.close();
});

test("the desk never loads the prover, whatever is planned, simulated and read there", async () => {
  const visit = await openDesk({ locale: "en" });
  await openPlan(visit);
  await simulate(visit);
  await give(visit, "events-file", ["events.csv", eventsText]);
  await visit.page.locator(".report:not([data-source=simulated])").waitFor();
  onlyHere(visit);
  const modules = visit.requests.map(({ url }) => new URL(url).pathname).filter((path) => path.endsWith(".wasm"));
  assert.ok(
    modules.some((path) => path.includes("prescreen_experiment")),
    `${modules}`,
  );
  assert.deepEqual(
    visit.requests.map(({ url }) => url).filter((url) => url.includes("prescreen_lab")),
    [],
  );
  // At the lab, where packs are proved, it is asked for.
  await Promise.all([visit.page.waitForRequest(/prescreen_lab/), visit.page.goto(`${server.url}/lab.html`)]);
  await visit.context.close();
});

test("the lab and the desk lead to each other, and the desk says how a variant is proved", async () => {
  const visit = await openDesk({ locale: "en", width: 1280 });
  const { page } = visit;
  assert.match(await page.locator(".packs").innerText(), /prescreen experiment variant PACK VARIANT/);
  await page.locator(".packs a").click();
  await page.waitForURL(/lab\.html$/);
  await page.locator(".mast a[href='experiment.html']").click();
  await page.waitForURL(/experiment\.html$/);
  assert.equal(await page.locator(".mast a[aria-current=page]").innerText(), "Experiments");
  await visit.context.close();
});
