import type { GuideWords } from "./zh";

/** Sentences of the guide in English. */
export const en: GuideWords = {
  contents: "On this page",
  copy: "Copy",
  copied: "Copied",
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
  start: {
    title: "From an empty folder to a receipt",
    body: "Five steps on one machine. The package is in no public registry; it is built from this repository.",
    steps: {
      build: "Build the package and the server",
      install: "Install the package in a folder of your own",
      serve: "Start the screening server; the host credential is made at the first start, in prescreen-data",
      files: "Put three files into the folder: the page, its script, and a back end that opens the session",
      run: "Start the back end and open the page, by this name and not as localhost: they are two origins",
    },
    after: "Answer, press Send, and the page shows what your back end read for itself.",
  },
  readBack: {
    title: "Read the result yourself",
    body: "When the page says “done”, ask the server, and ask once more when you act: `lapsed` says why a result holds no more. Believe nothing that a browser tells you.",
  },
  frameworks: {
    title: "React and Vue",
    body: "Values are set as properties, never as attributes, so a token appears in no address, markup or log. Keep the element mounted while the person answers: a token is good for one claim. Angular, Svelte, Next and Nuxt take the element as it is.",
  },
  events: {
    title: "What the element tells",
    name: "Event",
    tells: "Tells",
    list: [
      ["prescreen-step", "Where the person is: notices, question, review, result, step, done. Nothing of the answers."],
      ["prescreen-question", "In an experiment alone: a question was left behind, and after how many seconds. Never the answer."],
      ["prescreen-sent", "What left, to the byte."],
      ["prescreen-contact", "The person asks for a person, or disagrees: pass it on."],
      ["prescreen-abandon", "How the person ended it: stopped, declined, not sent, paused, left; or that the firm’s facts bar it."],
      ["prescreen-error", "It cannot go on; the code says why. Let a person take over."],
      [
        "prescreen-done",
        "Accepted. complete: nothing is left to confirm, and the outcome lets the person go on. Stay: the record is in the page.",
      ],
      ["prescreen-leave", "With the attribute onward: the person goes on, and was asked first where their record would be lost."],
    ],
  },
  trouble: {
    title: "When it does not work",
    code: "Code",
    means: "What to do",
    list: [
      ["audience-mismatch", "The session was opened for another origin. Open the page by the name that --page-origin has."],
      ["already-claimed", "The token was used. A token is good for one claim: open another session."],
      ["expired", "The session is over. Open another."],
      [
        "attempts-exhausted",
        "This subject has made as many attempts as the pack allows. While you try things, take another subject each time.",
      ],
      ["claim-token", "The token is not the session's. Give both from one answer."],
      [
        "not-found, http-404",
        "base leads elsewhere: it is the screening server's address, with its prefix, or a proxy that passes /v1/sessions and /packs on.",
      ],
      ["signature", "The keys are another server's. Fetch them from the server that opened the session."],
      ["missing-facts", "missing_facts of the answer that opened the session was not empty. Nothing is asked then: give those facts."],
      ["type, at /serverKeys", "Give the list “keys” of /.well-known/prescreen-keys.json, or the whole document."],
      [
        "offline, slow, unreachable",
        "The page tries again by itself. If it never ends: is “base” right, does connect-src allow it, and does --page-origin name the page?",
      ],
      ["module-failed", "The policy lacks 'wasm-unsafe-eval' and the JavaScript engine could not be loaded either."],
    ],
  },
  policy: {
    title: "Content security policy",
    body: "No inline script or style is needed. 'wasm-unsafe-eval' only allows compiling WebAssembly; without it the same module runs as JavaScript, with the same result bit for bit.",
  },
  theme: {
    title: "Look",
    body: "Colours, type and space are custom properties; headings, buttons and results are parts. No part is on an option: a style sheet could read answers from it.",
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
