//! The printable sheet of a pack: everything that a compliance officer approves, in words, with
//! what each rule rests on. One self-contained HTML page, every locale after the other, no script.
//!
//! Takes a loaded pack, gives HTML. It must never say a rule in other numbers than the pack's.

mod classes;
mod flows;
mod fraud;
mod html;
mod language;
mod origins;
mod products;
mod questions;
mod rules;
mod words;

use prescreen::Pack;
use prescreen::pack::schema::{PackDocument, Record, Service};
use prescreen::terms::Origin;

use html::Html;
use language::Language;
use words::Words;

const STYLE: &str = include_str!("sheet.css");

/// The page of a pack, in these locales.
pub fn page(pack: &Pack, locales: &[&str]) -> String {
    let mut html = Html::default();
    let first = locales.first().copied().unwrap_or("en");
    html.markup("<!doctype html>\n");
    html.put_with("html", "lang", first, |html| {
        html.put("head", |html| {
            html.markup("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
            let reference = pack.reference();
            html.line("title", &format!("{}@{}", reference.id, reference.version));
            html.markup("<style>");
            html.markup(STYLE);
            html.markup("</style>");
        });
        html.put("body", |html| {
            for locale in locales {
                html.put_with("article class=\"sheet\"", "lang", locale, |html| {
                    let language = Language::of(locale);
                    Sheet { words: Words { pack, locale, language }, language, html }.write();
                });
            }
        });
    });
    html.finish()
}

/// One locale's sheet under construction.
struct Sheet<'a, 'h> {
    words: Words<'a>,
    language: Language,
    html: &'h mut Html,
}

impl<'a> Sheet<'a, '_> {
    fn write(&mut self) {
        self.head();
        self.weak();
        self.sources();
        self.notices();
        self.questionnaire();
        self.classes();
        self.contradictions();
        self.eligibility();
        self.matching();
        self.gates();
        self.fraud();
        self.flows();
        self.documents();
        self.limits();
        self.promises();
        self.disclosure();
    }

    fn document(&self) -> &'a PackDocument {
        self.words.pack.document()
    }

    /// One of two wordings of the sheet's own.
    fn pick(&self, english: &'static str, chinese: &'static str) -> &'static str {
        self.language.pick(english, chinese)
    }

    /// A section with a heading and, in one sentence, how to read it.
    fn section(&mut self, heading: &str, lead: &str, inside: impl FnOnce(&mut Sheet<'a, '_>)) {
        let (words, language) = (self.words, self.language);
        self.html.put("section", |html| {
            html.line("h2", heading);
            if !lead.is_empty() {
                html.line("p class=\"lead\"", lead);
            }
            inside(&mut Sheet { words, language, html });
        });
    }

    /// An element with more of the sheet in it.
    fn put(&mut self, tag: &'static str, inside: impl FnOnce(&mut Sheet<'a, '_>)) {
        let (words, language) = (self.words, self.language);
        self.html.put(tag, |html| inside(&mut Sheet { words, language, html }));
    }

    /// A row of column headings.
    fn columns(&mut self, names: &[&str]) {
        self.html.put("thead", |html| {
            html.put("tr", |html| names.iter().for_each(|name| html.line("th scope=\"col\"", name)));
        });
    }

    /// A term and what it means, in a list of such.
    fn define(&mut self, term: &str, meaning: &str) {
        self.html.line("dt", term);
        self.html.line("dd", meaning);
    }

    fn head(&mut self) {
        let document = self.document();
        let reference = self.words.pack.reference();
        let service = match document.service {
            Service::Advised => self.pick("advised: missing evidence stops", "提供建议：材料不足即中止"),
            Service::NonAdvised => self.pick(
                "execution only: a rule may say that missing evidence warns",
                "不提供建议：规则可规定材料不足时仅予警示",
            ),
        };
        let until = document.effective.to.map_or_else(|| self.pick("open", "未定").into(), |day| day.to_string());
        let Record::Investor = document.record;
        let record = self.pick(
            "investor: answers, salts and arithmetic stay with the person; the firm keeps the commitment and the verdict",
            "投资者保存：答案、盐值与计算过程由投资者本人保存；公司保存承诺值与判定书",
        );
        self.put("header", |sheet| {
            sheet.html.line("p class=\"eyebrow\"", sheet.pick("Rule pack, for approval", "规则包（供审批）"));
            sheet.html.line("h1", sheet.words.text("pack.title"));
            sheet.html.line("p class=\"lead\"", &format!("{}@{}", reference.id, reference.version));
            sheet.put("dl class=\"facts\"", |sheet| {
                sheet.html.line("dt", sheet.pick("SHA-256 of the pack", "规则包 SHA-256"));
                sheet.html.line("dd class=\"mono\"", &reference.hash.to_string());
                let force = format!("{} – {until}", document.effective.from);
                sheet.define(sheet.pick("In force", "生效期间"), &force);
                sheet.define(sheet.pick("Jurisdiction", "法域"), &document.jurisdiction);
                sheet.define(sheet.pick("Regulator", "监管机构"), &document.regulator);
                sheet.define(sheet.pick("Service", "服务性质"), service);
                let zone = format!("{} (UTC {})", document.time_zone.name, offset(document.time_zone.offset_minutes));
                sheet.define(sheet.pick("Days are counted in", "日期按此时区计算"), &zone);
                let anywhere = sheet.pick("any website of the firm", "公司任何网站");
                let origins: Vec<&str> = document.origins.iter().map(Origin::as_str).collect();
                let origins = origins.join(sheet.language.comma());
                sheet.define(
                    sheet.pick("May be used on", "可用于"),
                    if origins.is_empty() { anywhere } else { &origins },
                );
                sheet.define(sheet.pick("Languages", "语言"), &document.locales.join(sheet.language.comma()));
                sheet.define(sheet.pick("Record", "记录保存"), record);
            });
        });
    }
}

fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { "−" } else { "+" };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes.wrapping_div(60), minutes.wrapping_rem(60))
}
