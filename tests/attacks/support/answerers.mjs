// People who answer a questionnaire, drawn with a seed from published figures of how people answer, and people who do not read.
import { random } from "./hands.mjs";

/**
 * Time per question, one question to a page: mean and variances of its logarithm, in milliseconds, of 11,772 adults on 19 short
 * statements (Bonge and Turner 2025, table "Parameters for Model 0"). The tenth with the least time in all, and the tenth with the
 * most, were left out there, so `hasty-people` are twice as fast and twice as different from each other.
 */
const TIMES = { mean: 8.87, person: 0.05, item: 0.09, rest: 0.24 };
const HASTY = { ...TIMES, mean: TIMES.mean - Math.log(2), person: 0.1 };
/** Mean of the 19 discriminations in the same paper: how much of an answer is the person's view. */
const DISCRIMINATION = 1.43;

export const POPULATIONS = { "timed-people": TIMES, "hasty-people": HASTY };

/** Numbers of a standard normal distribution, from a seed. */
const normals = (seed) => {
  const draw = random(seed);
  return {
    draw,
    normal: () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw()),
  };
};

/**
 * Sessions of as many people. Each answers every question once: `{ place, time, away }`, the place of the option of `options` from
 * the top, milliseconds on the page, and before that milliseconds away, which are 0 without `leaves`: the share of questions before
 * which a person is away for a while.
 */
export function* answerers(people, options, { mean, person, item, rest }, { seed = 20_261_130, leaves = 0 } = {}) {
  const { draw, normal } = normals(seed);
  const items = options.map(() => normal() * Math.sqrt(item));
  for (let n = 0; n < people; n += 1) {
    const [speed, view] = [normal() * Math.sqrt(person), normal()];
    yield options.map((count, question) => {
      const noise = Math.log(draw() / (1 - draw() || 1));
      const level = 1 / (1 + Math.exp(-DISCRIMINATION * view - noise));
      return {
        place: Math.min(count - 1, Math.floor(level * count)),
        time: Math.exp(mean + speed + items[question] + normal() * Math.sqrt(rest)),
        away: draw() < leaves ? 21_000 + draw() * 60_000 : 0,
      };
    });
  }
}

/** The same of people who press the same place of every question, each in less time than a question can be read in. */
export function* careless(people, options, seed = 20_261_201) {
  const { draw } = normals(seed);
  for (let n = 0; n < people; n += 1) {
    const place = Math.floor(draw() * 3);
    yield options.map((count) => ({ place: Math.min(place, count - 1), time: 300 + draw() * 1200, away: 0 }));
  }
}

/** What is noticed of such a session. */
export function noticed(answering, session) {
  let now = 0;
  session.forEach(({ place, time, away }, question) => {
    answering.shows(String(question), now);
    if (away > 0) {
      answering.hides(now);
      now += away;
      answering.returns(now);
    }
    now += time;
    answering.answers(String(question), place, now);
  });
  answering.shows(undefined, now);
  return answering.signals(0, now);
}

/** Wilson's interval of 95% for a share. */
export const interval = (held, of) => {
  const z = 1.959_963_984_540_054;
  const share = held / of;
  const middle = share + (z * z) / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return [middle - half, middle + half].map((end) => Math.max(0, end / (1 + (z * z) / of)));
};
