// Three ways to use a form without a hand on mouse or keyboard: a head that points, a pointer that clicks where it rests, one switch.
// What the page gets of them is trusted, as of programs that press and point for the system.
import { CHOICES, FIELDS, STEPS } from "./answers.mjs";
import { Hand, sleep } from "./hands.mjs";

/** A camera's frame, 30 a second, and how far the pointer trembles in each, in pixels: the harness's own choice. */
const FRAME = 1000 / 30;
const TREMOR = 1.5;
/** Bits a second of a head that points while something else clicks: 2.0 to 2.5 (Hansen and others 2018), for targets of 40 pixels. */
const THROUGHPUT = 2.2;
const TARGET = 40;
/** How long a pointer rests before the program clicks: GNOME's own `dwell-time`. */
const DWELL = 1200;
/** Time of one step of a scan: the harness's own choice, for a practised user. Reactions take 0.65 of it (Simpson and others 2007). */
const SCAN = 500;
const REACTION = 0.65 * SCAN;

/** The first letters of what is answered, in small letters: enough for a rhythm, 32 intervals in four fields, and no more. */
const few = (text) => text.toLowerCase().slice(0, 9);

/**
 * A pointer that follows a head: it comes in frames and is never quite at rest. A key that the page does not see clicks, and its
 * program holds the pointer while it is down: a label that is dragged over is not chosen.
 */
export class Head extends Hand {
  async frame(x, y) {
    const [right, down, now] = [TREMOR * this.normal(), TREMOR * this.normal(), performance.now()];
    this.next = Math.max(now, (this.next ?? now) + FRAME);
    await this.do(this.next - now, "mouse", "move", Math.round(x + right), Math.round(y + down));
  }

  async rest(ms) {
    for (let frames = Math.round(ms / FRAME); frames > 0; frames -= 1) await this.frame(this.x, this.y);
  }

  async think(ms) {
    await this.rest(this.around(ms, 0.3));
  }

  async moveTo(x, y) {
    const [x0, y0] = [this.x, this.y];
    const bits = Math.log2(Math.hypot(x - x0, y - y0) / TARGET + 1);
    const frames = Math.max(4, Math.round(this.around((1000 * bits) / THROUGHPUT, 0.2) / FRAME));
    for (let n = 1; n <= frames; n += 1) {
      const t = n / frames;
      const share = t ** 3 * (10 - 15 * t + 6 * t * t);
      await this.frame(x0 + (x - x0) * share, y0 + (y - y0) * share);
    }
    Object.assign(this, { x, y });
  }

  async press() {
    await this.rest(this.around(300, 0.3));
    await super.press();
  }
}

/** A keyboard on the screen, outside the page: its keys are 40 pixels wide. */
const KEYS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm.@", " "];
const placeOf = (letter) => {
  const row = KEYS.findIndex((keys) => keys.includes(letter));
  return { x: 40 * (letter === " " ? 4 : KEYS[row].indexOf(letter)), y: 40 * row };
};

/** A pointer that clicks where it rests, on the page as on a keyboard on the screen: what is pressed is let go at once. */
export class Resting extends Hand {
  async press() {
    this.devtools ??= await this.page.context().newCDPSession(this.page);
    await sleep(DWELL);
    const click = { x: this.x, y: this.y, button: "left", clickCount: 1 };
    await Promise.all(["mousePressed", "mouseReleased"].map((type) => this.devtools.send("Input.dispatchMouseEvent", { type, ...click })));
  }

  async type(text) {
    let from = { x: 180, y: 80 };
    for (const letter of few(text)) {
      const to = placeOf(letter);
      const way = this.around(120 + 110 * Math.log2(Math.hypot(to.x - from.x, to.y - from.y) / 20 + 1), 0.2);
      await sleep(way + DWELL);
      await this.page.keyboard.press(letter);
      from = to;
    }
  }
}

/** Letters in rows, the frequent ones first: a scan goes down the rows, then along the one that was chosen. */
const ROWS = [" eao", "tirl", "nscm", "hdpg", "uybw", "f.vk", "@xqj"];

/** One switch: a program moves on at one rhythm until it is pressed, with keys on the page and by itself over letters. */
export async function bySwitch(page, hand) {
  const press = (key) => page.keyboard.press(key);
  const steps = async (count, key) => {
    for (let n = 0; n < count; n += 1) {
      await sleep(SCAN);
      if (key) await press(key);
    }
  };
  /** The switch is pressed: in time, before the scan goes on. */
  const chosen = () => sleep(Math.min(SCAN - 20, hand.around(REACTION, 0.15)));
  for (let step = 0; step < STEPS; step += 1) {
    for (const [, id] of CHOICES.filter(([at]) => at === step)) {
      await steps(1, "Tab");
      await steps(Number(id.at(-1)) - 1, "ArrowDown");
      await chosen();
      await press(" ");
    }
    for (const [, , text] of FIELDS.filter(([at]) => at === step)) {
      await steps(1, "Tab");
      for (const letter of few(text)) {
        const row = ROWS.findIndex((letters) => letters.includes(letter));
        await steps(row);
        await chosen();
        await steps(ROWS[row].indexOf(letter));
        await chosen();
        await press(letter);
      }
    }
    await steps(1, "Tab");
    await chosen();
    await press("Enter");
  }
}
