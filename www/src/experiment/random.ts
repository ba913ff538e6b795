/** Whole numbers that look drawn and are the same for the same seed, on every device. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to below a limit, which is at most a million. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    // Exact: the product is below 2 to the power of 53.
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) * limit) / 4_294_967_296);
  }

  /** Whether something comes true that does in so many of a million cases. */
  happens(perMillion: number): boolean {
    return this.below(1_000_000) < perMillion;
  }

  /** A place of a list, as often as its weight says; the first where nothing weighs anything. */
  weighed(weights: readonly number[]): number {
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    if (all <= 0) return 0;
    let left = this.below(Math.min(all, 1_000_000)) * (all > 1_000_000 ? all / 1_000_000 : 1);
    for (const [place, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return place;
    }
    return weights.length - 1;
  }
}
