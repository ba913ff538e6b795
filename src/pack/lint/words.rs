//! Words of the languages that are linted. A table only; how it is used is `ranges`' and `wording`'s.
//!
//! That 以上, 以下 and 以内 include the amount, 不满 and 超过 do not, is article 1259 of China's Civil Code. All
//! other lists are this project's own choice: few words, each of which seldom means anything else.

/// What a part of an amount's text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Before an amount: up to it, without it.
    Under,
    /// Before an amount: up to it.
    AtMost,
    /// Before an amount: from it, without it.
    Over,
    /// Before an amount: from it.
    AtLeast,
    /// After an amount: up to it.
    OrLess,
    /// After an amount: from it.
    OrMore,
    /// Between two amounts.
    To,
    /// After a number: so many times.
    Times(i128),
}

/// The words of one language.
pub(super) struct Words {
    /// Parts of an amount's text, longer ones before those they begin with.
    pub signs: &'static [(&'static str, Sign)],
    /// What may stand between an amount and its sign: units and currencies.
    pub units: &'static [&'static str],
    /// Units in which amounts between two whole numbers exist.
    pub continuous: &'static [&'static str],
    /// How an option begins that is for whom nothing else fits.
    pub catch_all: &'static [&'static str],
    /// Words with a negation in them that negate nothing, taken out before counting.
    pub not_negations: &'static [&'static str],
    /// Negations.
    pub negations: &'static [&'static str],
    /// Answers that turn a negated question around.
    pub turns: &'static [&'static str],
    /// What suggests an answer.
    pub leading: &'static [&'static str],
}

/// The words of a locale, by its language.
pub(super) fn of(locale: &str) -> Option<&'static Words> {
    match locale.split('-').next() {
        Some("en") => Some(&ENGLISH),
        Some("zh") => Some(&CHINESE),
        _ => None,
    }
}

use Sign::{AtLeast, AtMost, OrLess, OrMore, Over, Times, To, Under};

static ENGLISH: Words = Words {
    signs: &[
        ("no more than", AtMost),
        ("not more than", AtMost),
        ("no less than", AtLeast),
        ("not less than", AtLeast),
        ("less than", Under),
        ("fewer than", Under),
        ("more than", Over),
        ("at least", AtLeast),
        ("at most", AtMost),
        ("up to", AtMost),
        ("within", AtMost),
        ("under", Under),
        ("below", Under),
        ("over", Over),
        ("above", Over),
        ("or less", OrLess),
        ("or fewer", OrLess),
        ("or under", OrLess),
        ("or younger", OrLess),
        ("or more", OrMore),
        ("or over", OrMore),
        ("or above", OrMore),
        ("or older", OrMore),
        ("and above", OrMore),
        ("and over", OrMore),
        ("billion", Times(1_000_000_000)),
        ("million", Times(1_000_000)),
        ("thousand", Times(1_000)),
        ("m", Times(1_000_000)),
        ("k", Times(1_000)),
        ("+", OrMore),
        ("to", To),
        ("or", To),
        ("and", To),
        ("–", To),
        ("—", To),
        ("-", To),
        ("~", To),
    ],
    units: &[
        "%", "$", "€", "£", "¥", "cny", "rmb", "usd", "eur", "hkd", "gbp", "years", "year", "months", "month", "days",
        "day",
    ],
    continuous: &[
        "%", "$", "€", "£", "¥", "cny", "rmb", "usd", "eur", "hkd", "gbp", "year", "month", "million", "billion",
    ],
    catch_all: &["none", "other", "nothing", "no ", "neither", "i have never", "never", "not "],
    not_negations: &["no more than", "not more than", "no less than", "not less than", "not only", "whether or not"],
    negations: &[
        "not",
        "cannot",
        "never",
        "no",
        "none",
        "nothing",
        "nobody",
        "neither",
        "without",
        "unless",
        "don't",
        "don’t",
        "can't",
        "can’t",
        "won't",
        "won’t",
        "doesn't",
        "doesn’t",
        "wouldn't",
        "wouldn’t",
        "isn't",
        "isn’t",
    ],
    turns: &["yes", "no", "agree", "disagree", "strongly agree", "strongly disagree"],
    leading: &[
        "surely",
        "obviously",
        "of course",
        "clearly you",
        "as everyone knows",
        "everybody knows",
        "most people",
        "most investors",
        "smart investors",
        "wise investors",
        "sensible investors",
        "don't you",
        "don’t you",
        "wouldn't you",
        "wouldn’t you",
        "isn't it",
        "isn’t it",
        "you should",
    ],
};

static CHINESE: Words = Words {
    signs: &[
        ("不超过", AtMost),
        ("不高于", AtMost),
        ("不多于", AtMost),
        ("不低于", AtLeast),
        ("不少于", AtLeast),
        ("不到", Under),
        ("不足", Under),
        ("不满", Under),
        ("低于", Under),
        ("少于", Under),
        ("小于", Under),
        ("超过", Over),
        ("高于", Over),
        ("大于", Over),
        ("多于", Over),
        ("至少", AtLeast),
        ("至多", AtMost),
        ("最多", AtMost),
        ("及以下", OrLess),
        ("或以下", OrLess),
        ("以下", OrLess),
        ("以内", OrLess),
        ("之内", OrLess),
        ("及以上", OrMore),
        ("或以上", OrMore),
        ("以上", OrMore),
        ("万", Times(10_000)),
        ("亿", Times(100_000_000)),
        ("千", Times(1_000)),
        ("至", To),
        ("到", To),
        ("–", To),
        ("—", To),
        ("-", To),
        ("~", To),
        ("～", To),
    ],
    units: &["%", "％", "元", "人民币", "美", "港", "年", "个", "月", "岁", "人", "种", "次", "天", "日"],
    continuous: &["%", "％", "元", "年", "月", "万", "亿"],
    catch_all: &["都没有", "都不", "没有", "从来没有", "从未", "以上都", "无", "其他", "其它", "暂无"],
    not_negations: &[
        "有没有",
        "是不是",
        "多不多",
        "能不能",
        "会不会",
        "愿不愿",
        "不到",
        "不足",
        "不满",
        "不超过",
        "不低于",
        "不少于",
        "不高于",
        "不多于",
        "不仅",
        "不但",
        "不过",
        "不动产",
        "不论",
        "不管",
        "不断",
        "不同的",
        "无论",
        "无所谓",
        "非常",
        "除非",
    ],
    negations: &["不", "没", "无", "未", "非", "否"],
    turns: &["是", "否", "同意", "不同意", "非常同意", "非常不同意"],
    leading: &[
        "难道",
        "显然",
        "当然",
        "众所周知",
        "大家都",
        "大多数人",
        "大部分人",
        "多数投资者",
        "聪明的",
        "明智的",
        "理性的投资者",
        "您应该",
        "您应当",
        "不觉得",
        "对吧",
        "对不对",
    ],
};
