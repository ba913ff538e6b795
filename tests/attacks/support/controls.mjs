// People who must come out clear, in the same launch profile as the stealth attacks.
import { bySwitch, Head, Resting } from "./aids.mjs";
import { byHand } from "./attacks.mjs";
import { CHOICES, FIELDS, STEPS, walk } from "./answers.mjs";
import { Hand, sleep } from "./hands.mjs";

/** Tab and arrows; nothing is clicked with a pointer. */
async function byKeyboard(_page, hand, reachField) {
  const fieldsOf = (step) => FIELDS.filter(([at]) => at === step);
  for (let step = 0; step < STEPS; step += 1) {
    await sleep(hand.around(2000, 0.3));
    const choice = CHOICES.find(([at]) => at === step)?.[1];
    if (choice) {
      await hand.key("Tab", hand.around(400, 0.3));
      await hand.key(" ", hand.around(300, 0.3));
      for (let n = 1; n < Number(choice.at(-1)); n += 1) await hand.key("ArrowDown", hand.around(260, 0.3));
    }
    for (const [, id, text] of fieldsOf(step)) {
      await reachField(id);
      await sleep(hand.around(500, 0.3));
      await hand.type(text);
    }
    await hand.key("Tab", hand.around(400, 0.3));
    await hand.key("Enter", hand.around(350, 0.3));
  }
}

const withEntry = (hand, enter) =>
  walk({
    read: () => hand.think(1800),
    choose: (id) => hand.click(`label[for=${id}]`),
    async enter(id, text) {
      await hand.click(`#${id}`);
      await enter(id, text);
    },
    go: (step) => hand.click(`#next-${step}`),
  });

const protocol = (page) => page.context().newCDPSession(page);

export const CONTROLS = [
  { name: "careful hand", run: (page, { record }) => byHand(new Hand(page, 5, { record })) },
  {
    name: "keyboard only",
    short: true,
    run: (page) => {
      const hand = new Hand(page, 6);
      return byKeyboard(page, hand, () => hand.key("Tab", hand.around(400, 0.3)));
    },
  },
  {
    name: "like a screen reader",
    // Its own cursor moves the focus: no key reaches the page for that.
    run: (page) => {
      const hand = new Hand(page, 7);
      return byKeyboard(page, hand, (id) => page.evaluate((field) => document.getElementById(field).focus(), id));
    },
  },
  {
    name: "password manager",
    short: true,
    run(page) {
      const hand = new Hand(page, 8);
      return withEntry(hand, async (id, text) => {
        if (id === "employer" || id === "remark") return hand.type(text);
        if (id === "email") return undefined;
        // An extension: it sets the values of every field that it knows, by script.
        await sleep(1500);
        return page.evaluate((fields) => {
          for (const [, known, value] of fields.slice(0, 2)) {
            const field = document.getElementById(known);
            field.value = value;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.dispatchEvent(new Event("change", { bubbles: true }));
          }
        }, FIELDS);
      });
    },
  },
  {
    name: "pinyin composition",
    async run(page) {
      const hand = new Hand(page, 9);
      const devtools = await protocol(page);
      const word = async (pinyin, characters) => {
        for (let n = 1; n <= pinyin.length; n += 1) {
          await sleep(hand.around(150, 0.5));
          await devtools.send("Input.dispatchKeyEvent", {
            type: "rawKeyDown",
            key: "Process",
            code: `Key${pinyin[n - 1].toUpperCase()}`,
            windowsVirtualKeyCode: 229,
          });
          await devtools.send("Input.imeSetComposition", { text: pinyin.slice(0, n), selectionStart: n, selectionEnd: n });
        }
        await sleep(hand.around(300, 0.3));
        await devtools.send("Input.insertText", { text: characters });
      };
      await withEntry(hand, async (id, text) => {
        if (id === "email") return hand.type(text);
        await word("wang", "王");
        await word("xiaoming", "小明");
        return word("gongsi", "公司");
      });
    },
  },
  {
    name: "voice, in blocks",
    short: true,
    async run(page) {
      const hand = new Hand(page, 10);
      const devtools = await protocol(page);
      await withEntry(hand, async (_, text) => {
        await sleep(hand.around(2200, 0.2));
        await devtools.send("Input.insertText", { text });
      });
    },
  },
  { name: "slow hand, long pauses", run: (page) => byHand(new Hand(page, 13, { pace: 1.9, pauses: 0.08, corrections: 0.1 })) },
  { name: "zoomed to 200%", zoom: 2, run: (page) => byHand(new Hand(page, 14)) },
  {
    name: "head tracker, a key to click, voice",
    async run(page) {
      const hand = new Head(page, 15);
      const devtools = await protocol(page);
      await withEntry(hand, async (_, text) => {
        await hand.think(2200);
        await devtools.send("Input.insertText", { text });
      });
    },
  },
  { name: "dwell clicks, screen keyboard", run: (page) => byHand(new Resting(page, 16)) },
  { name: "one switch, scanning", run: (page) => bySwitch(page, new Hand(page, 17)) },
];
