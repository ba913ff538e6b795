//! A rule's condition for one class and one product sheet: what is left of it is about the person alone.

use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::{FALSE, Formula, TRUE};
use prescreen::condition::{Node, Test, Truth, Value};
use prescreen::pack::compile::FitTable;
use prescreen::pack::fields::{ProductField, Role};
use prescreen::terms::{ClassIndex, FieldIndex, ItemIndex, OptionSet};

use super::sheets::Sheet;

/// A condition of one of the packs over a person's and a product's fields, for one class and sheet.
pub fn about(symbolic: &mut SymbolicPack<'_>, pack: usize, node: &Node, class: ClassIndex, sheet: Sheet) -> Formula {
    match node {
        Node::All(parts) => {
            let parts: Vec<Formula> = parts.iter().map(|part| about(symbolic, pack, part, class, sheet)).collect();
            symbolic.formulas.all(parts)
        }
        Node::Any(parts) => {
            let parts: Vec<Formula> = parts.iter().map(|part| about(symbolic, pack, part, class, sheet)).collect();
            symbolic.formulas.any(parts)
        }
        Node::Not(part) => {
            let part = about(symbolic, pack, part, class, sheet);
            symbolic.formulas.negate(part)
        }
        Node::Exists(field) | Node::Test(field, _) => match of_product(symbolic, *field, class, sheet) {
            None => symbolic.node(pack, node),
            Some(Of::Fits(formula, item)) => match node {
                Node::Test(_, Test::Is(false)) => symbolic.formulas.negate(formula),
                Node::Test(..) => formula,
                // It fits or does not where the item is answered.
                _ => symbolic.given(pack, item),
            },
            Some(Of::Value(value)) => match node {
                Node::Test(_, test) if test.eval(value) == Truth::True => TRUE,
                Node::Test(..) => FALSE,
                _ => TRUE,
            },
            // Without a table of fits nothing fits or does not fit: unknown.
            Some(Of::Nothing) => match node {
                Node::Test(..) => symbolic.formulas.unknown(false),
                _ => FALSE,
            },
        },
    }
}

/// A field of the product: its value, what it depends on, or nothing.
enum Of {
    Value(Value),
    Fits(Formula, ItemIndex),
    Nothing,
}

fn of_product(symbolic: &mut SymbolicPack<'_>, field: FieldIndex, class: ClassIndex, sheet: Sheet) -> Option<Of> {
    let compiled = symbolic.packs.first().copied()?.compiled();
    let Role::Product(place) = compiled.layout.role(field) else { return None };
    let choice = |n: usize| Of::Value(Value::Choice(u16::try_from(n).unwrap_or(u16::MAX)));
    let fits = |symbolic: &mut SymbolicPack<'_>, table: &Option<FitTable>, wanted| {
        table.as_ref().map_or(Of::Nothing, |table| Of::Fits(symbolic.fits(0, table, wanted), table.item))
    };
    Some(match ProductField::ALL.get(place)? {
        ProductField::Class => choice(class.get()),
        ProductField::Grade => choice(sheet.grade.get()),
        ProductField::Type => choice(sheet.kind),
        ProductField::Term => choice(sheet.term),
        ProductField::Tags => Of::Value(Value::Set { has: sheet.tags, open: OptionSet::EMPTY }),
        ProductField::GradeFits => {
            Of::Value(Value::Boolean(class.of(&compiled.reach).is_some_and(|reach| sheet.grade <= *reach)))
        }
        ProductField::TermFits => fits(symbolic, &compiled.term, sheet.term),
        ProductField::TypeFits => fits(symbolic, &compiled.kind, sheet.kind),
        ProductField::EarlierFits => match symbolic.packs.first()?.document().matching.earlier {
            Some(_) => Of::Value(Value::Boolean(sheet.earlier.is_none())),
            None => Of::Nothing,
        },
    })
}
