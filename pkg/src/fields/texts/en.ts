/** What to look at again in a field, in English. */
import type { FieldPart } from "../check.js";

export const en: Record<FieldPart, string> = {
  empty: "Please fill in this field.",
  length: "The number of characters does not fit. Is one missing, or one too many?",
  character: "One character cannot be right here. Please compare letters and digits.",
  prefix: "The first characters do not fit this kind of number. Please compare them.",
  check_digit: "The number does not add up. Often one digit is wrong, or two have changed places. Please compare it again.",
  date: "The date in the number is not in the calendar. Please compare it again.",
  future_date: "The date of birth in the number lies in the future. Please compare it again.",
  expired: "The date of expiry has passed. Please use a document that is still valid.",
  country: "We do not know this country code. Please compare the first two letters.",
  old_number: "This is a number of 15 digits, no longer in use. Please enter the 18 characters of your current card.",
  address: "Please enter an address such as name@example.com.",
};
