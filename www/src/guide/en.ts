import type { GuideWords } from "./zh";

/** Sentences of the guide in English. */
export const en: GuideWords = {
  how: {
    title: "How one assessment goes",
    steps: [
      "Your back end opens a session with its host credential and gets a session id and a one-time claim token.",
      "The page gives both to <prescreen-flow>. Answers are judged in the browser, by the rule pack.",
      "When the last answer is confirmed, only a commitment is sent. The server counts the attempt and returns a ticket; only then is a result shown.",
      "The person presses Send and a signed verdict leaves; then each step to read, sign or wait for is confirmed in order.",
      "Your back end reads the session for itself: class, outcome and receipt.",
    ],
  },
  backEnd: {
    title: "Back end: open a session",
    body: "Put what the firm already holds (birth date, average assets, the current class) into facts and profile; its evidence tier is “attested”. The browser cannot change it: the server checks against its own copy.",
  },
  page: {
    title: "Page: ten lines",
    body: "The values are set as properties, not attributes, so they appear in no address, attribute or log. With the server's keys, the page checks its signatures itself: no result is shown on a ticket that the server did not sign.",
    after: "After prescreen-done, your back end reads the result:",
  },
  policy: {
    title: "Content security policy",
    body: "No inline script or style is needed. 'wasm-unsafe-eval' only allows compiling WebAssembly; without it the same module runs as JavaScript, with the same result bit for bit.",
  },
  verdict: {
    title: "What a verdict proves",
    proves: "It proves",
    provesList: [
      "The key of this session signed these claims, and they were not changed since.",
      "The answers were committed before a result was shown, and the attempt was counted.",
      "Which rule pack (by hash), product, purpose and firm it is for.",
      "When, by the server's clock, and in which language each document was confirmed.",
      "The person can later open one single answer without opening the others.",
    ],
    not: "It does not prove",
    notList: [
      "That the code in the browser was unchanged. A patched client can compute anything.",
      "That the answers are true. They are the person's declarations.",
      "That the person at the screen is who they say. That is the job of your login.",
    ],
  },
  lab: {
    title: "For the teams who write rules",
    body: "In the rule lab you change a point or a band and see at once what it does to every applicant: proofs, counterexamples, and who changes class.",
    go: "Open the rule lab",
  },
  keep: {
    title: "Keep on your server",
    list: [
      "Attempts, cooling-off and validity: the server's clock decides.",
      "The firm's own facts, and the second check against them.",
      "The order itself: place it only when complete is true.",
    ],
  },
};
