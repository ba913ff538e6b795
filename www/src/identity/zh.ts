/** Words of the details that are checked on the device, in Chinese. */
export const zh = {
  title: "您的信息",
  body: "只在这台设备上核对有没有填错。演示中，任何一项都可以留空。",
  document: "证件类型",
  documents: {
    mainland_identity: "居民身份证",
    hong_kong_identity: "香港身份证",
    macau_identity: "澳门居民身份证",
    taiwan_identity: "台湾身份证",
    mrz: "护照",
  },
  number: "证件号码",
  zone: "资料页底部的两行字符",
  phone: "电话号码（手机或座机）",
  email: "电子邮箱",
  hints: {
    mainland_identity: "共 18 位，最后一位可以是 X。中间有空格也可以。",
    hong_kong_identity: "字母、数字和括号里的最后一位，例如 A123456(3)。",
    macau_identity: "共 8 位数字，最后一位在括号里。",
    taiwan_identity: "1 个字母和 9 位数字。",
    mrz: "请连同 < 符号一起填写两行，可以粘贴。",
    phone: "内地以外的号码，请以 + 和国家或地区代码开头。",
    email: "例如 name@example.com。",
  },
  fits: "看起来填写完整。",
  unchecked: "这一项现在没能核对，您可以继续。",
  birthDate: (held: string) =>
    `证件中的出生日期与我们登记的 ${held} 不同，请核对。如果证件无误，请将此项留空，并在「我的账户」中联系工作人员更正登记。`,
  phoneWrong: "这看起来不是完整的电话号码，请核对数字；如有国家或地区代码，也请一并核对。",
  notes: {
    disposable: "这看起来是临时邮箱。可以使用，但以后可能收不到与账户有关的通知。",
    county_unknown: "前六位不在我们的表中。您可以继续，也请再核对一次。",
    county_given_up: "在这个出生日期，前六位已不再使用。您可以继续，也请再核对一次。",
    no_expiry: "证件上没有写明有效期，因此没有核对是否仍然有效。您可以继续。",
    national_form: "这类证件采用所在国家自己的格式，这里无法核对。您可以继续，也请再核对一次这两行。",
    plan_unknown: "我们不了解这个国家或地区的号码规则，只核对了格式。您可以继续。",
    no_check_digit: "这类号码没有校验位，填错时无法察觉，请再核对一次。",
  },
  stays: "您在这里填写的内容只留在本页：不发给我们或任何人，也不保存，评估开始后即消失。开立演示账户不需要这些信息。",
};

export type IdentityWords = typeof zh;
