//! What the rules rest on: what is not certain first, then all sources.

use prescreen::id::Id;
use prescreen::pack::schema::{Basis, Confidence};

use super::Sheet;
use crate::commands::basis::{Weak, confidence, weak};

impl Sheet<'_, '_> {
    /// What each rule rests on, in one line under it.
    pub(super) fn basis(&mut self, basis: &Basis) {
        let document = self.document();
        let firm = self.pick("the firm's own", "公司自定");
        self.put("p class=\"basis\"", |sheet| {
            if let Some(reason) = &basis.firm {
                sheet.html.line("span class=\"mark weak\"", firm);
                sheet.html.text(" ");
                sheet.html.text(sheet.words.text(&format!("basis.{reason}")));
                return;
            }
            if let Some(confidence) = confidence(document, basis) {
                sheet.confidence(confidence);
            }
            if let Some(source) = &basis.source {
                sheet.html.text(&format!(" {}", sheet.words.text(&format!("source.{source}"))));
            }
            if let Some(article) = &basis.at {
                sheet.html.text(&format!(" · {}", sheet.words.text(&format!("basis.{article}"))));
            }
        });
    }

    pub(super) fn confidence(&mut self, confidence: Confidence) {
        match confidence {
            Confidence::H => self.html.line("span class=\"mark\"", "H"),
            Confidence::M => self.html.line("span class=\"mark weak\"", "M"),
            Confidence::L => self.html.line("span class=\"mark weak\"", "L"),
            Confidence::K => self.html.line("span class=\"mark weak\"", "K"),
        }
    }

    /// Everything below full confidence, before anything else.
    pub(super) fn weak(&mut self) {
        let all = weak(self.words.pack, self.words.locale);
        let heading = self.pick("What is not certain", "尚不确定之处");
        let lead = self.pick(
            "Each rule below rests on something weaker than the rule's own text, or is the firm's own choice. Whoever approves this pack approves these.",
            "以下各项的依据弱于规则原文，或为公司自行决定。批准本规则包即批准这些内容。",
        );
        self.section(heading, lead, |sheet| {
            sheet.legend();
            sheet.put("table class=\"weak-rules\"", |sheet| {
                let columns = [
                    sheet.pick("Basis", "依据"),
                    sheet.pick("Where", "位置"),
                    sheet.pick("Source or reason", "来源或理由"),
                ];
                sheet.columns(&columns);
                sheet.put("tbody", |sheet| all.iter().for_each(|one| sheet.put("tr", |sheet| sheet.weak_row(one))));
            });
        });
    }

    fn weak_row(&mut self, one: &Weak<'_>) {
        let firm = self.pick("firm", "公司");
        match one {
            Weak::Firm { at, reason } => {
                self.put("td", |sheet| sheet.html.line("span class=\"mark weak\"", firm));
                self.place(at);
                self.html.line("td", reason);
            }
            Weak::Source { at, confidence, title, article } => {
                self.put("td", |sheet| sheet.confidence(*confidence));
                self.place(at);
                self.html.line(
                    "td",
                    &article.map_or_else(|| String::from(*title), |article| format!("{title} · {article}")),
                );
            }
        }
    }

    /// What a pointer is about, in words, with the pointer for whoever edits the pack.
    fn place(&mut self, at: &str) {
        let name = self.place_name(at);
        self.put("td", |sheet| {
            sheet.html.text(&name);
            sheet.html.line("span class=\"detail mono\"", at);
        });
    }

