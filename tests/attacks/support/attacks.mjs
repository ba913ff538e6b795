// The attacks. Each takes a page with the form and fills it; `profile` is how its browser is launched, `noticed` that the
// collector must notice it, `short` that it is part of the short list.
import { path as ghostPath } from "ghost-cursor";
import { FIELDS, walk } from "./answers.mjs";
import { Hand, random, sleep } from "./hands.mjs";

const clicking = (page, enter) => ({
  choose: (id) => page.click(`label[for=${id}]`),
  enter: (id, text) => enter(page, id, text),
  go: (step) => page.click(`#next-${step}`),
});

/** A path as ghost-cursor makes it, walked without waiting; a random place of the target. */
const ghost = (page, draw) => {
  const state = { x: 20, y: 20 };
  return async (selector) => {
    const box = await page.locator(selector).boundingBox();
    const to = { x: box.x + box.width * (0.2 + 0.6 * draw()), y: box.y + box.height * (0.2 + 0.6 * draw()) };
    for (const point of ghostPath(state, to)) await page.mouse.move(point.x, point.y);
    Object.assign(state, to);
    await page.mouse.down();
    await page.mouse.up();
  };
};

export const ATTACKS = [
  {
    name: "plain Playwright (click, fill)",
    short: true,
    noticed: true,
    profile: "plain",
    run: (page) => walk(clicking(page, (_, id, text) => page.fill(`#${id}`, text))),
  },
  {
    name: "stealth plug-in (click, fill)",
    short: true,
    noticed: true,
    profile: "stealth",
    run: (page) => walk(clicking(page, (_, id, text) => page.fill(`#${id}`, text))),
  },
  {
    name: "typing, constant delay",
    short: true,
    noticed: true,
    profile: "stealth",
    run: (page) => walk(clicking(page, (_, id, text) => page.locator(`#${id}`).pressSequentially(text, { delay: 60 }))),
  },
  {
    name: "typing, random delay",
    profile: "stealth",
    async run(page) {
      const draw = random(11);
      await walk({
        ...clicking(page, async (_, id, text) => {
          await page.click(`#${id}`);
          for (const letter of text) await page.keyboard.press(letter, { delay: 30 + draw() * 100 });
        }),
        read: () => sleep(800 + draw() * 1200),
      });
    },
  },
  {
    name: "generated paths (ghost-cursor)",
    profile: "stealth",
    async run(page) {
      const draw = random(12);
      const click = ghost(page, draw);
      await walk({
        choose: (id) => click(`label[for=${id}]`),
        async enter(id, text) {
          await click(`#${id}`);
          for (const letter of text) await page.keyboard.press(letter, { delay: 20 + draw() * 80 });
        },
        go: (step) => click(`#next-${step}`),
        read: () => sleep(800 + draw() * 1200),
      });
    },
  },
  {
    name: "values set by script",
    short: true,
    noticed: true,
    profile: "stealth",
    run: (page) =>
      page.evaluate(
        async ({ fields }) => {
          for (const [, id, text] of fields) {
            const field = document.getElementById(id);
            field.value = text;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.dispatchEvent(new Event("change", { bubbles: true }));
          }
          for (const id of ["aim-2", "horizon-3", "loss-1", "income-4"]) document.getElementById(id).click();
          for (let step = 0; step < 6; step += 1) {
            await new Promise((done) => setTimeout(done, 300));
            document.getElementById(`next-${step}`).click();
          }
        },
        { fields: FIELDS },
      ),
  },
  {
    name: "replay of a human-like session",
    profile: "stealth",
    /** `recorded`: the careful control's own actions and times. */
    async run(page, { recorded }) {
      for (const [after, device, action, ...given] of recorded) {
        await sleep(after);
        await page[device][action](...given);
      }
    },
  },
  {
    name: "human-like hand, made by a script",
    profile: "stealth",
    run: (page) => byHand(new Hand(page, 77)),
  },
];

/** A person with a mouse and a keyboard. */
export const byHand = (hand) =>
  walk({
    read: () => hand.think(1800),
    choose: (id) => hand.click(`label[for=${id}]`),
    async enter(id, text) {
      await hand.click(`#${id}`);
      await hand.type(text);
    },
    go: (step) => hand.click(`#next-${step}`),
  });
