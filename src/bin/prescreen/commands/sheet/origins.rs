//! What the rules rest on: what is not certain first, then all sources.

use prescreen::pack::schema::{Basis, Confidence};

use super::Sheet;
use crate::commands::basis::{confidence, weak, Weak};

impl Sheet<'_, '_> {
    /// What each rule rests on, in one line under it.
    pub(super) fn basis(&mut self, basis: &Basis) {
        let document = self.document();
        let firm = self.pick("the firm's own", "公司自定");
        self.put("p class=\"basis\"", |sheet| {
            if let Some(reason) = &basis.firm {
                sheet.html.line("span class=\"mark weak\"", firm);
                sheet.html.text(" ");
                sheet.html.text(reason);
                return;
            }
            if let Some(confidence) = confidence(document, basis) {
                sheet.confidence(confidence);
            }
            let source = basis.source.as_ref().and_then(|id| document.sources.get(id));
            sheet.html.text(" ");
            sheet.html.text(source.map_or("", |source| &source.title));
            if let Some(article) = &basis.at {
                sheet.html.text(sheet.pick(": ", "："));
                sheet.html.text(article);
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
        let all = weak(self.document());
        let heading = self.pick("What is not certain", "尚不确定之处");
        let lead = self.pick(
            "Each rule below rests on something weaker than the rule's own text, or is the firm's own choice. Whoever approves this pack approves these.",
            "以下各项的依据弱于规则原文，或为公司自行决定。批准本规则包即批准这些内容。",
        );
        self.section(heading, lead, |sheet| {
            sheet.legend();
            sheet.put("table", |sheet| {
                let columns = [sheet.pick("Basis", "依据"), sheet.pick("Where", "位置"), sheet.pick("Source or reason", "来源或理由")];
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
                self.html.line("td class=\"mono\"", at);
                self.html.line("td", reason);
            }
            Weak::Source { at, confidence, title, article } => {
                self.put("td", |sheet| sheet.confidence(*confidence));
                self.html.line("td class=\"mono\"", at);
                let colon = self.pick(": ", "：");
                self.html.line("td", &article.map_or_else(|| String::from(*title), |article| format!("{title}{colon}{article}")));
            }
        }
    }

    fn legend(&mut self) {
        let firm = self.pick("firm", "公司");
        let own = self.pick("the firm's own choice or a stricter overlay, with its reason", "公司自行决定或更严的内部标准，并附理由");
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
                let columns = [sheet.pick("Confidence", "可信度"), sheet.pick("Source", "来源"), sheet.pick("Read on", "查阅日期")];
                sheet.columns(&columns);
                sheet.put("tbody", |sheet| {
                    for source in document.sources.values() {
                        sheet.put("tr", |sheet| {
                            sheet.put("td", |sheet| sheet.confidence(source.confidence));
                            sheet.put("td", |sheet| match &source.url {
                                Some(url) => {
                                    sheet.html.text(&source.title);
                                    sheet.html.markup("<br>");
                                    sheet.html.link(url, url);
                                }
                                None => sheet.html.text(&source.title),
                            });
                            sheet.html.line("td class=\"n\"", &source.read_on.to_string());
                        });
                    }
                });
            });
        });
    }
}
