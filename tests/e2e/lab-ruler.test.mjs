// In the lab, a dimension's limits are sliders on a ruler, by pointer and by keys, which never pass their neighbours; and the
// points of a question's options are a grid that arrow keys walk.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, shot } from "./support/browser.mjs";
import { button, field, openLab as openLabAt, source, status } from "./support/lab.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const openLab = (variant) => openLabAt(browser, server, variant);
const end = async (visit) => {
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
};

/** The figures go along, those of the neighbour too, once a limit rests. */
const holds = ({ page, text }, name, points) =>
  page.waitForFunction(
    ([label, value]) => document.querySelector(`input[aria-label="${label}"]`).value === value,
    [text[name], String(points)],
  );

const bands = JSON.parse(source).classes.dimensions.find(({ id }) => id === "knowledge").bands;
const [c3, c4, c5] = bands;

for (const said of [
  {
    locale: "en",
    limit: "Knowledge and experience, limit between C4 and C5",
    value: (from) => `C5 from ${from} to ${c5.to} points`,
    stops: `C4 keeps at least one point, so the limit stops at ${c4.from + 1}.`,
    rises: /class rises/,
  },
  {
    locale: "zh-CN",
    width: 390,
    theme: "dark",
    limit: "知识与经验，C4 与 C5 的界限",
    value: (from) => `C5 从 ${from} 分到 ${c5.to} 分`,
    stops: `C4 至少留一分，界限到 ${c4.from + 1} 为止。`,
    rises: /类别变高|类别上升|变高/,
  },
]) {
  test(`a limit is moved by keys as far as its neighbours let it, and says where they do not (${said.locale})`, async () => {
    const visit = await openLab(said);
    const { page, text } = visit;
    const limit = page.getByRole("slider", { name: said.limit });
    assert.equal(await limit.getAttribute("aria-valuetext"), said.value(c5.from));
    await limit.press("ArrowLeft");
    assert.equal(await limit.getAttribute("aria-valuetext"), said.value(c5.from - 1));
    await holds(visit, "total", c5.from - 1);
    await holds(visit, "below", c5.from - 2);
    await page.locator(".run").getByText(said.rises).waitFor();
    assert.ok(await limit.evaluate((of) => of === document.activeElement), "it keeps the focus");
    await limit.press("Home");
    assert.equal(await limit.getAttribute("aria-valuenow"), String(c4.from + 1));
    assert.equal(await page.getByText(said.stops).count(), 0);
    await limit.press("ArrowLeft");
    await page.getByText(said.stops).waitFor();
    assert.equal(await limit.getAttribute("aria-valuenow"), String(c4.from + 1));
    await status(visit, text.proved);
    await shot(visit, "lab-ruler");
    assert.deepEqual(await axe(page), []);
    await button(visit, text.undo).click();
    await button(visit, text.undo).click();
    assert.equal(await limit.getAttribute("aria-valuenow"), String(c5.from));
    assert.equal(await page.getByText(said.stops).count(), 0);
    await end(visit);
  });
}

test("a drag moves the limit and its figures, stops at the neighbour, and is one step to undo", async () => {
  const visit = await openLab({ locale: "en", width: 1440 });
  const { page, text } = visit;
  const limit = page.getByRole("slider", { name: "Knowledge and experience, limit between C4 and C5" });
  await limit.scrollIntoViewIfNeeded();
  const track = await limit.locator("..").boundingBox();
  const at = (points) => track.x + (track.width * (points - c3.from)) / (c5.to - c3.from + 1);
  const y = track.y + track.height / 2;
  await page.mouse.move(at(c5.from), y);
  await page.mouse.down();
  for (const points of [c5.from - 1, c5.from + 2, c5.from + 4]) {
    await page.mouse.move(at(points), y);
    assert.equal(await limit.getAttribute("aria-valuenow"), String(points));
    await holds(visit, "total", points);
  }
  await page.mouse.move(at(c4.from - 3), y);
  assert.equal(await limit.getAttribute("aria-valuenow"), String(c4.from + 1));
  await page.getByText("C4 keeps at least one point").waitFor();
  await page.mouse.move(at(c5.from + 3), y);
  await page.mouse.up();
  assert.equal(await limit.getAttribute("aria-valuenow"), String(c5.from + 3));
  await page
    .locator(".run")
    .getByText(/class falls/)
    .waitFor();
  await status(visit, text.proved);
  await button(visit, text.undo).click();
  assert.equal(await limit.getAttribute("aria-valuenow"), String(c5.from));
  assert.ok(await button(visit, text.undo).isDisabled(), "one step");
  await end(visit);
});