    fn place_name(&self, at: &str) -> String {
        let document = self.document();
        let parts: Vec<&str> = at.split('/').skip(1).collect();
        let number = |part: &str| part.parse::<usize>().unwrap_or(usize::MAX);
        let code = |label: &str, id: Option<&Id>| format!("{label} {}", id.map_or("", Id::as_str));
        let titled = |label: &str, key: String| format!("{label} {}", self.language.quoted(self.words.text(&key)));
        let pick = |english, chinese| self.language.pick(english, chinese);
        match parts[..] {
            ["notices", n] => {
                let id = document.notices.get(number(n)).map_or("", |notice| notice.id.as_str());
                titled(pick("Notice", "告知"), format!("notice.{id}.title"))
            }
            ["questionnaire"] => pick("Questionnaire as a whole", "问卷整体").into(),
            ["questionnaire", "sections", s, "items", n] => {
                let section = document.questionnaire.sections.get(number(s));
                let id = section.and_then(|section| section.items.get(number(n))).map_or("", |item| item.id.as_str());
                titled(pick("Question", "问题"), format!("item.{id}"))
            }
            ["classes", "lowest"] => pick("Lowest class", "最低类别").into(),
            ["classes", "dimensions", n] => {
                let id = document.classes.dimensions.get(number(n)).map_or("", |dimension| dimension.id.as_str());
                titled(pick("Dimension", "维度"), format!("dimension.{id}"))
            }
            ["classes", "caps", n] => {
                code(pick("Cap", "上限"), document.classes.caps.get(number(n)).map(|cap| &cap.id))
            }
            ["contradictions", n] => {
                code(pick("Contradiction", "矛盾"), document.contradictions.get(number(n)).map(|one| &one.id))
            }
            ["eligibility", n] => {
                code(pick("Eligibility", "服务对象"), document.eligibility.get(number(n)).map(|rule| &rule.id))
            }
            ["matching", "reach"] => pick("Class by grade", "类别与等级").into(),
            ["matching", "term"] => pick("Term", "期限").into(),
            ["matching", "type"] => pick("Investment type", "投资品种").into(),
            ["matching", "rules", n] => {
                code(pick("Matching", "匹配规则"), document.matching.rules.get(number(n)).map(|rule| &rule.id))
            }
            ["gates", n] => {
                code(pick("Access condition", "准入条件"), document.gates.get(number(n)).map(|gate| &gate.id))
            }
            ["documents", n] => {
                let id = document.documents.get(number(n)).map_or("", |shown| shown.id.as_str());
                titled(pick("Document", "文件"), format!("document.{id}.title"))
            }
            ["flows", n] => {
                let id = document.flows.get(number(n)).map_or("", |flow| flow.id.as_str());
                titled(pick("Steps", "步骤"), format!("flow.{id}"))
            }
            ["attempts", n] => {
                let from = document.attempts.get(number(n)).map_or_else(String::new, |entry| entry.from.to_string());
                format!("{}{from}", pick("Attempts from ", "评估次数，自 "))
            }
            ["validity", n] => {
                let from = document.validity.get(number(n)).map_or_else(String::new, |entry| entry.from.to_string());
                format!("{}{from}", pick("Validity from ", "有效期，自 "))
            }
            _ => String::new(),
        }
    }

    fn legend(&mut self) {
        let firm = self.pick("firm", "公司");
        let own = self.pick(
            "the firm's own choice or a stricter overlay, with its reason",
            "公司自行决定或更严的内部标准，并附理由",
        );
        self.put("dl class=\"legend\"", |sheet| {
            for confidence in [Confidence::H, Confidence::M, Confidence::L, Confidence::K] {
                sheet.put("dt", |sheet| sheet.confidence(confidence));
                sheet.html.line("dd", sheet.language.confidence(confidence));
            }
            sheet.put("dt", |sheet| sheet.html.line("span class=\"mark weak\"", firm));
            sheet.html.line("dd", own);
        });
    }

    pub(super) fn sources(&mut self) {
        let document = self.document();
        let heading = self.pick("Sources", "来源");
        self.section(heading, "", |sheet| {
            sheet.put("table", |sheet| {
                let columns = [
                    sheet.pick("Confidence", "可信度"),
                    sheet.pick("Source", "来源"),
                    sheet.pick("Read on", "查阅日期"),
                ];
                sheet.columns(&columns);
                sheet.put("tbody", |sheet| {
                    for (id, source) in &document.sources {
                        sheet.put("tr", |sheet| {
                            sheet.put("td", |sheet| sheet.confidence(source.confidence));
                            sheet.put("td", |sheet| {
                                sheet.html.text(sheet.words.text(&format!("source.{id}")));
                                if let Some(url) = &source.url {
                                    sheet.html.markup("<br>");
                                    sheet.html.link(url, url);
                                }
                            });
                            sheet.html.line("td class=\"n\"", &source.read_on.to_string());
                        });
                    }
                });
            });
        });
    }
}
