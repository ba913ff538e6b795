/** Words for what is wrong with a file and how its check ended, in English. */
import type { ProblemWords } from "./zh";

export const en: ProblemWords = {
  problem: {
    empty: { title: "The file is empty", help: "It may not have finished downloading. Please export it again." },
    "too-large": { title: "The file is too large", help: "Please export a shorter period, or one account at a time." },
    encoding: {
      title: "The file’s characters cannot be read",
      help: "Please export it again, and do not open it in another program first.",
    },
    "unknown-format": { title: "This layout is not known yet", help: "Please choose another export format, or another account." },
    "wrong-export": { title: "This is another export, not the statement", help: "Please export the statement by the steps below." },
    "wrong-kind": {
      title: "A file of this kind cannot be read",
      help: "Please bring CSV, XLSX, OFX, XML or ZIP. A picture’s figures cannot be checked.",
    },
    "password-needed": { title: "The file is locked", help: "Please type the password that came with it; it stays on this device." },
    "password-wrong": { title: "The password does not open it", help: "Please type it as the message or app shows it, with capitals." },
    cut: { title: "The end of the file is missing", help: "Please download it again." },
    syntax: { title: "The file is damaged here", help: "Please export it again, and do not change it in another program." },
    cells: {
      title: "The row has another number of cells than the header",
      help: "Please export it again; saving it in a spreadsheet may have shifted its columns.",
    },
    "missing-column": { title: "A column is missing", help: "Please export all columns." },
    "missing-value": { title: "A value is missing that every row needs", help: "Please export it again." },
    amount: { title: "This is not an amount", help: "Please export it again, or leave this file out." },
    precision: {
      title: "The amount has more decimals than its currency",
      help: "Please export it again; a conversion may have changed its amounts.",
    },
    "ambiguous-amount": { title: "Thousands or decimals?", help: "Please tell us; the file itself does not." },
    day: { title: "This is not a day", help: "Please export it again." },
    "ambiguous-day": { title: "Which is the day, which the month?", help: "Please tell us; the file itself does not." },
    direction: { title: "It is not clear whether this came in or went out", help: "Please leave this file out, or have a person look." },
    status: { title: "The state of this payment is not clear", help: "Please leave this file out, or have a person look." },
    currency: { title: "The currency is not clear", help: "Please export a file that names it." },
    conflict: { title: "Two places of the file contradict each other", help: "Please export it again." },
    "encrypted-workbook": {
      title: "The workbook has a password of its own",
      help: "Please open it in a spreadsheet, take the password off, and save it as XLSX. A file that was saved again counts for less.",
    },
    damaged: { title: "The file is damaged", help: "Please download it again, and do not change it in another program." },
    "unsupported-method": {
      title: "It is packed in a way that is not opened here",
      help: "Please unpack it with the program that made it, and bring what is inside.",
    },
    "unsupported-version": {
      title: "A workbook of this form is not read here",
      help: "Please open it in a spreadsheet and save it as XLSX. A file that was saved again counts for less.",
    },
    nested: { title: "There are archives inside archives inside this one", help: "Please unpack it, and bring the innermost files." },
    overflow: {
      title: "The amounts add up to more than is counted here",
      help: "Please look at the amount in this row, and export the file again.",
    },
  },
  note: {
    saved_again: "Another program saved this file again. What that changed cannot be seen, so it counts for less.",
    unknown_column: "One column is not known; it was not used.",
    several_currencies: "The file has several currencies. They are listed apart and never added.",
    several_sources: "Some payments came from several sources, and the file does not say how much from each.",
    other_encoding: "The file names another encoding than it has; it was read as it is.",
    row_left_out: "Some rows are no transactions; they do not count.",
    stated_otherwise: "The file itself warns that its totals may differ from its rows.",
    direction_unclear: "For some rows the direction is clear only in part.",
    answered: "Your answer decided how this file was read. Its figures cannot check that, so it counts for less.",
    own_layout: "The layout of this file is not one of ours. Nobody has checked it, so it counts for less.",
    no_currency: "The file names no currency; its amounts stand apart and are added to no other.",
    masked: "A column was masked or left empty by whoever made the file; it was not used.",
    code_unclear: "A security’s code has lost digits, and nothing tells which exchange it belongs to.",
    pasted_twice: "The same rows stand in the file twice, as if pasted twice or on two sheets; they were read once.",
    part: "This file is one page of several. Please bring the other pages too.",
  },
  integrity: {
    consistent: { word: "Consistent", says: "The figures checked below add up. That does not say who made the file." },
    inconsistent: { word: "Inconsistent", says: "A figure in the file does not add up." },
    gap: { word: "Gap", says: "There were movements that this file does not list." },
    unverifiable: { word: "Cannot be checked", says: "The file states too few balances or sums to check every row by." },
  },
  cause: {
    title: "What would explain it",
    several: "Any one of these would explain it; the figures do not say which",
    word: {
      amount_changed: "an amount or direction is not what it was",
      balance_changed: "a balance is not what it was",
      row_missing: "rows are missing",
      row_added: "a row stands there that was not there",
      cut: "rows are missing at the beginning or the end",
      stated_changed: "a stated figure is not what it was",
      movements_not_listed: "the institution does not list all movements in such a file",
      several_places: "figures in several places do not hold",
      counted_otherwise: "the file itself warns that it may count otherwise than its rows",
    },
  },
  checks: {
    title: "What was checked",
    each: {
      balances: {
        holds: "Balances are the one before and what moved since",
        fails: "A balance is not the one before and what moved since",
      },
      opening_closing: {
        holds: "The opening and all movements make the closing",
        fails: "The opening and all movements do not make the closing",
      },
      closing: {
        holds: "The closing is the last balance and what moved since",
        fails: "The closing is not the last balance and what moved since",
      },
      stated_rows: { holds: "The rows are as many as stated", fails: "The rows are not as many as stated" },
      stated_sums: { holds: "The sums in and out are as stated", fails: "A sum is not as stated" },
      stated_neutral: { holds: "The sum of “neither” is as stated", fails: "The sum of “neither” is not as stated" },
      numbers: { holds: "The rows’ numbers follow one another", fails: "The rows’ numbers do not follow one another" },
      days: {
        holds: "The days stand in one order",
        fails: "A day stands against the order of the others, or before the day in its payment’s number",
      },
      period: { holds: "The days are within the stated ones", fails: "A day is not within the stated ones" },
      ids: { holds: "No number stands twice where it may not", fails: "A row’s number stands twice" },
      writing: {
        holds: "The rows are written in one manner",
        fails: "A row is written otherwise than the others, so the file counts for less; it does not tell who wrote it",
      },
      details: { holds: "The parts of entries make the entries", fails: "The parts of an entry do not make it" },
      continues: {
        holds: "The opening is what was closed with before",
        fails: "The opening is not what was closed with before",
      },
      end: { holds: "The last row is whole", fails: "The last row is cut, or a page is missing" },
      stated: {
        holds: "Every stated figure is stated once",
        fails: "A stated figure cannot be read, is stated twice and differs, or is not what it is stated of",
      },
      status: {
        holds: "What is said to be taken back or not done is so by the stated sums or by a row that gives it back",
        fails: "Nothing else tells that what is said to be taken back or not done is so",
      },
    },
    partly: (holds) => `${holds}, where it could be checked`,
    balances: (links) =>
      links === 1 ? "1 balance is the one before and what moved since" : `${links} balances are the one before and what moved since`,
    rows: (expected, found) => `The file states ${expected} rows; there are ${found}`,
    oldest: (line) => `the amount of the oldest row (row ${line})`,
    last: (line) => `whether the last row is whole (row ${line})`,
    neutral: (rows) => `${rows === 1 ? "1 row" : `${rows} rows`} neither in nor out, or left out of the stated sums`,
  },
};
