//! Steps, documents, limits, promises and disclosure on the sheet.

use prescreen::pack::schema::{Flow, Step};

use super::Sheet;

impl Sheet<'_, '_> {
    pub(super) fn flows(&mut self) {
        let document = self.document();
        let heading = self.pick("Steps", "步骤");
        let lead = self.pick(
            "In this order, each confirmed to the server, whose clock counts.",
            "按此顺序进行，每一步均由服务器确认并以服务器时间为准。",
        );
        self.section(heading, lead, |sheet| document.flows.iter().for_each(|flow| sheet.flow(flow)));
    }

    fn flow(&mut self, flow: &Flow) {
        self.put("div class=\"rule\"", |sheet| {
            sheet.put("h3", |sheet| {
                sheet.html.text(sheet.words.text(&format!("flow.{}", flow.id)));
                sheet.html.line("span class=\"leads mono\"", flow.id.as_str());
            });
            if flow.investor_starts {
                let text = sheet
                    .pick("Only the investor can start it; it is never offered.", "仅可由投资者主动发起，不得推介。");
                sheet.html.line("p class=\"about\"", text);
            }
            sheet.put("ol", |sheet| {
                for step in &flow.steps {
                    sheet.put("li", |sheet| sheet.step(flow, step));
                }
            });
            sheet.basis(&flow.basis);
        });
    }

    fn step(&mut self, flow: &Flow, step: &Step) {
        let text = self.words.text(&format!("step.{}.{}", flow.id, step.id));
        self.html.text(text);
        let mut detail = String::from(self.language.step(step.kind));
        if let Some(hours) = step.hours {
            detail.push_str(&format!(" · {hours} {}", self.pick("hours at least", "小时以上")));
        }
        if let Some(document) = &step.document {
            let title = self.language.quoted(self.words.text(&format!("document.{document}.title")));
            detail.push_str(&format!(" · {title}"));
        }
        self.html.line("span class=\"detail\"", &detail);
    }

    pub(super) fn documents(&mut self) {
        let document = self.document();
        let heading = self.pick("Documents in full", "文件全文");
        let lead = self.pick(
            "{class}, {grade} and {product} are filled in for each person and product.",
            "{class}、{grade}、{product} 按投资者与产品填入。",
        );
        self.section(heading, lead, |sheet| {
            for shown in &document.documents {
                sheet.put("div class=\"rule\"", |sheet| {
                    sheet.html.line("h3", sheet.words.text(&format!("document.{}.title", shown.id)));
                    let about = format!("{} · {} {}", shown.id, sheet.pick("version", "版本"), shown.version);
                    sheet.html.line("p class=\"about\"", &about);
                    sheet.put("div class=\"full\"", |sheet| {
                        sheet.html.paragraphs(sheet.words.text(&format!("document.{}.body", shown.id)));
                    });
                    sheet.basis(&shown.basis);
                });
            }
        });
    }

    pub(super) fn limits(&mut self) {
        let document = self.document();
        let heading = self.pick("Attempts and validity", "次数与有效期");
        let lead = self.pick("The entry in force on the session's day counts.", "以会话当日有效的条目为准。");
        self.section(heading, lead, |sheet| {
            for entry in &document.attempts {
                sheet.put("div class=\"rule\"", |sheet| {
                    let from = format!("{}{}", sheet.pick("Attempts from ", "评估次数，自 "), entry.from);
                    sheet.html.line("h3", &from);
                    let none = sheet.pick("no limit", "不限");
                    let count = |count: Option<u32>| count.map_or_else(|| none.into(), |count| count.to_string());
                    sheet.put("dl class=\"facts\"", |sheet| {
                        sheet.define(sheet.pick("Per day", "每日"), &count(entry.per_day));
                        sheet.define(sheet.pick("Within 12 months", "12 个月内"), &count(entry.per_12_months));
                        if let Some((retakes, hours)) = entry.immediate_retakes.zip(entry.lockout_hours) {
                            sheet.define(sheet.pick("Immediate retakes", "可立即重做"), &retakes.to_string());
                            sheet.define(
                                sheet.pick("Hours before each further one", "此后每次间隔小时数"),
                                &hours.to_string(),
                            );
                        }
                    });
                    sheet.basis(&entry.basis);
                });
            }
            for entry in &document.validity {
                sheet.put("div class=\"rule\"", |sheet| {
                    let from = format!("{}{}", sheet.pick("A class made from ", "类别有效期，自 "), entry.from);
                    sheet.html.line("h3", &from);
                    let unit = Some(prescreen::pack::schema::Unit::Months);
                    let months = sheet.language.counted(entry.months.into(), unit, None);
                    sheet.html.line("p", &format!("{}{months}", sheet.pick("holds for ", "有效 ")));
                    sheet.basis(&entry.basis);
                });
            }
        });
    }

    pub(super) fn promises(&mut self) {
        let document = self.document();
        let heading = self.pick("Promises about every applicant", "对所有申请人的承诺");
        self.section(heading, "", |sheet| {
            for promise in &document.never {
                sheet.put("div class=\"rule\"", |sheet| {
                    let mut leads_to = Vec::new();
                    if let Some(class) = &promise.class_at_most {
                        leads_to.push(format!("{}{class}", sheet.pick("class at most ", "类别不高于 ")));
                    }
                    if let Some(grade) = &promise.grade_at_most {
                        let label = sheet.pick("no product above ", "任何途径均不得购买高于此等级的产品：");
                        leads_to.push(format!("{label}{grade}"));
                    }
                    sheet.put("h3", |sheet| {
                        sheet.html.line("span class=\"mono\"", promise.id.as_str());
                        sheet
                            .html
                            .line("span class=\"leads\"", &format!("→ {}", leads_to.join(sheet.language.comma())));
                    });
                    sheet.condition(sheet.pick("When", "当"), &promise.when);
                });
            }
        });
    }

    pub(super) fn disclosure(&mut self) {
        let disclosure = &self.document().disclosure;
        let heading = self.pick("What leaves the device", "离开设备的内容");
        let lead = self.pick(
            "A commitment, a verdict with class, outcome and steps, and confirmations of steps taken. Answers stay with the person.",
            "承诺值、载有类别、结论与步骤的判定书，以及各步骤的确认。答案由投资者本人保存。",
        );
        self.section(heading, lead, |sheet| {
            sheet.put("dl class=\"facts\"", |sheet| {
                let deciding =
                    if disclosure.deciding_reason { sheet.pick("yes", "是") } else { sheet.pick("no", "否") };
                sheet.define(sheet.pick("The reason that decided", "决定性理由"), deciding);
                let codes: Vec<&str> = disclosure.reasons.iter().map(prescreen::id::Id::as_str).collect();
                let none = sheet.pick("none", "无");
                let codes = if codes.is_empty() { none.into() } else { codes.join(sheet.language.comma()) };
                sheet.define(sheet.pick("Further reasons when they apply", "适用时的其他理由"), &codes);
                let others: Vec<&str> = disclosure.shadow.iter().map(|shadow| shadow.pack.as_str()).collect();
                if !others.is_empty() {
                    let label = sheet.pick(
                        "The class by a pack on trial, which decides nothing",
                        "试用规则包得出的类别（不作决定）",
                    );
                    sheet.define(label, &others.join(sheet.language.comma()));
                }
            });
        });
    }
}
