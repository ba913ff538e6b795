//! Six invented people, with the facts that a broker would hold about them.

use jiff::civil::Date;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::clock::months_from;
use crate::hex::hex;

/// A person who does not exist.
pub struct Customer {
    /// Short name in addresses and cookies.
    pub id: &'static str,
    name: [&'static str; 2],
    about: [&'static str; 2],
    age: i32,
    /// Whether an account is open from the start.
    pub has_account: bool,
    /// Class on file, months since its assessment, months that it holds.
    profile: Option<(&'static str, i32, i32)>,
    /// Attested facts besides the birth date, as JSON.
    facts: &'static str,
}

/// Everyone.
pub const CUSTOMERS: [Customer; 6] = [
    Customer {
        id: "newcomer",
        name: ["初来的阿甲", "Avery Newcomer"],
        about: ["第一次在这里开户，没有做过风险测评", "Opens a first account here; never assessed"],
        age: 31,
        has_account: false,
        profile: None,
        facts: r#"{"civil_capacity":true,"category":"ordinary","bad_record":false,"months_trading":30,
            "star_permission":false,"star_growth_permission":false,"chinext_permission":false,"bse_permission":false,
            "connect_permission":false,"margin_permission":false,"convertible_permission":false,
            "delisting_permission":false,"options_level":0,
            "held_fixed_income":0,"held_equity":0,"held_derivatives":0,"held_complex":0,"held_other":0}"#,
    },
    Customer {
        id: "returning",
        name: ["常来的阿乙", "Blake Returning"],
        about: [
            "老客户，C4 仍在有效期内，已开通创业板，够申请科创板的条件",
            "A client whose C4 still holds, with ChiNext, and with assets and months for STAR",
        ],
        age: 42,
        has_account: true,
        profile: Some(("C4", 5, 12)),
        facts: r#"{"civil_capacity":true,"category":"ordinary","avg_assets_20d":86000000,"months_trading":61,
            "account_months":61,"bad_record":false,"margin_qualified":false,"futures_history":false,
            "options_exam_level":0,"options_simulated_level":0,"financial_assets":90000000,"income_3y_avg":32000000,
            "star_permission":false,"star_growth_permission":false,"chinext_permission":true,"bse_permission":false,
            "connect_permission":false,"margin_permission":false,"convertible_permission":true,
            "delisting_permission":false,"options_level":0,
            "held_fixed_income":20000000,"held_equity":62000000,"held_derivatives":0,
            "held_complex":0,"held_other":0}"#,
    },
    Customer {
        id: "lapsed",
        name: ["久别的阿丙", "Casey Lapsed"],
        about: ["老客户，上次测评的 C3 已经过期", "A client whose C3 has expired"],
        age: 37,
        has_account: true,
        profile: Some(("C3", 18, 12)),
        facts: r#"{"civil_capacity":true,"category":"ordinary","avg_assets_20d":18000000,"months_trading":26,
            "account_months":33,"bad_record":false,"margin_qualified":false,"futures_history":false,
            "options_exam_level":0,"options_simulated_level":0,
            "star_permission":false,"star_growth_permission":false,"chinext_permission":false,"bse_permission":false,
            "connect_permission":false,"margin_permission":false,"convertible_permission":false,
            "delisting_permission":false,"options_level":0,
            "held_fixed_income":12000000,"held_equity":5000000,"held_derivatives":0,
            "held_complex":0,"held_other":0}"#,
    },
    Customer {
        id: "elder",
        name: ["年长的阿丁", "Devon Elder"],
        about: ["C4 在有效期内；高风险产品要多走几步", "A valid C4; riskier products take more steps"],
        age: 68,
        has_account: true,
        profile: Some(("C4", 3, 12)),
        facts: r#"{"civil_capacity":true,"category":"ordinary","avg_assets_20d":64000000,"months_trading":190,
            "account_months":190,"bad_record":false,"margin_qualified":false,"futures_history":false,
            "options_exam_level":0,"options_simulated_level":0,
            "star_permission":false,"star_growth_permission":false,"chinext_permission":true,"bse_permission":false,
            "connect_permission":true,"margin_permission":false,"convertible_permission":true,
            "delisting_permission":false,"options_level":0,
            "held_fixed_income":46000000,"held_equity":17000000,"held_derivatives":0,
            "held_complex":0,"held_other":0}"#,
    },
    Customer {
        id: "minor",
        name: ["年少的阿戊", "Ellis Minor"],
        about: ["想自己开户", "Would like to open an account alone"],
        age: 17,
        has_account: false,
        profile: None,
        facts: r#"{"civil_capacity":false,"category":"ordinary","bad_record":false,"months_trading":0}"#,
    },
    Customer {
        id: "professional",
        name: ["专业的阿己", "Finley Professional"],
        about: ["专业投资者，C5 在有效期内", "A professional investor with a valid C5"],
        age: 49,
        has_account: true,
        profile: Some(("C5", 2, 12)),
        facts: r#"{"civil_capacity":true,"category":"professional","avg_assets_20d":620000000,"months_trading":148,
            "account_months":148,"bad_record":false,"margin_qualified":true,"futures_history":true,
            "options_exam_level":3,"options_simulated_level":3,"financial_assets":900000000,"income_3y_avg":120000000,
            "family_net_financial_assets":1100000000,"family_financial_assets":1300000000,"experience_months":148,
            "star_permission":true,"star_growth_permission":true,"chinext_permission":true,"bse_permission":true,
            "connect_permission":true,"margin_permission":true,"convertible_permission":true,
            "delisting_permission":true,"options_level":2,
            "held_fixed_income":150000000,"held_equity":320000000,"held_derivatives":40000000,
            "held_complex":90000000,"held_other":0}"#,
    },
];

/// Someone by short name.
pub fn by_id(id: &str) -> Option<&'static Customer> {
    CUSTOMERS.iter().find(|customer| customer.id == id)
}

impl Customer {
    /// How the person is introduced.
    pub fn introduction(&self) -> Value {
        let [zh, en] = self.name;
        let [about_zh, about_en] = self.about;
        json!({
            "id": self.id,
            "name": { "zh-CN": zh, "en": en },
            "about": { "zh-CN": about_zh, "en": about_en },
            "age": self.age,
            "class": self.profile.map(|(class, ..)| class),
        })
    }

    /// The opaque name by which the screening server knows the person: nothing in it says who that is.
    pub fn subject(&self) -> String {
        hex(digest(&SHA256, format!("broker/{}", self.id).as_bytes()).as_ref())
    }

    /// The facts that the broker attests.
    pub fn facts(&self, today: Date) -> Value {
        let mut facts: Value = serde_json::from_str(self.facts).unwrap_or_default();
        let months = self.age.saturating_mul(12).saturating_add(4);
        if let Some(facts) = facts.as_object_mut() {
            facts.insert("birth_date".into(), months_from(today, months.saturating_neg()).to_string().into());
        }
        facts
    }

    /// The profile on file from the start, made with a pack.
    pub fn profile(&self, today: Date, pack: &Value) -> Option<Value> {
        let (class, ago, months) = self.profile?;
        let assessed_on = months_from(today, ago.saturating_neg());
        Some(json!({
            "class": class,
            "assessed_on": assessed_on.to_string(),
            "valid_until": months_from(assessed_on, months).to_string(),
            "pack": pack,
        }))
    }
}
