//! Classes and contradictions on the sheet.

use prescreen::pack::schema::{Combination, Dimension, Severity};

use super::Sheet;

impl Sheet<'_, '_> {
    pub(super) fn classes(&mut self) {
        let document = self.document();
        let heading = self.pick("Investor classes", "投资者类别");
        let lead = self.pick(
            "The predicate of the lowest class comes before any score. Then each dimension with bands gives a class, and the lowest of them counts; caps hold it down further. Nothing raises a class.",
            "最低类别的条件先于任何评分。随后每个设有分段的维度各得一个类别，取其最低；上限条件进一步限制。任何内容都不会提高类别。",
        );
        let Combination::Min = document.classes.combination;
        self.section(heading, lead, |sheet| {
            sheet.put("table", |sheet| {
                let columns = [
                    sheet.pick("Class", "类别"),
                    sheet.pick("Short name", "简称"),
                    sheet.pick("Name", "名称"),
                    sheet.pick("Meaning", "含义"),
                ];
                sheet.columns(&columns);
                sheet.put("tbody", |sheet| {
                    for class in &document.classes.list {
                        sheet.put("tr", |sheet| {
                            sheet.html.line("td class=\"n\"", class.as_str());
                            sheet.html.line("td class=\"n\"", sheet.words.text(&format!("class.{class}.short")));
                            sheet.html.line("td", sheet.words.text(&format!("class.{class}")));
                            sheet.html.line("td", sheet.words.text(&format!("class.{class}.meaning")));
                        });
                    }
                });
            });
            sheet.html.line("h3 class=\"part\"", sheet.pick("Lowest class, decided first", "最低类别（最先判断）"));
            let lowest = &document.classes.lowest;
            let first = document.classes.list.first().map_or("", |class| class.as_str());
            sheet.rule(&lowest.id, first, &lowest.basis, |sheet| {
                sheet.condition(sheet.pick("When", "当"), &lowest.when);
                sheet.html.line("p", sheet.pick("If it cannot be decided → no class", "无法判断时 → 不产生类别"));
            });
            sheet.html.line("h3 class=\"part\"", sheet.pick("Dimensions and bands", "维度与分段"));
            for dimension in &document.classes.dimensions {
                sheet.put("div class=\"rule\"", |sheet| sheet.dimension(dimension));
            }
            sheet.html.line("h3 class=\"part\"", sheet.pick("Caps", "上限"));
            for cap in &document.classes.caps {
                let at_most = sheet.at_most(cap.class_at_most.as_str());
                sheet.rule(&cap.id, &at_most, &cap.basis, |sheet| {
                    sheet.condition(sheet.pick("When true or unknown", "当成立或无法判断"), &cap.when);
                });
            }
        });
    }

    fn at_most(&self, class: &str) -> String {
        format!("{}{class}", self.pick("class at most ", "类别不高于 "))
    }

    fn dimension(&mut self, dimension: &Dimension) {
        let name = self.words.text(&format!("dimension.{}", dimension.id));
        self.html.line("h4", name);
        if !dimension.sum_of.is_empty() {
            let parts: Vec<&str> =
                dimension.sum_of.iter().map(|id| self.words.text(&format!("dimension.{id}"))).collect();
            let text = format!("{}{}", self.pick("Sum of: ", "合计："), parts.join(" + "));
            self.html.line("p class=\"about\"", &text);
        }
        if dimension.bands.is_empty() {
            let text = self.pick("No bands: it decides nothing by itself.", "无分段：自身不决定类别。");
            self.html.line("p class=\"quiet\"", text);
        } else {
            self.put("table class=\"bands\"", |sheet| {
                let columns = [sheet.pick("Points", "分值"), sheet.pick("Class", "类别")];
                sheet.columns(&columns);
                sheet.put("tbody", |sheet| {
                    for band in &dimension.bands {
                        let end = |end: Option<i32>| {
                            end.map_or_else(|| "…".into(), |end| super::language::grouped(end.into()))
                        };
                        let range = format!("{} – {}", end(band.from), end(band.to));
                        sheet.put("tr", |sheet| {
                            sheet.html.line("td class=\"n\"", &range);
                            sheet.html.line("td class=\"n\"", band.class.as_str());
                        });
                    }
                });
            });
        }
        self.basis(&dimension.basis);
    }

    pub(super) fn contradictions(&mut self) {
        let document = self.document();
        let heading = self.pick("Answers that do not go together", "相互矛盾的答案");
        let lead = self.pick(
            "They are shown side by side before any class; none can raise it.",
            "在得出类别之前并列展示；不会提高类别。",
        );
        self.section(heading, lead, |sheet| {
            for contradiction in &document.contradictions {
                let class = contradiction
                    .class_at_most
                    .as_ref()
                    .map_or_else(String::new, |class| sheet.at_most(class.as_str()));
                let said = |severity: Severity| match severity {
                    Severity::Cap => class.clone(),
                    other => String::from(sheet.language.severity(other)),
                };
                let mut leads_to = said(contradiction.then);
                if let Some(kept) = contradiction.kept {
                    let kept = said(kept);
                    let label = sheet.pick("; if the answers stay: ", "；答案保持不变时：");
                    leads_to = format!("{leads_to}{label}{kept}");
                }
                sheet.rule(&contradiction.id, &leads_to, &contradiction.basis, |sheet| {
                    sheet.condition(sheet.pick("When", "当"), &contradiction.when);
                });
            }
        });
    }
}
