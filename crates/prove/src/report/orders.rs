//! Where points and the declared order of risk disagree.

use prescreen::pack::PackDocument;

use super::Disorder;

/// Items in whose declared order a higher option scores less.
pub fn orders(document: &PackDocument) -> Vec<Disorder> {
    let mut found = Vec::new();
    for item in document.items() {
        let option = |id: &prescreen::id::Id| item.options.iter().find(|option| option.id == *id);
        let pairs = item.risk_order.windows(2).filter_map(|pair| match pair {
            [lower, higher] => Some((option(lower)?, option(higher)?)),
            _ => None,
        });
        for (lower, higher) in pairs {
            for dimension in document.classes.dimensions.iter().filter(|dimension| dimension.sum_of.is_empty()) {
                let points =
                    |option: &prescreen::pack::schema::Choice| option.points.get(&dimension.id).copied().unwrap_or(0);
                if points(higher) < points(lower) {
                    found.push(Disorder {
                        item: item.id.clone(),
                        lower: lower.id.clone(),
                        higher: higher.id.clone(),
                        dimension: dimension.id.clone(),
                    });
                }
            }
        }
    }
    found
}
