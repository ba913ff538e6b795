//! LightGBM's text by hand: trees so small that what they say is worked out on paper.

use std::f64::consts::LN_2;

/// A wage with the −9 of a bureau's file and missing cells, as LightGBM splits it. With 50 points that halve the odds, a leaf of
/// ln 2 is 50 points fewer: −9 has −50, the wages 0 to 17 have +50, what is missing has 0, and wages from 18 have +100.
pub const CODED: &str = "num_leaves=4
split_feature=0 0 0
threshold=-1.0000000180025095e-35 -1.0000000180025095e-35 17.5
decision_type=10 8 10
left_child=1 -1 -2
right_child=2 -3 -4
leaf_value=0.6931471805599453 -0.6931471805599453 0 -1.3862943611198906
leaf_count=112 383 67 38";

/// Nothing is missing: a missing value would be zero.
pub const NEVER_MISSING: u8 = 2;

/// A file with these features and trees.
pub fn light(features: &[&str], trees: &[&str]) -> String {
    let head = format!(
        "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx={}\nobjective=binary sigmoid:1\nfeature_names={}\n",
        features.len() - 1,
        features.join(" ")
    );
    let trees: String = trees.iter().enumerate().map(|(number, tree)| format!("\nTree={number}\n{tree}\n")).collect();
    format!("{head}{trees}\nend of trees\n")
}

/// A tree of the first feature, with its rows on each side: above a threshold it gives 50 points more, where 50 halve the odds.
pub fn stump(threshold: f64, decision: u8, rows: [u32; 2]) -> String {
    let [left, right] = rows;
    let more = -LN_2;
    format!(
        "num_leaves=2\nsplit_feature=0\nthreshold={threshold}\ndecision_type={decision}\nleft_child=-1\nright_child=-2\nleaf_value=0 {more}\nleaf_count={left} {right}"
    )
}
