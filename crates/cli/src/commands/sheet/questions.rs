//! Notices, facts and questions on the sheet.

use std::collections::BTreeSet;

use prescreen::id::Id;
use prescreen::pack::schema::{Choice, Derive, FactKind, Item, ItemKind, NoticeKind, Pick, Provider};

use super::Sheet;
use super::language::grouped;

impl Sheet<'_, '_> {
    pub(super) fn notices(&mut self) {
        let document = self.document();
        let heading = self.pick("Notices and consents", "告知与同意");
        let lead = self.pick("Shown before anything is collected.", "在收集任何信息之前展示。");
        self.section(heading, lead, |sheet| {
            for notice in &document.notices {
                let kind = match notice.kind {
                    NoticeKind::Notice => sheet.pick("notice", "告知"),
                    NoticeKind::Consent => sheet.pick("separate consent", "单独同意"),
                };
                let needed = if notice.required {
                    sheet.pick("required", "必需")
                } else {
                    sheet.pick("may be declined", "可拒绝")
                };
                sheet.put("div class=\"rule\"", |sheet| {
                    sheet.html.line("h3", sheet.words.text(&format!("notice.{}.title", notice.id)));
                    let version = notice.version;
                    let about =
                        format!("{} · {} {version} · {kind} · {needed}", notice.id, sheet.pick("version", "版本"));
                    sheet.html.line("p class=\"about\"", &about);
                    sheet.html.paragraphs(sheet.words.text(&format!("notice.{}.body", notice.id)));
                    sheet.basis(&notice.basis);
                });
            }
        });
    }

    pub(super) fn questionnaire(&mut self) {
        let document = self.document();
        let heading = self.pick("Questionnaire", "问卷");
        let lead = self.pick(
            "Points are never shown to the person before the result is accepted. “Caution” is the order that the pack declares apart from the points, 1 being the most cautious answer.",
            "结果被接受之前，分值不向投资者展示。「谨慎」次序由规则包独立于分值声明，1 为最谨慎的答案。",
        );
        self.section(heading, lead, |sheet| {
            sheet.basis(&document.questionnaire.basis);
            let mut number = 0_usize;
            for section in &document.questionnaire.sections {
                sheet.html.line("h3 class=\"part\"", sheet.words.text(&format!("section.{}", section.id)));
                for item in &section.items {
                    number = number.saturating_add(1);
                    sheet.put("div class=\"item\"", |sheet| sheet.item(number, item));
                }
            }
            sheet.facts();
        });
    }

    fn item(&mut self, number: usize, item: &Item) {
        let text = |sheet: &Self, key: &str| sheet.words.text(key);
        let question = text(self, &format!("item.{}", item.id));
        self.html.line("h4", &format!("{number}. {question}"));
        let how = match (item.kind, item.pick) {
            (ItemKind::Single, _) => self.pick("one answer", "单选"),
            (ItemKind::Multiple, Some(Pick::Sum)) => self.pick("several answers, which add up", "多选，分值相加"),
            (ItemKind::Multiple, _) => self.pick("several answers, the highest counts", "多选，取最高分"),
            (ItemKind::Number, _) => self.pick("a whole number", "填写整数"),
        };
        self.html.line("p class=\"about\"", &format!("{} · {how}", item.id));
        let why = text(self, &format!("item.{}.why", item.id));
        self.html.line("p class=\"quiet\"", why);
        let help = text(self, &format!("item.{}.help", item.id));
        if !help.is_empty() {
            self.html.line("p class=\"quiet\"", help);
        }
        if let Some(example) = &item.example {
            let amount = self.language.money(example.amount, &example.currency);
            let shown = self.pick("Illustrated with ", "示例金额：");
            self.html.line("p class=\"quiet\"", &format!("{shown}{amount}"));
        }
        let scored = self.scored(item);
        let ordered = !item.risk_order.is_empty();
        let marked = item.options.iter().any(|option| !option.marks.is_empty());
        self.put("table class=\"answers\"", |sheet| {
            let mut columns = vec![sheet.pick("Answer", "答案")];
            columns.extend(scored.iter().map(|dimension| sheet.words.text(&format!("dimension.{dimension}"))));
            columns.extend(ordered.then(|| sheet.pick("Caution", "谨慎")));
            columns.extend(marked.then(|| sheet.pick("Amounts to", "含义")));
            sheet.columns(&columns);
            sheet.put("tbody", |sheet| {
                for option in &item.options {
                    sheet.put("tr", |sheet| {
                        sheet.option(item, option);
                        for dimension in &scored {
                            let points = option.points.get(*dimension).copied().unwrap_or(0);
                            sheet.html.line("td class=\"n\"", &grouped(points.into()));
                        }
                        if ordered {
                            let place = item.risk_order.iter().zip(1_usize..).find(|(id, _)| **id == option.id);
                            let place = place.map_or_else(String::new, |(_, place)| place.to_string());
                            sheet.html.line("td class=\"n\"", &place);
                        }
                        if marked {
                            let marks = option.marks.iter().map(|mark| sheet.language.mark(*mark));
                            sheet.html.line("td", &marks.collect::<Vec<_>>().join(sheet.language.comma()));
                        }
                    });
                }
            });
        });
        if let Some(basis) = &item.basis {
            self.basis(basis);
        }
    }

