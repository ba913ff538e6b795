//! Adjusted p-values against R's `p.adjust`, as its documentation defines it, worked out by hand.

use prescreen_experiment::analysis::multiple::{benjamini_hochberg, holm};

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
}

#[test]
fn holm_steps_down() {
    // 4 × .01, then 3 × .02, 2 × .03 and 1 × .04, none below one before.
    close(&holm(&[0.04, 0.01, 0.03, 0.02]), &[0.06, 0.04, 0.06, 0.06]);
    close(&holm(&[0.9, 0.6]), &[1.0, 1.0]);
    close(&holm(&[]), &[]);
}

#[test]
fn benjamini_and_hochberg_step_up() {
    // Their paper's (1995) fifteen p-values: at 5% the first four are found, and no other.
    let p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ];
    let found = benjamini_hochberg(&p).iter().filter(|p| **p <= 0.05).count();
    assert_eq!(found, 4);
    // By Holm's procedure the first three.
    assert_eq!(holm(&p).iter().filter(|p| **p <= 0.05).count(), 3);
    close(&benjamini_hochberg(&[0.02, 0.01, 0.04]), &[0.03, 0.03, 0.04]);
}
