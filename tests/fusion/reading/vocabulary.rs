//! One vocabulary of problems, whatever a file arrives in.

use prescreen_fusion::{Problem, ProblemKind};
use prescreen_unpack::{Part, ProblemKind as Unopened};

#[test]
fn what_cannot_be_opened_is_said_in_the_words_of_what_cannot_be_read() {
    for kind in Unopened::ALL {
        assert_eq!(ProblemKind::from(*kind).word(), kind.word());
    }
    let unopened = prescreen_unpack::Problem::new(Unopened::Damaged).part(Part::Member(3));
    let problem = Problem::from(&unopened);
    assert_eq!((problem.member, problem.field.as_deref()), (Some(3), None));
    let of_sheet = prescreen_unpack::Problem::new(Unopened::Damaged).part(Part::Sheet(2)).row(7);
    let problem = Problem::from(&of_sheet);
    assert_eq!((problem.member, problem.line, problem.field.as_deref()), (None, Some(7), Some("sheet 2")));
}
