// People and features for the comparison with the official SDK: the same ones each time.

/** Mixes a counter to 32 bits, as tests/parity/cases.mjs does. */
function mixer(state) {
  return (limit) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) % limit;
  };
}

const LETTERS = {
  ascii: [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.@ "\\/{}[]'],
  han: [..."张伟王芳李娜刘洋陈静杨帆赵磊黄敏周杰吴秀英龘𠮷𡃁"],
  latin: [..."äöüßéèçñøåœþŁİı"],
  marks: [..."aeiouns"].flatMap((letter) => ["\u0301", "\u0308", "\u0327", "\u0303\u0323"].map((mark) => letter + mark)),
  emoji: ["😀", "🚀", "🧪", "👩‍💻", "🇨🇭", "🇨🇳", "👍🏽", "❤️"],
  others: [..."ΑβγЖщюשלוםمرحباहिन्दीไทย한국어ひらがなカタカナ\u2028\u00a0\ufeff"],
};

/** So many people, with attributes that the features ask for. */
export function drawn(count) {
  return Array.from({ length: count }, (_, n) => {
    const draw = mixer(n * 7919);
    const one = (list) => list[draw(list.length)];
    const word = (letters, most) => Array.from({ length: 1 + draw(most) }, () => one(letters)).join("");
    const kinds = Object.values(LETTERS);
    const id =
      n % 8 === 7
        ? one([n, n * 104_729, -n, n + 0.5, n / 1024])
        : n % 8 === 6
          ? word(kinds.flat(), 24)
          : n % 8 === 5
            ? `person-${n}`
            : word(kinds[n % 8], 16) + (draw(2) ? n : "");
    const person = { id };
    if (draw(4)) person.country = one(["CH", "CN", "DE", "US"]);
    if (draw(3)) person.company = one([word(LETTERS.ascii, 8), word(LETTERS.han, 4), draw(500), ""]);
    if (draw(3)) person.age = one([draw(90), String(draw(90)), null]);
    if (draw(3)) person.version = `${draw(3)}.${draw(12)}.${draw(12)}${one(["", "-rc.1", "+7"])}`;
    if (draw(3)) person.email = `${word(LETTERS.ascii.slice(0, 26), 8)}@${one(["example.com", "example.org", "EXAMPLE.COM"])}`;
    if (draw(3)) person.tags = Array.from({ length: draw(4) }, () => one(["a", "b", "c", 0, 1, "", false, null]));
    return person;
  });
}

const experiment = (key, more = {}) => ({ defaultValue: "none", rules: [{ key, variations: ["a", "b"], ...more }] });
const forced = (more) => ({ defaultValue: 0, rules: [{ force: 1, ...more }] });
const asked = (condition) => forced({ condition });

/** Each feature for one part of what a payload can say, those that hash in both versions. */
export const FEATURES = {
  features: {
    "hash-unsaid": experiment("unsaid"),
    "hash-1": experiment("one", { hashVersion: 1 }),
    "hash-2": experiment("two", { hashVersion: 2 }),
    "hash-0": experiment("zero", { hashVersion: 0 }),
    // Nobody is in it, so somebody else's rule decides.
    "hash-3": { rules: [{ key: "three", hashVersion: 3, variations: ["a", "b"] }, ...experiment("then").rules] },
    seed: experiment("seeded", { seed: "种子-é-🌱", hashVersion: 2 }),
    "seed-1": experiment("seeded", { seed: "种子-é-🌱" }),
    "coverage-1": experiment("coverage-1", { coverage: 0.3 }),
    "coverage-2": experiment("coverage-2", { coverage: 0.37, hashVersion: 2 }),
    weights: experiment("weights", { variations: [1, 2, 3], weights: [0.1, 0.2, 0.7], hashVersion: 2 }),
    // Thirds are no binary fractions: who stands where one ends is told by the last bit of a sum.
    thirds: experiment("thirds", { variations: [1, 2, 3, 4, 5, 6, 7] }),
    tenths: experiment("tenths", { variations: [..."0123456789"], weights: Array(10).fill(0.1) }),
    "tenths-covered": experiment("tenths", { variations: [..."0123456789"], weights: Array(10).fill(0.1), coverage: 0.7 }),
    "weights-wrong": experiment("weights-wrong", { weights: [0.3, 0.3], hashVersion: 2 }),
    ranges: experiment("ranges", { ranges: [[0, 0.2], [0.8, 1]], hashVersion: 2 }), // biome-ignore format: a table
    "namespace-low": experiment("low", { namespace: ["shared", 0, 0.4] }),
    "namespace-high": experiment("high", { namespace: ["shared", 0.4, 1], hashVersion: 2 }),
    filters: experiment("filtered", {
      filters: [{ seed: "layer", ranges: [[0, 0.3], [0.6, 0.9]], attribute: "id" }, { seed: "old", ranges: [[0.2, 1]], hashVersion: 1 }], // biome-ignore format: a table
    }),
    company: experiment("company", { hashAttribute: "company", hashVersion: 2 }),
    rollout: forced({ coverage: 0.25 }),
    "rollout-2": forced({ coverage: 0.25, hashVersion: 2, seed: "other" }),
    "rollout-range": forced({ range: [0.1, 0.15], hashVersion: 2 }),
    "rollout-company": forced({ coverage: 0.5, hashAttribute: "company" }),
    holdout: {
      defaultValue: "none",
      rules: [
        { key: "held", variations: ["held", "free"], ranges: [[0, 0.1], [0.1, 1]], meta: [{}, { passthrough: true }], hashVersion: 2 }, // biome-ignore format: a table
        { key: "free", variations: ["x", "y"], hashVersion: 2, condition: { country: { $ne: "US" } } },
      ],
    },
    knobs: {
      defaultValue: { layout: "pages", order: ["a", "b"], help: null },
      rules: [
        {
          key: "knobs",
          phase: "1",
          hashVersion: 2,
          weights: [0.3334, 0.3333, 0.3333],
          variations: [
            { layout: "pages", order: ["a", "b"], help: null },
            { layout: "one", order: ["b", "a"], help: "侧边", scale: 1.25 },
            { layout: "one", order: [], help: { text: "é" }, scale: 1e21 },
          ],
        },
      ],
    },
    gated: {
      defaultValue: "none",
      rules: [
        { parentConditions: [{ id: "hash-2", condition: { value: "b" }, gate: true }] },
        { parentConditions: [{ id: "knobs", condition: { "value.layout": "one" } }], force: "one" },
        { key: "gated", variations: ["x", "y"] },
      ],
    },
    circle: {
      defaultValue: 1,
      rules: [
        { condition: { country: "CH" }, force: 2 },
        { parentConditions: [{ id: "circle-2", condition: {} }], force: 3 },
      ],
    },
    "circle-2": {
      defaultValue: 1,
      rules: [
        { condition: { country: "CN" }, force: 2 },
        { parentConditions: [{ id: "circle", condition: {} }], force: 3 },
      ],
    },
    bandit: {
      defaultValue: "none",
      rules: [{ key: "bandit", contextualVariations: ["a", "b"], weights: [0.5, 0.5], hashVersion: 2, contextualBanditRef: "cb" }],
    },
    group: asked({ company: { $inGroup: "companies" } }),
    "group-not": asked({ company: { $notInGroup: "companies" } }),
    "group-saved": asked({ $savedGroup: { id: "adults-here" } }),
    order: asked({ age: { $gte: 18, $lt: "65" } }),
    "order-missing": asked({ age: { $lt: 5 } }),
    version: asked({ version: { $vgte: "1.9.2", $vlt: "2.0.0" } }),
    "version-pre": asked({ version: { $vgt: "1.11.0-rc.1" } }),
    regex: asked({ email: { $regex: "^(?!a)[a-m]+@example\\.com$" } }),
    "regex-case": asked({ email: { $regexi: "(.)\\1.*@example\\.com$" } }),
    list: asked({ tags: { $elemMatch: { $in: [0, ""] } } }),
    "list-all": asked({ tags: { $all: ["a"] }, $not: { tags: { $size: 3 } } }),
    either: asked({ $or: [{ country: { $in: ["CH", "DE"] } }, { "tags.0": "b" }], $nor: [{ age: null }, { email: { $exists: false } }] }),
  },
  savedGroups: {
    companies: { type: "list", attributeKey: "company", values: Array.from({ length: 250 }, (_, n) => n * 2) },
    "adults-here": { type: "condition", condition: { age: { $gte: 18 }, $savedGroup: { id: "here" } } },
    here: { type: "list", attributeKey: "country", values: ["CH", "DE"] },
  },
  contextualBandits: {
    cb: {
      banditVersion: 3,
      contexts: [
        { leafId: 1, condition: { country: "CH" }, weights: [0.9, 0.1] },
        { leafId: 2, condition: { age: { $gt: 40 } }, weights: [0.2, 0.8] },
      ],
    },
  },
};
