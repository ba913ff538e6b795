/** 请再看一眼哪里（简体中文）。 */
import type { FieldPart } from "../check.js";

export const zh: Record<FieldPart, string> = {
  empty: "请填写此项。",
  length: "位数不对，请检查是否少填或多填了一位。",
  character: "有一个字符不应出现在这里，请核对字母和数字。",
  prefix: "开头几位不符合此类号码，请核对。",
  check_digit: "号码校验不一致，常见原因是某一位填错或相邻两位颠倒，请再核对一次。",
  date: "号码中的日期在日历上不存在，请再核对一次。",
  future_date: "号码中的出生日期晚于今天，请再核对一次。",
  expired: "证件已过有效期，请使用有效的证件。",
  country: "无法识别该国家代码，请核对前两位字母。",
  old_number: "这是 15 位旧号码，已停止使用，请填写现有证件上的 18 位号码。",
  address: "请填写类似 name@example.com 的邮箱地址。",
};
