/** Which products fit, in English. */
import type { FitWords } from "./zh";

export const en: FitWords = {
  lead: "First, what is the money for? Only products whose type and term match what you say are put in order.",
  unit: { months: "months", days: "days" },
  required: "Please answer this; without it there is no order.",
  whole: (least, most) => `Please give a whole number from ${least} to ${most}.`,
  amount: "Please give an amount above zero with two decimals at most, such as 50000.",
  withUs: (held) => `The ${held} that you have with us is part of it, too.`,
  included: (held) =>
    `All that can be invested includes the amount above${held ? ` and the ${held} that you have with us` : ""}, so it cannot be less.`,
  go: "Put them in order",
  stays:
    "What you say here stays in this tab. It is not sent, and it is gone when you leave the page. An order asks for its own amount, and that one counts.",
  missing: {
    title: "They cannot be put in order yet",
    body: "The firm has nothing on file about what is listed below. Nothing is guessed in its place, so no product is ranked. A person can add it.",
  },
  none: {
    title: "None of the products fits what you said",
    body: "Buying nothing is an answer too. Below it says what keeps each product out. Change what you said above to try again.",
  },
  title: (count) => (count === 1 ? "1 product fits" : `${count} products, in the order in which they fit`),
  rule: "The first of these in which two products are in different bands decides:",
  scenario: (said) => `The stated scenario: ${said}.`,
  never:
    "No product beyond your class, outside the term and type that you chose (a calmer type than the one chosen counts too), or outside its target market is ranked. Within that term, one that asks for more months than you said comes later, and says by how many. What the firm earns is no field of this rule, so it cannot change the order.",
  invented: "Products and figures are invented for this example. This is an order, not advice.",
  first: "Why this one",
  before: (next, criterion, own, other) => `It stands before ${next} by: ${criterion} (${own}; the other, ${other}).`,
  after: (better, criterion, own, other) => `It stands after ${better}, which does better by: ${criterion} (${other}; this one, ${own}).`,
  tied: "tied",
  same: (other) =>
    `It fits as well as ${other}: both are in the same band of every measure. Such products stand in the order of their codes.`,
  why: { for: "Speaks for it:", against: "Speaks against it:" },
  numbers: "Numbers and arithmetic",
  measure: {
    horizon: (figure) => `${figure} too long`,
    liquidity: (figure) => `${figure} late`,
    concentration: (figure) => `${figure} in its type`,
    loss: (figure) => `a loss of ${figure}`,
    complexity: (figure) => figure,
    cost: (figure) => `fees of ${figure} a year`,
  },
  nothing: {
    horizon: "not too long",
    liquidity: "in time",
    concentration: "nothing in its type",
    loss: "no loss",
    complexity: "not a complex product",
    cost: "no fees",
  },
  sum: {
    horizon: (product, own, said) => `The product asks for ${product}; your money can stay ${own}: ${said}.`,
    liquidity: (product, own, said) => `The money is back in ${product}; you need it within ${own}: ${said}.`,
    concentration: (held, amount, means, share) =>
      `(${held} held in its type + ${amount} now) ÷ ${means} in all = ${share}, rounded up to 0.01%.`,
    loss: (amount, share, lost) => `${amount} × ${share} = ${lost} lost in the stated scenario.`,
    complexity: "a complex product",
    cost: (amount, share, paid) => `${amount} × ${share} = ${paid} a year, every fee included.`,
  },
  wrong: {
    yours: "What you said stands in its field above. Change it there, and put the products in order again:",
    sheet: "The product’s figures stand on its sheet, which the issuer and the firm answer for.",
    rule: "The bands are the firm’s own rule.",
  },
  months: (count) => (count === 1 ? "1 month" : `${count} months`),
  days: (count) => (count === 1 ? "1 day" : `${count} days`),
  bands: (ends, band) =>
    `Bands of that figure: ${ends.map((end, n) => (n === 0 ? `below ${end}` : `from ${ends[n - 1]} to below ${end}`)).join(", ")}, from ${ends[ends.length - 1]}; it is in band ${band}.`,
  out: {
    title: (count) => `Products that are not ranked (${count}), and why`,
    why: {
      refuse: "A rule does not let you buy it",
      refer: "A person at the firm decides first",
      pause: "A purchase waits",
      insufficient_evidence: "Not enough is known of you",
      above_class: "It is of a higher grade than matches your class",
      other_term: "Its term does not go with when you may need the money at the earliest",
      other_type: "Its type is another than you look for",
      outside_target: "It is not made for your class",
      unknown_figures: "Not enough is known of the product",
    },
  },
  look: "View",
  separator: "; ",
};
