/** Words for what a person types in, for it beside the records, and for the next step, in English. */
import type { DeclareWords } from "./zh";

export const en: DeclareWords = {
  form: {
    title: "In your own words",
    lead: "Tax, social security, housing fund, utilities and courts have no export that can be checked. Type in what you like and leave the rest empty. It counts as your word: it may lead to a question, and cannot raise any limit.",
    open: "Type in a few",
    yes: "Yes",
    no: "No",
    unsaid: "I leave it out",
    notNumber: "Please type a number, such as 8000 or 8000.50",
    each: {
      "income-monthly": {
        label: "Income in a month",
        unit: "money",
        goodFor: "seen beside the records; a large difference leads to a question",
      },
      "outflow-monthly": { label: "Spending in a month", unit: "money", goodFor: "seen beside the records" },
      "obligations-monthly": {
        label: "Repayments in a month",
        unit: "money",
        goodFor: "with what you pay from other accounts; seen beside the repayments in the records, and changes no figure",
      },
      "taxed-income-yearly": {
        label: "Income of a year by the tax authority",
        unit: "money",
        goodFor: "a question where it differs from the income found; pictures of it are made up in half a minute, so it raises nothing",
      },
      "social-security-months": {
        label: "Months of social security without a break",
        unit: "months",
        goodFor: "knowing whether work is steady",
      },
      "housing-fund-monthly": {
        label: "Housing fund in a month, yours and your employer’s",
        unit: "money",
        goodFor: "knowing whether work is steady",
      },
      "utilities-arrears": {
        label: "Is a bill for electricity, water or gas overdue?",
        unit: "yes-no",
        goodFor: "knowing whether there is room for losses; it is in no score",
      },
      "judgment-debtor": {
        label: "Are you on the courts’ public list of debtors?",
        unit: "yes-no",
        goodFor: "a person looks where a rule of the market asks for it; it is in no score",
      },
    },
    out: {
      title: "What is in no score",
      says: "Traffic offences, lawsuits, sex and the district you live in are in no score here. They tell of a group or of a place, not of what you can bear to lose; and there is no file of them that could be checked here. Only the courts’ list has a field: a market’s rule may ask for it, and then a person looks.",
    },
  },
  beside: {
    title: "What you say, and what the records say",
    lead: "Side by side, and nobody is judged. Differences are common: another account, cash, or new work are in none of the files.",
    what: "What",
    said: "You say",
    found: "Records",
    same: "about the same",
    differs: (by) => `${by} apart`,
    shorter: "the records reach back no further",
    silent: "nothing in the records",
    months: (months) => (months === 1 ? "1 month" : `${months} months`),
    yearly: (amount) => `${amount} a year; in a month`,
    none: "Nothing typed in yet",
  },
  next: {
    title: "What it means for the next step",
    lead: "Where a rule pack reads records, they may lead to a question, make the result more careful, or have a person look; they never raise a class. You can go on without any.",
    firm: {
      title: "Take these to your assessment",
      says: {
        none: "It goes on in this tab, and no file is needed again. No rule of this firm’s pack reads records: the result is the same with them and without. Only the verdict leaves.",
        underway:
          "An assessment was begun and is not over. It has your records as they were then; what you change here does not go into it.",
        over: "The assessment that was begun on this page is over.",
      },
      go: { none: "Go on to the assessment", underway: "Back to the assessment", over: "See the result of the assessment" },
      signIn:
        "An assessment needs a customer, chosen on the first page. Files are gone when you leave this page; you would have to add them again.",
      choose: "Choose a customer",
      back: "Back to my records",
      begun: "Your records are still in this tab.",
      earlier: "What left in an earlier assessment on this page",
    },
    demo: {
      title: "Practice: five questions, and your records",
      says: "With rules for practice, to see how rules read records. They need figures of your records: without files, whatever you answer, the result is “not enough evidence”. The result is shown to you alone; nothing is sent.",
      begin: "Start practice",
      see: "See the result",
      missing: (count) => (count === 1 ? "One question has no answer yet." : `${count} questions have no answer yet.`),
      asks: "Please look at this once more",
      keep: "It is right as it is",
      change: "Change an answer",
      result: "Result",
      reasons: "Why",
      leaves: "If you sent it, only this would leave",
      nothing: "This is a demonstration: nothing was sent.",
      stays: "What stays: files, amounts, days, names, your answers and corrections.",
      class: "Class",
      outcome: "Outcome",
      codes: "Codes of reasons",
      pack: "Pack",
      tier: "Evidence",
      none: "none",
      outcomes: {
        proceed: "You can go on",
        proceed_after: "You can go on after some steps",
        pause: "Wait a while",
        insufficient_evidence: "Not enough is known",
        refer: "A person looks at it",
        refuse: "This cannot go on",
      },
      failed: "This device could not work out a result; please ask a person.",
      otherCurrency:
        "Your records cannot be used here, because they are in another currency; nothing was converted or guessed, and your own answers count.",
      lacks: "Still missing",
      used: (facts) =>
        facts === 0
          ? "The records are not enough yet for any figure that the rules read."
          : `The rules read ${facts === 1 ? "1 figure" : `${facts} figures`} of your records.`,
    },
  },
};
