import type { HomeWords } from "./zh";

/** The first page's picture and doors in English. */
export const en: HomeWords = {
  picture: {
    device: "Your device",
    firm: "The firm",
    question: "Which loss could you bear in one year?",
    options: ["None", "Up to 10%", "Up to 30%"],
    stays: "Every answer stays here",
    sealed: "A sealed digest",
    sealedBody: "nobody can read an answer from it",
    result: "A signed result",
    resultBody: "class, outcome, one reason",
    said: "You answer on your device. What crosses are a sealed digest, from which no answer can be read, and, once you press Send, a signed result.",
  },
  doors: {
    title: "Three ways in",
    investor: ["As an investor", "Choose a customer, answer, and watch what leaves the device."],
    developer: ["As a developer", "The integration guide: one call of your back end, ten lines in your page."],
    team: ["As a product or risk team", "The rule lab: change a rule and see at once what it does to every applicant."],
  },
};
