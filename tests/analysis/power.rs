//! People and power, against the textbook's formula and values worked out by hand.

use prescreen_experiment::analysis::power::Design;

fn shares(control: f64, variation: f64) -> Design {
    Design {
        control_variance: control * (1.0 - control),
        variation_variance: variation * (1.0 - variation),
        control_share: 0.5,
        variation_share: 0.5,
        alpha: 0.05,
    }
}

#[test]
fn people_are_those_of_the_textbook() {
    // (1.959964 + 0.841621)² (0.25 + 0.24) / 0.1² = 384.6 in each of two groups.
    let design = shares(0.5, 0.6);
    assert_eq!(design.people(0.1, 0.8), Some(770.0));
    assert!(design.people(0.0, 0.8).is_none());
    assert!((design.power(769.18, 0.1) - 0.8).abs() < 1e-4);
    // Cohen (1988), table 2.4.1: a difference of 0.5 standard deviations, 80%, needs 64 in a group by the t-test, 63 by
    // the normal approximation.
    let half = Design { control_variance: 1.0, variation_variance: 1.0, ..design };
    assert_eq!(half.people(0.5, 0.8), Some(126.0));
    assert!((half.smallest_difference(126.0, 0.8) - 0.5).abs() < 1e-3);
    // With a tenth in the variation it takes (1/0.9 + 1/0.1) / (1/0.5 + 1/0.5) = 2.78 times as many.
    let uneven = Design { control_share: 0.9, variation_share: 0.1, ..half };
    assert_eq!(uneven.people(0.5, 0.8), Some(349.0));
}

#[test]
fn looking_all_the_time_takes_more_people() {
    let design = shares(0.5, 0.6);
    let always = design.people_always_valid(0.1, 0.8, 1000.0).unwrap();
    assert!(always > 770.0 && always < 3.0 * 770.0, "{always}");
    assert!(design.power_always_valid(always, 0.1, 1000.0) >= 0.8);
    assert!(design.power_always_valid(always - 1.0, 0.1, 1000.0) < 0.8);
    // The smallest difference of so many people is the one whose people they are.
    let found = design.smallest_difference_always_valid(always, 0.8, 1000.0);
    assert!((found - 0.1).abs() < 1e-4, "{found}");
    assert!(design.smallest_difference(always, 0.8) < found, "looking often has its price");
}
