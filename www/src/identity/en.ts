import type { IdentityWords } from "./zh";

/** Words of the details that are checked on the device, in English. */
export const en: IdentityWords = {
  title: "Your details",
  body: "They are checked on this device, only for typing mistakes. You may leave any of them empty in this demonstration.",
  document: "Kind of document",
  documents: {
    mainland_identity: "Resident identity card (mainland)",
    hong_kong_identity: "Hong Kong identity card",
    macau_identity: "Macau resident identity card",
    taiwan_identity: "Taiwan identity card",
    mrz: "Passport",
  },
  number: "Number of the document",
  zone: "The two lines at the foot of the photo page",
  phone: "Telephone (mobile or landline)",
  email: "E-mail",
  hints: {
    mainland_identity: "18 characters; the last can be an X. Spaces do no harm.",
    hong_kong_identity: "Letters, digits, and the last character in brackets, such as A123456(3).",
    macau_identity: "Eight digits, the last in brackets.",
    taiwan_identity: "One letter and nine digits.",
    mrz: "Both lines with their < signs; copying and pasting is fine.",
    phone: "For a number from outside the mainland, start with + and the country’s code.",
    email: "Such as name@example.com.",
  },
  fits: "This looks complete.",
  unchecked: "This could not be checked here just now. You can go on.",
  birthDate: (held) =>
    `The date of birth in this document differs from the one we hold, ${held}. Please compare it; if the document is right, leave this empty and ask a person under “My account” to correct our date.`,
  phoneWrong: "This does not look like a complete phone number. Please compare the digits, and the country’s code if there is one.",
  notes: {
    disposable: "This looks like an address for a short time. You can use it, but later letters about your account may not reach you.",
    county_unknown: "The first six digits are not in our table. You can go on; please compare them once more.",
    county_given_up: "The first six digits were no longer given at this date of birth. You can go on; please compare them once more.",
    no_expiry: "No day of expiry stands in this document, so we did not look at how long it holds. You can go on.",
    national_form:
      "This card has a form of its own country, which cannot be checked here. You can go on; please compare the lines once more.",
    plan_unknown: "We do not know this country’s numbers, so only the shape was looked at. You can go on.",
    no_check_digit: "This kind of number has no check digit, so a slip cannot be noticed. Please compare it once more.",
  },
  stays:
    "What you type here stays in this page: it is not sent to us or to anybody, not stored, and gone when the assessment begins. Opening the demonstration account needs none of it.",
};