    fn option(&mut self, item: &Item, option: &Choice) {
        let text = self.words.text(&format!("option.{}.{}", item.id, option.id));
        let mut details = Vec::new();
        if item.kind == ItemKind::Number {
            let end = |end: Option<i64>| end.map_or_else(|| "…".into(), grouped);
            details.push(format!("{} – {}", end(option.from), end(option.to)));
        }
        if let (Some(shown), Some(example)) = (&option.illustration, &item.example) {
            let low = self.language.money(shown.low, &example.currency);
            let high = self.language.money(shown.high, &example.currency);
            let worse = if shown.low_open { self.pick(" or worse", " 或更差") } else { "" };
            details.push(format!("{low}{worse} – {high}"));
        }
        self.put("td", |sheet| {
            sheet.html.text(text);
            for detail in details {
                sheet.html.line("span class=\"detail\"", &detail);
            }
        });
    }

    /// The dimensions in which an item scores.
    fn scored<'b>(&self, item: &'b Item) -> BTreeSet<&'b Id> {
        let points = item.options.iter().flat_map(|option| &option.points);
        points.filter(|(_, points)| *points != 0).map(|(dimension, _)| dimension).collect()
    }

    /// The facts that rules read beside the answers.
    fn facts(&mut self) {
        let document = self.document();
        self.html.line("h3 class=\"part\"", self.pick("Facts that rules read", "规则读取的事实"));
        self.put("table", |sheet| {
            let columns = [sheet.pick("Fact", "事实"), sheet.pick("Form", "形式"), sheet.pick("Provided by", "提供者")];
            sheet.columns(&columns);
            sheet.put("tbody", |sheet| {
                for fact in &document.facts {
                    sheet.put("tr", |sheet| {
                        sheet.put("td", |sheet| {
                            sheet.html.text(sheet.words.text(&format!("fact.{}", fact.id)));
                            sheet.html.line("span class=\"detail mono\"", fact.id.as_str());
                        });
                        let form = sheet.form(fact);
                        sheet.html.line("td", &form);
                        let from: Vec<&str> =
                            fact.provided_by.iter().map(|provider| sheet.provider(*provider)).collect();
                        let from = if from.is_empty() {
                            sheet.pick("derived", "推导得出").into()
                        } else {
                            from.join(sheet.language.comma())
                        };
                        sheet.html.line("td", &from);
                    });
                }
            });
        });
    }

    fn form(&self, fact: &prescreen::pack::schema::Fact) -> String {
        let name = |id: &Id| self.words.text(&format!("fact.{id}"));
        let names = |ids: &[Id]| ids.iter().map(name).collect::<Vec<_>>().join(self.language.comma());
        match (&fact.derive, fact.kind) {
            (Some(Derive::AgeOn(id)), _) => {
                format!("{}{}", self.pick("completed years since: ", "周岁数，自："), name(id))
            }
            (Some(Derive::MonthsSince(id)), _) => {
                format!("{}{}", self.pick("completed months since: ", "足月数，自："), name(id))
            }
            (Some(Derive::Min(ids)), _) => format!("{}{}", self.pick("the least of: ", "取最小值："), names(ids)),
            (Some(Derive::Max(ids)), _) => format!("{}{}", self.pick("the greatest of: ", "取最大值："), names(ids)),
            (Some(Derive::ShareBp { part, whole }), _) => format!("{} ÷ {}", name(part), name(whole)),
            (None, FactKind::Boolean) => self.pick("yes or no", "是或否").into(),
            (None, FactKind::Date) => self.pick("date", "日期").into(),
            (None, FactKind::Choice) => {
                let option = |id| self.words.text(&format!("fact.{}.{id}", fact.id));
                fact.options.iter().map(option).collect::<Vec<_>>().join(self.language.comma())
            }
            (None, FactKind::Integer) => {
                let end = |end: Option<i64>| {
                    end.map_or_else(
                        || "…".into(),
                        |end| self.language.counted(end, fact.unit, fact.currency.as_deref()),
                    )
                };
                format!("{} – {}", end(fact.min), end(fact.max))
            }
        }
    }

    fn provider(&self, provider: Provider) -> &'static str {
        match provider {
            Provider::Host => self.pick("the firm (attested)", "公司（已证明）"),
            Provider::Person => self.pick("the person (declared)", "投资者（自行申报）"),
            Provider::File => self.pick("a file that the person opens", "投资者打开的文件"),
        }
    }
}
