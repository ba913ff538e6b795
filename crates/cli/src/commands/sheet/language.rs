//! The sheet's own words, in Chinese for Chinese locales and in English for all others.

use prescreen::pack::schema::{Confidence, Mark, Severity, StepKind, Unit};
use prescreen::terms::{Outcome, Purpose, Tier};

/// The language of the sheet's own words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    Chinese,
}

impl Language {
    /// The language for a locale.
    pub fn of(locale: &str) -> Self {
        if locale == "zh" || locale.starts_with("zh-") { Self::Chinese } else { Self::English }
    }

    /// One of two wordings.
    pub fn pick(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// What stands between the members of a list.
    pub fn comma(self) -> &'static str {
        self.pick(", ", "、")
    }

    /// A quotation.
    pub fn quoted(self, text: &str) -> String {
        match self {
            Self::English => format!("“{text}”"),
            Self::Chinese => format!("「{text}」"),
        }
    }

    pub fn outcome(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Proceed => self.pick("go on", "可继续"),
            Outcome::ProceedAfter => self.pick("go on after steps", "完成步骤后可继续"),
            Outcome::Pause => self.pick("pause", "暂停"),
            Outcome::InsufficientEvidence => self.pick("insufficient evidence: stop", "材料不足：中止"),
            Outcome::Refer => self.pick("a person decides", "转人工处理"),
            Outcome::Refuse => self.pick("not possible", "不可办理"),
        }
    }

    pub fn mark(self, mark: Mark) -> &'static str {
        match mark {
            Mark::NoLoss => self.pick("can or will bear no loss", "不能或不愿承受任何损失"),
            Mark::NoCapacity => self.pick("has no means to bear a loss", "无力承担损失"),
            Mark::NoExperience => self.pick("has not invested before", "无投资经验"),
            Mark::ShortHorizon => self.pick("needs the money within a year", "一年内需要用款"),
            Mark::NoCivilCapacity => self.pick("lacks full civil capacity", "不具有完全民事行为能力"),
        }
    }

    pub fn tier(self, tier: Tier) -> &'static str {
        match tier {
            Tier::Declared => self.pick("declared (typed in)", "自行申报"),
            Tier::Parsed => self.pick("parsed (read from a file)", "由文件读取"),
            Tier::Consistent => self.pick("consistent (the file's own totals hold)", "文件自身勾稽一致"),
            Tier::Attested => self.pick("attested (the firm holds it)", "由公司系统证明"),
        }
    }

    pub fn purpose(self, purpose: Purpose) -> &'static str {
        match purpose {
            Purpose::AccountOpening => self.pick("account opening", "开户"),
            Purpose::Assessment => self.pick("new assessment", "重新评估"),
            Purpose::Purchase => self.pick("purchase", "购买产品"),
        }
    }

    pub fn severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Note => self.pick("written down", "予以记录"),
            Severity::Ask => self.pick("the person is asked once, neutrally", "中性地请投资者确认一次"),
            Severity::Cap => self.pick("the class is held down", "限制投资者类别上限"),
            Severity::Refer => self.pick("a person decides", "转人工处理"),
            Severity::Block => self.pick("no class comes of it", "不产生投资者类别"),
        }
    }

    pub fn step(self, kind: StepKind) -> &'static str {
        match kind {
            StepKind::Read => self.pick("confirm having read", "确认已阅读"),
            StepKind::Sign => self.pick("sign electronically", "电子签署"),
            StepKind::Insist => self.pick("the investor says, unprompted, to go on", "投资者主动要求继续"),
            StepKind::Wait => self.pick("wait, then confirm again", "等待期满后再次确认"),
            StepKind::Host => self.pick("the firm's back end confirms", "由公司后台确认"),
        }
    }

    /// What a confidence mark means.
    pub fn confidence(self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::H => {
                self.pick("high: the rule's text or the regulator's own page", "高：规则原文或监管机构自身网页")
            }
            Confidence::M => self.pick(
                "medium: a dated secondary source, or code that transcribes the rule",
                "中：注明日期的二手来源，或转写该规则的代码",
            ),
            Confidence::L => self.pick("low: a single weak source", "低：单一且较弱的来源"),
            Confidence::K => self.pick("not verified: the author's own knowledge", "未核实：作者自身所知"),
        }
    }

    /// An amount in hundredths of a currency.
    pub fn money(self, minor_units: i64, currency: &str) -> String {
        let whole = grouped(minor_units.wrapping_div(100));
        let cents = minor_units.unsigned_abs().wrapping_rem(100);
        let sign = if minor_units < 0 && minor_units > -100 { "−" } else { "" };
        let cents = if cents == 0 { String::new() } else { format!(".{cents:02}") };
        match (self, currency) {
            (Self::Chinese, "CNY") => format!("人民币 {sign}{whole}{cents} 元"),
            (Self::Chinese, _) => format!("{sign}{whole}{cents} {currency}"),
            (Self::English, _) => format!("{currency} {sign}{whole}{cents}"),
        }
    }

    /// A number with what it counts.
    pub fn counted(self, number: i64, unit: Option<Unit>, currency: Option<&str>) -> String {
        match unit {
            Some(Unit::MinorUnits) => self.money(number, currency.unwrap_or_default()),
            Some(Unit::Months) => format!("{} {}", grouped(number), self.pick("months", "个月")),
            Some(Unit::Years) => format!("{} {}", grouped(number), self.pick("years", "年（周岁）")),
            Some(Unit::BasisPoints) => {
                let rest = number.unsigned_abs().wrapping_rem(100);
                let rest = if rest == 0 { String::new() } else { format!(".{rest:02}") };
                format!("{}{rest} %", grouped(number.wrapping_div(100)))
            }
            Some(Unit::Count) | None => grouped(number),
        }
    }
}

/// A number with thousands separators and a true minus.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "−" } else { "" });
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && digits.len().abs_diff(n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_currency_and_separators() {
        assert_eq!(Language::English.money(50_000_000, "CNY"), "CNY 500,000");
        assert_eq!(Language::Chinese.money(50_000_000, "CNY"), "人民币 500,000 元");
        assert_eq!(Language::English.money(-1_234_567, "GBP"), "GBP −12,345.67");
        assert_eq!(Language::English.money(-5, "GBP"), "GBP −0.05");
        assert_eq!(grouped(i64::MIN), "−9,223,372,036,854,775,808");
        assert_eq!(grouped(100), "100");
    }

    #[test]
    fn units_are_said() {
        assert_eq!(Language::English.counted(24, Some(Unit::Months), None), "24 months");
        assert_eq!(Language::English.counted(1_250, Some(Unit::BasisPoints), None), "12.50 %");
    }
}
