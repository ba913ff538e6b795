//! What a verdict can say of what a fall would do: outcome, reasons and flows.

use prescreen::pack::Pack;
use prescreen::pack::compile::RiskTable;
use prescreen::terms::Purpose;
use prescreen::terms::sorted::each_once;

/// What lines can tell, and where.
pub struct RiskBits<'p> {
    table: Option<&'p RiskTable>,
    /// The most that they can tell in one verdict.
    pub bits: f64,
}

/// The logarithm of everything that a verdict can say of lines beside what it says of the rest: nothing, insufficient
/// evidence, and each line that decides, with each set of flows. A reason that is listed may be there or not, whatever
/// else is.
pub fn bits(pack: &Pack) -> RiskBits<'_> {
    let table = pack.compiled().risk.as_ref();
    let disclosure = &pack.document().disclosure;
    let says = |table: &RiskTable| {
        let mut outcomes: Vec<&str> = table.lines.iter().map(|line| line.outcome.word()).collect();
        each_once(&mut outcomes);
        let mut flows: Vec<&str> = table.lines.iter().filter_map(|line| Some(line.flow.as_ref()?.as_str())).collect();
        each_once(&mut flows);
        let deciding = if disclosure.deciding_reason { table.lines.len() } else { outcomes.len() };
        let listed = table.lines.iter().filter(|line| disclosure.reasons.contains(&line.id)).count();
        // Whoever goes through flows goes through one at least.
        let sets = libm::exp2(flows.len() as f64).max(2.0) - 1.0;
        libm::log2(2.0 + deciding as f64 * sets) + listed as f64
    };
    RiskBits { table, bits: table.map_or(0.0, says) }
}

impl RiskBits<'_> {
    /// The most that they can tell on an opening or an assessment.
    pub fn on_opening(&self) -> f64 {
        let opens = |purpose: &Purpose| *purpose != Purpose::Purchase;
        self.of(|table| (table.purposes.is_empty() || table.purposes.iter().any(opens)) && table.tags.is_empty())
    }

    /// The most that they can tell on a purchase.
    pub fn on_purchase(&self) -> f64 {
        self.of(|table| table.purposes.is_empty() || table.purposes.contains(&Purpose::Purchase))
    }

    fn of(&self, asked: impl Fn(&RiskTable) -> bool) -> f64 {
        if self.table.is_some_and(asked) { self.bits } else { 0.0 }
    }
}
