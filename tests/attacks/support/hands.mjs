// Hands: how a person moves and types, as published distributions have it, drawn from a seed. Generated, not recorded.

/** Mulberry32 by Tommy Ettinger (public domain). */
export const random = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Actions with their times in milliseconds: `{after, do: [name, ...arguments]}`. */
export class Hand {
  constructor(page, seed, { pace = 1, pauses = 0.03, corrections = 0.03, record } = {}) {
    Object.assign(this, { page, pace, pauses, corrections, record, draw: random(seed), x: 300, y: 200 });
  }

  normal() {
    return Math.sqrt(-2 * Math.log(1 - this.draw())) * Math.cos(2 * Math.PI * this.draw());
  }

  /** Log-normal, about a median. */
  around(median, spread) {
    return median * Math.exp(spread * this.normal()) * this.pace;
  }

  async do(after, device, action, ...given) {
    this.record?.push([after, device, action, ...given]);
    await sleep(after);
    await this.page[device][action](...given);
  }

  async think(ms) {
    await this.do(this.around(ms, 0.3), "mouse", "move", this.x, this.y);
  }

  /** Minimum-jerk movement (Flash and Hogan 1985) with a bow, tremor and Fitts' time. */
  async moveTo(x, y) {
    const [x0, y0] = [this.x, this.y];
    const distance = Math.hypot(x - x0, y - y0);
    if (distance < 2) return;
    const time = this.around(120 + 110 * Math.log2(distance / 20 + 1), 0.2);
    const bow = this.normal() * distance * 0.08;
    const points = Math.max(4, Math.round(time / 14));
    for (let n = 1; n <= points; n += 1) {
      const t = n / points;
      const share = t ** 3 * (10 - 15 * t + 6 * t * t);
      const side = Math.sin(Math.PI * share) * bow;
      const tremor = n === points ? 0 : this.normal() * 0.8;
      this.x = Math.round(x0 + (x - x0) * share - ((y - y0) / distance) * side + tremor);
      this.y = Math.round(y0 + (y - y0) * share + ((x - x0) / distance) * side + tremor);
      await this.do(Math.max(4, 14 + this.normal() * 3), "mouse", "move", this.x, this.y);
    }
  }

  async press() {
    await this.do(this.around(90, 0.4), "mouse", "down");
    await this.do(this.around(85, 0.3), "mouse", "up");
  }

  async click(selector) {
    const box = await this.page.locator(selector).boundingBox();
    const off = (size) => size * (0.5 + Math.max(-0.4, Math.min(0.4, this.normal() * 0.16)));
    await this.moveTo(box.x + Math.min(off(box.width), 260), box.y + off(box.height) + 2);
    await this.press();
  }

  async key(key, before = this.around(165, 0.55)) {
    await this.do(before, "keyboard", "down", key);
    await this.do(this.around(95, 0.25), "keyboard", "up", key);
  }

  async type(text) {
    for (const letter of text) {
      if (this.draw() < this.corrections) {
        await this.key("x");
        await this.key("Backspace", this.around(350, 0.4));
      }
      await this.key(letter, this.draw() < this.pauses ? this.around(1300, 0.3) : undefined);
    }
  }
}
