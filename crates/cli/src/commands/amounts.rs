//! How a limit, a fall and a price came about, for whoever tries a pack: the numbers that a person sees for themselves.

use std::fmt::Write as _;

use prescreen::credit::CreditArithmetic;
use prescreen::id::Id;
use prescreen::price::IndicativePrice;
use prescreen::risk::RiskArithmetic;
use prescreen::terms::CreditOutcome;
use prescreen::{Pack, Screening};
use serde::Serialize;
use serde_json::json;

use super::money::{grouped, in_percent, in_units};

/// The amounts of one case; each none where the session asks for none, or evidence is insufficient.
#[derive(Serialize)]
pub struct Amounts {
    credit: Option<CreditArithmetic>,
    risk: Option<RiskArithmetic>,
    price: Option<IndicativePrice>,
}

impl Amounts {
    /// Of a case that was screened.
    pub fn of(screening: &Screening<'_>) -> Self {
        Self { credit: screening.credit_arithmetic(), risk: screening.risk_arithmetic(), price: screening.price() }
    }

    /// Every number in a line of its own, amounts in units of the pack's currency; `afforded` is what came of credit.
    pub fn said(&self, pack: &Pack, afforded: Option<CreditOutcome>) -> String {
        let mut said = String::from("\namounts  for the person's own eyes; no verdict has them\n");
        let lines = [
            self.credit.as_ref().map(|credit| credit_said(pack, credit, afforded)),
            self.risk.as_ref().map(|risk| risk_said(pack, risk)),
            self.price.as_ref().map(price_said),
        ];
        if lines.iter().all(Option::is_none) {
            return "\namounts  none: the session asks for none, or evidence is insufficient\n".into();
        }
        said.extend(lines.into_iter().flatten());
        said
    }
}

/// The currency of a fact that is an amount.
fn currency(pack: &Pack, fact: Option<&Id>) -> String {
    let fact = pack.document().facts.iter().find(|one| Some(&one.id) == fact);
    fact.and_then(|fact| fact.currency.clone()).unwrap_or_default()
}

fn credit_said(pack: &Pack, credit: &CreditArithmetic, afforded: Option<CreditOutcome>) -> String {
    let of = pack.document().credit.as_ref().map(|credit| &credit.limit.income);
    let currency = currency(pack, of);
    let mut said = format!("credit   {} points, a limit from {}\n", credit.points, credit.least_points);
    for one in &credit.characteristics {
        let _ = writeln!(said, "         {}: {} points, {} for no shortfall", one.code, one.points, one.reference);
    }
    for one in &credit.stresses {
        let _ = writeln!(said, "         left of a month under {}: {}", one.stress, in_units(one.left, &currency));
    }
    for one in &credit.ceilings {
        let _ = writeln!(said, "         ceiling {}: {}", one.ceiling, in_units(one.amount, &currency));
    }
    let (limit, least) = (in_units(credit.limit, &currency), in_units(credit.least, &currency));
    let _ = match (credit.points < credit.least_points.into(), credit.limit < credit.least) {
        (true, _) => writeln!(said, "         no limit: too few points (with enough of them, {limit} {currency})"),
        (false, true) => {
            writeln!(said, "         no limit: {limit} {currency} is less than the least that is given, {least}")
        }
        (false, false) if afforded == Some(CreditOutcome::Refer) => {
            writeln!(said, "         no limit: more would be borrowed than {limit} {currency}")
        }
        (false, false) => writeln!(said, "         limit {limit} {currency}, given from {least}"),
    };
    said
}

fn risk_said(pack: &Pack, risk: &RiskArithmetic) -> String {
    let of = pack.document().risk.as_ref().map(|risk| &risk.purchase.amount);
    let currency = currency(pack, of);
    let money = |minor| in_units(minor, &currency);
    let share = |share: Option<i64>| share.map_or_else(|| "endless".into(), |share| format!("{}%", in_percent(share)));
    let day = |day: Option<i64>| day.map_or_else(|| "never".into(), |day| format!("day {day}"));
    let mut said = format!(
        "risk     means {}, bought {}, owed {} ({} of means)\n",
        money(risk.means),
        money(risk.amount),
        money(risk.owed),
        share(risk.leverage)
    );
    for one in &risk.scenarios {
        let months = one.months_left.map_or_else(String::new, |months| format!(", {} months left", grouped(months)));
        let (loss, of) = (money(one.loss), share(one.of_means));
        let _ = writeln!(said, "         {}: {loss} lost, {of} of means{months}", one.scenario);
    }
    for one in &risk.concentrations {
        let (held, of) = (money(one.held), share(one.of_means));
        let _ = writeln!(said, "         {}: {held} held, {of} of means", one.concentration);
    }
    if let Some(margin) = &risk.margin {
        let (worth, owed, ratio) = (money(margin.worth), money(margin.owed), share(margin.ratio));
        let _ = writeln!(said, "         account: worth {worth}, owes {owed}, ratio {ratio}");
        let (initial, carries) = (in_percent(margin.initial.into()), money(margin.carries));
        let financed = money(margin.financed);
        let _ = writeln!(said, "         margin at {initial}% carries {carries}; financed {financed}");
        let (call, close) = (share(margin.fall_to_call), share(margin.fall_to_close));
        let _ = writeln!(said, "         a fall of {call} to the call, {close} to closing");
        for one in &margin.daily {
            let (call, close, loss) = (day(one.days_to_call), day(one.days_to_close), day(one.days_to_loss));
            let _ = writeln!(said, "         at {}: call {call}, closing {close}, loss {loss}", one.daily_limit);
        }
    }
    for line in &risk.lines {
        let measured = line.measured.map_or_else(|| "endless".into(), |measured| measured.to_string());
        let beyond = if line.beyond { "beyond" } else { "within" };
        let _ = writeln!(said, "         {}: {measured} against {}, {beyond}", line.code, line.line);
    }
    said
}

fn price_said(price: &IndicativePrice) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().replace('_', " ");
    let Some(band) = &price.band else {
        return format!("price    none: {}\n", price.none.map_or_else(String::new, |none| word(json!(none))));
    };
    let mut said =
        format!("price    {}% to {}% a year, indicative, no offer\n", in_percent(band.low), in_percent(band.high));
    for part in &band.parts {
        let (low, high) = (in_percent(part.low.into()), in_percent(part.high.into()));
        let _ = writeln!(said, "         {}: {low}% to {high}%", word(json!(part.part)));
    }
    if let Some(cap) = &band.capped {
        let _ = writeln!(said, "         cut at {cap}");
    }
    said
}
