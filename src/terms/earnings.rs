//! Names of what a firm earns by a sale: no rule that ranks products has such a field.

const NAMES: &[u8] = b"commission,earnings,fee_share,incentive,kickback,margin,priority,profit,promoted,rebate,retrocession,revenue,sponsored,trailer";

/// What to do about a field of such a name.
pub const NO_FIELD: &str =
    "Take it out: what a firm earns, or would rather sell, is no field, so that nothing can be ranked by it.";

/// Whether the last step of a JSON pointer names what a firm earns.
#[must_use]
pub fn earns(pointer: &str) -> bool {
    let last = pointer.as_bytes().rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    NAMES
        .split(|byte| *byte == b',')
        .any(|name| last.strip_prefix(name).is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphabetic)))
}
