//! Eligibility, matching and gates on the sheet.

use prescreen::id::Id;
use prescreen::pack::schema::Fit;

use super::Sheet;

impl Sheet<'_, '_> {
    pub(super) fn eligibility(&mut self) {
        let document = self.document();
        let heading = self.pick("Who may be served online", "可在线服务的对象");
        let lead = self.pick("Read for every session, whatever the product.", "无论何种产品，每次会话均适用。");
        self.section(heading, lead, |sheet| document.eligibility.iter().for_each(|rule| sheet.restriction(rule)));
    }

    pub(super) fn matching(&mut self) {
        let document = self.document();
        let matching = &document.matching;
        let heading = self.pick("Class and product", "投资者与产品的匹配");
        let lead = self.pick(
            "A product's grade is the higher of the issuer's and the seller's. ● within reach, ○ above it.",
            "产品等级取发行人与销售机构所定等级中较高者。● 在可匹配范围内，○ 高于可匹配范围。",
        );
        self.section(heading, lead, |sheet| {
            sheet.matrix();
            sheet.basis(&matching.reach.basis);
            let fits = [
                (&matching.term, &matching.terms, "term", sheet.pick("Term", "期限")),
                (&matching.kind, &matching.types, "type", sheet.pick("Investment type", "投资品种")),
            ];
            for (fit, ids, prefix, name) in fits {
                if let Some(fit) = fit {
                    sheet.html.line("h3 class=\"part\"", name);
                    sheet.fit(fit, ids, prefix);
                }
            }
            sheet.html.line("h3 class=\"part\"", sheet.pick("Rules", "规则"));
            for rule in &matching.rules {
                sheet.restriction(rule);
            }
        });
    }

    fn matrix(&mut self) {
        let document = self.document();
        let matching = &document.matching;
        let grades = || matching.grades.iter();
        self.put("table class=\"matrix\"", |sheet| {
            let mut columns = vec![sheet.pick("Class", "类别").into()];
            columns.extend(grades().map(|grade| format!("{grade} {}", sheet.words.text(&format!("grade.{grade}")))));
            sheet.columns(&columns.iter().map(String::as_str).collect::<Vec<_>>());
            sheet.put("tbody", |sheet| {
                for class in &document.classes.list {
                    let reach =
                        matching.reach.grades.get(class).and_then(|reach| grades().position(|grade| grade == reach));
                    sheet.put("tr", |sheet| {
                        sheet.html.line("th scope=\"row\"", class.as_str());
                        for (position, _) in grades().enumerate() {
                            let within = reach.is_some_and(|reach| position <= reach);
                            sheet
                                .html
                                .line(if within { "td class=\"in\"" } else { "td" }, if within { "●" } else { "○" });
                        }
                    });
                }
            });
        });
    }

    fn fit(&mut self, fit: &Fit, ids: &[Id], prefix: &str) {
        let question = self.words.text(&format!("item.{}", fit.item));
        let label = self.pick("By the answer to ", "依据此题的答案：");
        self.html.line("p class=\"about\"", &format!("{label}{}", self.language.quoted(question)));
        let options = self.document().items().find(|item| item.id == fit.item).map_or(&[][..], |item| &item.options);
        self.put("table class=\"matrix\"", |sheet| {
            let mut columns = vec![sheet.pick("Answer", "答案")];
            columns.extend(ids.iter().map(|id| sheet.words.text(&format!("{prefix}.{id}"))));
            sheet.columns(&columns);
            sheet.put("tbody", |sheet| {
                for option in options {
                    let matches = fit.fits.get(&option.id);
                    sheet.put("tr", |sheet| {
                        sheet
                            .html
                            .line("th scope=\"row\"", sheet.words.text(&format!("option.{}.{}", fit.item, option.id)));
                        for id in ids {
                            let fits = matches.is_some_and(|matches| matches.contains(id));
                            sheet.html.line(if fits { "td class=\"in\"" } else { "td" }, if fits { "●" } else { "○" });
                        }
                    });
                }
            });
        });
        self.basis(&fit.basis);
    }

    pub(super) fn gates(&mut self) {
        let document = self.document();
        let heading = self.pick("Access conditions", "准入条件");
        let lead = self.pick(
            "For products with any of the tags. Weaker evidence counts as missing, and a missing fact never opens a gate.",
            "适用于带有任一所列标签的产品。较弱的证据视为缺失；缺失的事实不会使条件通过。",
        );
        self.section(heading, lead, |sheet| {
            for gate in &document.gates {
                let open = match &gate.flow {
                    Some(_) => sheet.leads_to(prescreen::terms::Outcome::ProceedAfter, gate.flow.as_ref()),
                    None => sheet.leads_to(prescreen::terms::Outcome::Proceed, None),
                };
                sheet.rule(&gate.id, &open, &gate.basis, |sheet| {
                    let tags: Vec<&str> = gate.tags.iter().map(Id::as_str).collect();
                    sheet.html.line("p class=\"about\"", &tags.join(sheet.language.comma()));
                    sheet.condition(sheet.pick("Opens when", "通过条件"), &gate.requires);
                    let tier = sheet.language.tier(gate.tier);
                    sheet.html.line(
                        "p",
                        &format!("{}{tier}", sheet.pick("Weakest evidence that opens it: ", "所需证据，至少：")),
                    );
                    let unmet = sheet.leads_to(gate.unmet, None);
                    sheet.html.line("p", &format!("{}{unmet}", sheet.pick("If unmet → ", "不满足时 → ")));
                    let unknown = sheet.leads_to(prescreen::terms::Outcome::InsufficientEvidence, None);
                    sheet
                        .html
                        .line("p", &format!("{}{unknown}", sheet.pick("If it cannot be decided → ", "无法判断时 → ")));
                });
            }
        });
    }
}
