/** What to say under a field, in plain words. It names the part to look at, blames nobody and repeats nothing. */
import type { FieldFinding, FieldPart } from "./check.js";

type Texts = Record<FieldPart, string>;

const en: Texts = {
  empty: "Please fill in this field.",
  length: "The number of characters does not fit. Is one missing, or one too many?",
  character: "One character cannot be right here. Please compare letters and digits.",
  prefix: "The first characters do not fit this kind of number. Please compare them.",
  check_digit: "The number does not add up. Often one digit is wrong, or two have changed places. Please compare it again.",
  date: "The date in the number is not in the calendar. Please compare it again.",
  future_date: "The date of birth in the number lies in the future. Please compare it again.",
  expired: "The date of expiry has passed. Please use a document that is still valid.",
  county: "The first six digits do not fit the year of birth. Please compare them; if they are right, ask us for help.",
  country: "We do not know this country code. Please compare the first two letters.",
  old_number: "This is a number of 15 digits, no longer in use. Please enter the 18 characters of your current card.",
  address: "Please enter an address such as name@example.com.",
};

const zh: Texts = {
  empty: "请填写此项。",
  length: "位数不对，请检查是否少填或多填了一位。",
  character: "有一个字符不应出现在这里，请核对字母和数字。",
  prefix: "开头几位不符合此类号码，请核对。",
  check_digit: "号码校验不一致，常见原因是某一位填错或相邻两位颠倒，请再核对一次。",
  date: "号码中的日期在日历上不存在，请再核对一次。",
  future_date: "号码中的出生日期晚于今天，请再核对一次。",
  expired: "证件已过有效期，请使用有效的证件。",
  county: "前六位与出生年份不符，请核对；如确认无误，请联系我们协助处理。",
  country: "无法识别该国家代码，请核对前两位字母。",
  old_number: "这是 15 位旧号码，已停止使用，请填写现有证件上的 18 位号码。",
  address: "请填写类似 name@example.com 的邮箱地址。",
};

/** The sentence for a finding; none when nothing is to be corrected. */
export const fieldText = (finding: FieldFinding, locale: string): string | undefined =>
  finding.part === null ? undefined : (/^zh\b/i.test(locale) ? zh : en)[finding.part];
