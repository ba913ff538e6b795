// The cases of tests/parity/main.rs in JavaScript, drawn in the same order (tests/support/applicant.rs),
// and the digests of what a screening function makes of them. Runs in Node and in browsers.

/** The last where the pack has permissions. */
const PURPOSES = ["account_opening", "assessment", "purchase", "purchase", "permission"];
const DAY = 86_400;
const PLAIN = [0, 0, 100_000, 500_000, 1_000_000, 2_000_000, 6_000_000, 12_000_000];

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

const written = (days) => new Date(days * DAY * 1000).toISOString().slice(0, 10);
const daysOf = (date) => Date.parse(`${date}T00:00:00Z`) / 1000 / DAY;
const sorted = (numbers) => [...new Set(numbers)].sort((a, b) => a - b);

function collect(json, numbers) {
  if (typeof json === "number") numbers.push(json);
  else if (json && typeof json === "object") for (const part of Object.values(json)) collect(part, numbers);
  return numbers;
}

/** Makes case number n of a pack: `{session, case, found}`. */
export function maker(pack, hash) {
  const reference = { id: pack.id, version: pack.version, hash };
  const items = pack.questionnaire.sections.flatMap((section) => section.items);
  const parts = [
    pack.classes,
    pack.contradictions,
    pack.eligibility,
    pack.gates,
    pack.permissions,
    pack.credit,
    pack.risk,
    pack.price,
    pack.matching.rules,
  ];
  const numbers = sorted(parts.reduce((all, part) => collect(part ?? [], all), [0]));
  const years = numbers.filter((number) => number >= 1 && number <= 100);
  const around = sorted(numbers.flatMap((number) => [number - 1, number, number + 1]));
  const within = ({ min, max }) => around.filter((edge) => (min == null || min <= edge) && (max == null || edge <= max));
  const edges = new Map(pack.facts.map((fact) => [fact.id, within(fact)]));

  return (n) => {
    const draw = mixer(n);
    const one = (list) => list[draw(list.length)];
    const purpose = PURPOSES[draw(pack.permissions?.length ? 5 : 4)];
    const permission = purpose === "permission" ? one(pack.permissions).id : null;
    const days = daysOf(pack.effective.from) + draw(400);
    const now = days * DAY + draw(86_400);

    const value = (fact) => {
      if (fact.type === "boolean") return draw(2) === 1;
      if (fact.type === "choice") return one(fact.options);
      if (fact.type === "date") {
        if (draw(3) === 0) return written(days - draw(36_000));
        const back = years.length ? one(years) : 30;
        const today = written(days);
        const day = today.slice(8) > "28" ? "28" : today.slice(8);
        const year = String(Number(today.slice(0, 4)) - back).padStart(4, "0");
        return written(daysOf(`${year}-${today.slice(5, 7)}-${day}`) - 1 + draw(3));
      }
      const edge = one(edges.get(fact.id));
      return fact.max == null ? edge * one([1, 1, 30, 1_000]) : edge;
    };
    const facts = (provider, chances) => {
      const entries = [];
      for (const fact of pack.facts) {
        if (!(fact.provided_by ?? []).includes(provider) || (chances !== 1 && draw(chances) === 0)) continue;
        const isAmount = fact.type === "integer" && fact.max == null;
        entries.push([fact.id, plain && isAmount ? PLAIN[draw(8)] : value(fact)]);
      }
      return Object.fromEntries(entries);
    };
    const product = () => {
      const { grades, types, terms, tags } = pack.matching;
      const [issuer_grade, seller_grade, type, term] = [one(grades), one(grades), one(types), one(terms)];
      const tagged = tags.filter(() => draw(4) === 0);
      return { id: "x-1", name: { en: "X" }, issuer_grade, seller_grade, type, term, tags: tagged };
    };
    const profile = () => {
      const [held, assessed, until] = [one(pack.classes.list), days - draw(900), days - 200 + draw(400)];
      return { class: held, assessed_on: written(assessed), valid_until: written(until), pack: reference };
    };
    const points = (option) => Object.values(option.points ?? {}).reduce((sum, more) => sum + more, 0);
    const best = (options) => options.reduce((best, option, n) => (points(option) > points(options[best]) ? n : best), 0);
    const answer = ({ kind, options }, style) => {
      const usual = style === 1 ? 0 : style === 2 ? options.length - 1 : style === 3 ? best(options) : draw(options.length);
      const chosen = draw(8) === 0 ? draw(options.length) : usual;
      if (kind === "single") return options[chosen].id;
      if (kind === "multiple") {
        const drawn = options.filter((_, n) => n === chosen || draw(4) === 0);
        const alone = drawn.find((option) => option.alone);
        return (alone ? [alone] : drawn).map((option) => option.id);
      }
      return one([options[chosen].from, options[chosen].to].filter((end) => end != null));
    };
    const answers = () => {
      const [sparse, style] = [draw(4) === 0, draw(5)];
      const given = [];
      for (const item of items) if (!(sparse && draw(8) === 0)) given.push([item.id, answer(item, style)]);
      return Object.fromEntries(given);
    };

    const offered = purpose === "purchase" || draw(8) === 0 ? product() : null;
    const held = draw(3) === 0 ? null : profile();
    const whole = draw(4) === 0;
    const plain = draw(2) === 0 && whole;
    const session = {
      id: "s-1",
      nonce: "A".repeat(43),
      audience: "https://broker.example",
      subject: "p-1",
      purpose,
      pack: reference,
      variant: "base",
      now,
      expires: now + 3600,
      product: offered,
      permission,
      profile: held,
      facts: facts("host", whole ? 1 : 4),
    };
    const given = { answers: answers(), facts: facts("person", whole ? 1 : 2) };
    const asked = (pack.contradictions ?? []).filter(({ then }) => then === "ask");
    const clarified = asked.filter(() => draw(2) === 0).map(({ id }) => id);
    const chances = whole ? 1 : 2 * draw(2);
    const found = chances === 0 ? {} : facts("file", chances);
    // The native map has its names in order.
    for (const id of Object.keys(found).sort()) {
      const tier = !plain && draw(8) === 0 ? "parsed" : "consistent";
      const { currency } = pack.facts.find((fact) => fact.id === id);
      found[id] = { tier, value: found[id], ...(typeof currency === "string" && { currency }) };
    }
    return { session, case: { ...given, clarified }, found };
  };
}

