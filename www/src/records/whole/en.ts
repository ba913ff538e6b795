/** Words for what files are to each other and to the page, in English. */
import type { WholeWords } from "./zh";

const rowsOf = (rows: number): string => (rows === 1 ? "1 row" : `${rows} rows`);

export const en: WholeWords = {
  open: {
    title: (questions) => (questions === 1 ? "1 question is open" : `${questions} questions are open`),
    holds: {
      same_purchase: "What may be one purchase counts in each file: spending may be too high.",
      own_transfer: "What may be a move between your own accounts counts as transfers with others: in and out may be too high.",
      refund: "What may be a refund is not taken off spending: spending may be too high.",
      same_account: "What may be one account counts as two, and no move between them is matched: in and out may be too high.",
      unclear: "Rows that say neither in nor out count in neither.",
    },
    answer: "Answer",
  },
  currency: {
    title: (currency) => `The part in ${currency}`,
    says: (currency) =>
      `Amounts are in ${currency}. Nothing is converted or added to another currency; “Other figures” use the currency of most rows only.`,
    from: (names) => `From: ${names}`,
    none: (names) => `In no picture, because no money moved in it: ${names}`,
    first: (currency, others) => `This picture is in ${currency} alone; what is in ${others} stands below, by itself.`,
  },
  noBank: {
    income: "Not known: bills of wallets and credit cards do not show income such as wages. Please add a bank statement.",
    note: "Bills of wallets and cards alone do not show income such as wages; so income is left open, and is not zero.",
    cell: "not known",
  },
  contradicts: {
    title: "Two files contradict each other",
    says: (one, other, from, to) => `“${one}” and “${other}” are of one account and say different things about ${from} to ${to}.`,
    only: (name, rows) => `In “${name}” alone: ${rowsOf(rows)}`,
    begins: (name, before, day) =>
      `“${name}” begins on ${day} with another balance than “${before}” tells. One of them lacks rows or was changed.`,
    counted: "The rows of both count, so figures may be wrong. Please remove one of them, or have a person look.",
    remove: (name) => `Remove “${name}”`,
    confidence: "Cannot be told: two files contradict each other",
  },
  counts: {
    rows: (rows) => `${rowsOf(rows)} in the file`,
    notMoved: (rows) => `${rows} of them moved no money (cancelled, pending or a notice) and do not count`,
    repeated: (rows) => `${rows} of them are in another file, too, and count once`,
    period: (from, to) => `Period that the file states: ${from} to ${to}`,
    days: (from, to) => `First to last row: ${from} to ${to}`,
  },
  twice: (name) => `Already here: “${name}”, with the same content. It counts once.`,
  figure: {
    balance: { title: "Balance after this row", expected: "Expected by the balance before", found: "Found in the file" },
    closing: { title: "Closing balance", expected: "Expected by the rows", found: "Found in the file" },
    sum: { title: "Sum", expected: "Expected, as the file states", found: "Found, adding up the rows" },
    entry: { title: "An entry and its parts", expected: "Expected, the whole", found: "Found, adding up the parts" },
    opening: { title: "Opening balance", expected: "Expected by the file before", found: "Found in the file" },
  },
  check: { holds: "Holds", fails: "Does not hold", open: "Not checked" },
  unverifiable: "Something below does not hold that is no amount, so the file does not count as consistent.",
  row: "This row in the file",
  below: {
    title: "Days below zero",
    days: (days) => (days === 1 ? "1 day" : `${days} days`),
    lowest: "lowest",
    more: (periods) => (periods === 1 ? "Show 1 more" : `Show ${periods} more`),
  },
  spending: {
    all: "All of the above, money out",
    repayments: "Less repayments, which are no spending",
    refunds: "Less what was given back",
    left: "Is spending, the sum of the months in “In and out by month”",
  },
  told: "read",
  unfetched: {
    title: "The reader could not be fetched",
    says: "The part of this page that reads files has to be fetched once, and that failed. Please see whether this device is online. Your files are still on it, and nothing of them was sent.",
    again: "Try again",
  },
  stopped: {
    title: "The reader stopped",
    says: "What it had read is gone. The files are still on your device, and nothing of them was sent.",
    again: "Start again and read these files",
    names: "Files to be read again",
    by: "The reader stopped at this file",
    byHelp: "You can read it once more. If that fails, leave this file out; you can go on without it.",
    told: "The reader stopped and has to be started again.",
  },
  leave: {
    title: "Leave this page?",
    says: (files) =>
      `${files === 1 ? "1 file is" : `${files} files are`} held in this tab alone. If you leave, ${files === 1 ? "it is" : "they are"} gone, and you would have to add ${files === 1 ? "it" : "them"} again.`,
    stay: "Stay on this page",
    go: "Leave without the files",
  },
  confidence:
    "The least of three shares: of days that have records, of rows whose file’s own figures hold, and of money whose purpose is told. Rows that you correct or answer for count as your word, not as checked; so an answer may lower this figure, and that is no fault.",
  median: "Figures of a month are medians: of all whole months the one in the middle; half of them had more, half less",
  without: (of) => `Not enough yet: the files have no ${of}`,
  hold: (needs, has) =>
    needs === 1
      ? "Not told: the account’s own figures do not hold"
      : `Not told: the figures of all ${needs} accounts have to hold, and those of ${has} do`,
  share: (of, needs, has) => `Not enough yet: needs ${needs} ${of}, has ${has}`,
};