/** Presses keys on a limit one right after the other, then does what follows at once; tells what the draft's field holds then. */
const pressed = (limit, keys, then = "none") =>
  limit.evaluate(
    (of, [all, next]) => {
      const press = (key, init = {}) => of.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));
      of.focus();
      for (const key of all) press(key);
      const input = of.closest(".bands").querySelector('input[aria-label="Knowledge and experience, C5, From"]');
      const before = input.value;
      if (next === "undo") press("z", { ctrlKey: true });
      if (next === "blur") of.blur();
      if (next === "press") document.getElementById("tab-fields").click();
      if (next === "other") {
        const [select] = document.querySelectorAll("select");
        select.value = "cn-bank";
        select.dispatchEvent(new Event("change"));
      }
      if (next === "leave") location.reload();
      return { before, after: input.value, limit: of.getAttribute("aria-valuenow") };
    },
    [keys, then],
  );

test("keys that follow each other are one step of the history, and the draft has it before anything else acts on it", async () => {
  const visit = await openLab({ locale: "en", width: 1440 });
  const { page, text } = visit;
  const limit = page.getByRole("slider", { name: "Knowledge and experience, limit between C4 and C5" });
  const was = String(c5.from);
  const at = async () => [await limit.getAttribute("aria-valuenow"), await field(visit).inputValue()];
  const right = ["ArrowRight", "ArrowRight", "ArrowRight"];
  const moved = String(c5.from + 3);
  assert.deepEqual(await pressed(limit, right), { before: was, after: was, limit: moved }, "only the ruler goes along at once");
  await holds(visit, "total", moved);
  await button(visit, text.undo).click();
  assert.deepEqual(await at(), [was, was], "one step");
  assert.ok(await button(visit, text.undo).isDisabled());
  assert.deepEqual(await pressed(limit, right, "undo"), { before: was, after: was, limit: was }, "undo takes back what was just moved");
  await button(visit, text.redo).click();
  assert.deepEqual(await at(), [moved, moved]);
  await button(visit, text.undo).click();
  // Back where it was, it is no step.
  await pressed(limit, ["ArrowRight", "ArrowLeft"]);
  await page.waitForTimeout(300);
  assert.deepEqual(await at(), [was, was]);
  assert.ok(await button(visit, text.undo).isDisabled());
  for (const then of ["blur", "press"]) {
    assert.deepEqual(await pressed(limit, right, then), { before: was, after: moved, limit: moved }, then);
    await button(visit, text.undo).click();
    assert.deepEqual(await at(), [was, was], then);
  }
  // Another pack is opened: the draft that was edited has the edit, and the other has not.
  await pressed(limit, right, "other");
  await status(visit, text.proved);
  assert.ok(await button(visit, text.undo).isDisabled());
  await page.locator("select").first().selectOption("cn-securities");
  await status(visit, text.proved);
  assert.deepEqual(await at(), [moved, moved]);
  await pressed(limit, ["ArrowLeft"], "leave");
  await page.waitForLoadState("load");
  await status(visit, text.proved);
  assert.deepEqual(await at(), [String(c5.from + 2), String(c5.from + 2)], "what was moved last is kept");
  await end(visit);
});

for (const { locale, ...variant } of [
  { locale: "en", width: 1440 },
  { locale: "zh-CN", width: 390, theme: "dark" },
]) {
  test(`arrow keys walk the points of a question, Enter edits, Escape leaves (${locale})`, async () => {
    const visit = await openLab({ locale, ...variant });
    const { page, text } = visit;
    const question = page.locator(".items > details").nth(2);
    const { options } = JSON.parse(source).questionnaire.sections.flatMap(({ items }) => items)[2];
    const points = options.map(({ points: of }) => Object.values(of)[0]);
    await question.locator("summary").focus();
    await page.keyboard.press("Enter");
    // The words come first.
    await question.locator(".wording textarea").last().focus();
    await page.keyboard.press("Tab");
    const grid = question.getByRole("grid");
    const cells = grid.getByRole("gridcell");
    const row = () => cells.evaluateAll((all) => all.indexOf(document.activeElement));
    const input = (n) => cells.nth(n).locator("input");
    assert.equal(await row(), 0, "the grid is one stop of Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    assert.equal(await row(), 1);
    await page.keyboard.press("ArrowLeft");
    assert.equal(await row(), 1, "it ends at its edges");
    await page.keyboard.press("Enter");
    assert.ok(await input(1).evaluate((of) => of === document.activeElement));
    await page.keyboard.type("9");
    await page.keyboard.press("Escape");
    assert.equal(await row(), 1);
    assert.equal(await input(1).inputValue(), String(points[1]), "Escape leaves it as it was");
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
    assert.equal(await row(), 1);
    assert.equal(await input(1).inputValue(), "2");
    await status(visit, text.proved);
    await page.keyboard.press("End");
    await page.keyboard.press("Control+End");
    assert.equal(await row(), options.length - 1);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    assert.equal(await row(), options.length - 1, "Tab comes back to where one was");
    await shot(visit, "lab-grid");
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press("Control+z");
    assert.equal(await input(1).inputValue(), String(points[1]));
    await end(visit);
  });
}