/** JSON with keys in order (RFC 8785; only texts, integers, booleans and null occur). */
export function canonical(json) {
  if (Array.isArray(json)) return `[${json.map(canonical).join(",")}]`;
  if (json === null || typeof json !== "object") return JSON.stringify(json ?? null);
  return `{${Object.keys(json)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(json[key])}`)
    .join(",")}}`;
}

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * What a module makes of a case: a function of JSON texts that gives the assessment and the numbers behind it, in a text.
 * One where something is found gives it to a case that was screened without it, as a page does.
 */
export function screener(module, text) {
  const pack = module.Pack.parse(text);
  const screen = (session, given, found) => {
    let [sitting, screening] = [];
    try {
      sitting = module.Sitting.of(pack, session);
      screening = sitting.screening(given);
      if (found !== "{}") screening = screening.with_found(found);
      return `${canonical(JSON.parse(screening.assessment()).value)} ${screening.numbers()}`;
    } catch ({ at, code }) {
      return canonical({ error: { at, code } });
    } finally {
      sitting?.free();
      // What was used up has no place any more.
      if (screening?.__wbg_ptr) screening.free();
    }
  };
  return { document: JSON.parse(text), hash: pack.hash(), screen };
}

/** The digest of each block of the cases from one number to another, as `screen` of a `screener` says of them. */
export async function digests(pack, hash, { from, to, block }, screen) {
  const make = maker(pack, hash);
  const blocks = [];
  for (let start = from; start < to; start += block) {
    let lines = "";
    for (let n = start; n < Math.min(to, start + block); n += 1) {
      const made = make(n);
      lines += `${screen(JSON.stringify(made.session), JSON.stringify(made.case), JSON.stringify(made.found))}\n`;
    }
    blocks.push(hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines))));
  }
  return blocks;
}
