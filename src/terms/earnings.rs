//! Names of what a firm earns by a sale: no product and no rule that ranks products has such a field.

const NAMES: &str = "commission,earnings,fee_share,incentive,kickback,margin,priority,profit,promoted,rebate,retrocession,revenue,sponsored,trailer";

/// What to do about a field of such a name.
pub const NO_FIELD: &str =
    "Take it out: what a firm earns, or would rather sell, is no field, so that nothing can be ranked by it.";

/// Whether the last step of a JSON pointer names what a firm earns.
#[must_use]
pub fn earns(pointer: &str) -> bool {
    let last = pointer.rsplit('/').next().unwrap_or_default();
    NAMES.split(',').any(|name| {
        last.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphabetic()))
    })
}
