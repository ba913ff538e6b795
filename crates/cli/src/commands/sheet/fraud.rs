//! Signals on the sheet: what adds weight, how often it held wrongly, which band it leads to.

use prescreen::pack::schema::{Concern, FraudModel, FraudRule, FraudThreshold};

use super::Sheet;

impl Sheet<'_, '_> {
    pub(super) fn fraud(&mut self) {
        let Some(fraud) = &self.document().fraud else { return };
        let heading = self.pick("Signals of the session", "会话信号");
        let lead = self.pick(
            "Weights add up per concern; a band needs its sum and its number of independent families. What is unknown, or not \
             consented to, adds nothing. Signals never refuse, and never lower a class.",
            "权重按关注事项分别相加；达到某一档须同时达到该档的合计权重与相互独立的信号族数。未知或未经同意的信号不计。信号本身不会导致拒绝，也不会降低类别。",
        );
        self.section(heading, lead, |sheet| {
            let consent = sheet.words.text(&format!("notice.{}.title", fraud.consent));
            let label = sheet.pick("Only with this consent: ", "仅在取得此项同意后：");
            sheet.html.line("p", &format!("{label}{}", sheet.language.quoted(consent)));
            fraud.bands.iter().for_each(|band| sheet.band(band));
            fraud.models.iter().for_each(|model| sheet.model(model));
            fraud.rules.iter().for_each(|rule| sheet.signal(rule));
        });
    }

    fn band(&mut self, level: &FraudThreshold) {
        let leads_to = self.leads_to(level.band.outcome(), level.flow.as_ref());
        self.rule(&level.id, &leads_to, &level.basis, |sheet| {
            let concern = sheet.concern(level.concern());
            let text = match sheet.language {
                super::language::Language::English => {
                    format!("{concern}: weight {} or more, from {} families or more", level.from, level.families)
                }
                super::language::Language::Chinese => {
                    format!("{concern}：合计权重不低于 {}，且来自不少于 {} 个信号族", level.from, level.families)
                }
            };
            sheet.html.line("p", &text);
        });
    }

    fn model(&mut self, model: &FraudModel) {
        let title = self.pick("A model of the firm", "机构自有模型");
        self.put("div class=\"rule\"", |sheet| {
            sheet.html.line("h3", &format!("{title}: model.{}", model.id));
            let features: Vec<&str> = model.features.iter().map(|id| id.as_str()).collect();
            let reads = sheet.pick("It reads", "读取");
            let whole =
                sheet.pick("While one of these is unknown, so is its score.", "其中任何一项未知时，评分亦为未知。");
            sheet.html.line("p", &format!("{reads}: {}. {whole}", features.join(", ")));
            sheet.html.line("p", &format!("SHA-256: {}", model.hash));
            sheet.basis(&model.basis);
        });
    }

    fn signal(&mut self, rule: &FraudRule) {
        let weight = format!("{} {}", self.pick("weight", "权重"), rule.weight);
        self.rule(&rule.id, &weight, &rule.basis, |sheet| {
            sheet.html.line("p", sheet.concern(rule.concern));
            sheet.condition(sheet.pick("When", "当"), &rule.when);
            if rule.held_wrongly.is_empty() {
                let text = sheet.pick("How often it holds wrongly: not measured.", "误报比例：尚未测量。");
                sheet.html.line("p", text);
            }
            for measured in &rule.held_wrongly {
                let population = sheet.words.text(&format!("population.{}", measured.population));
                let share = sheet.pick("held wrongly", "误报");
                let of = sheet.pick("of", "/");
                sheet.html.line("p", &format!("{population}: {share} {} {of} {}", measured.held, measured.of));
            }
        });
    }

    fn concern(&self, concern: Concern) -> &'static str {
        match concern {
            Concern::Application => self.pick("The application may not be this person's own", "申请可能并非本人所为"),
            Concern::Influence => self.pick("The person may be under someone's influence", "本人可能受他人影响"),
        }
    }
}
