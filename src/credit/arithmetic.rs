//! How a limit came about, for the person's own eyes and record. Never in a verdict.

use crate::facts::Known;
use crate::id::Id;
use crate::objects;
use crate::pack::compile::CreditTable;
use crate::terms::Put;

use super::judge::weigh;

/// Every point and every amount that was counted. Amounts are minor units of the pack's currency.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreditArithmetic {
    /// Points that everybody starts with.
    pub base: i32,
    /// Points per characteristic, in the order of the pack.
    pub characteristics: Vec<CharacteristicPoints>,
    /// The sum of all points.
    pub points: i64,
    /// The points from which a limit is worked out.
    pub least_points: i32,
    /// What is left of a month under each stress, in the order of the pack.
    pub stresses: Vec<StressLeft>,
    /// What the limit is the least of, in the order of the pack.
    pub ceilings: Vec<CeilingHeight>,
    /// The limit, in minor units; it is given where the outcome goes on.
    pub limit: i64,
    /// The least limit that is given, in minor units.
    pub least: i64,
}

/// What one fact added.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CharacteristicPoints {
    /// The reason code of a shortfall, `credit.FACT`.
    pub code: Id,
    /// Points.
    pub points: i32,
    /// What a shortfall is measured against.
    pub reference: i32,
}

/// What is left of a month under a stress.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StressLeft {
    /// The stress.
    pub stress: Id,
    /// Minor units; below zero where more goes out than comes in.
    pub left: i64,
}

/// How high a ceiling is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CeilingHeight {
    /// The ceiling.
    pub ceiling: Id,
    /// Minor units.
    pub amount: i64,
}

objects! {
    CreditArithmetic { base, characteristics, points, least_points, stresses, ceilings, limit, least }
    CharacteristicPoints { code, points, reference }
    StressLeft { stress, left }
    CeilingHeight { ceiling, amount }
}

/// Puts the numbers of the arithmetic that do not stand in the pack: the sum of points, the limit, points, what is left under
/// each stress, and ceilings; none while evidence is insufficient.
pub(crate) fn numbers(table: &CreditTable, known: &Known, put: Put<'_>) -> Option<()> {
    let weighed = weigh(table, known)?;
    put(Some(weighed.sum));
    put(Some(weighed.limit));
    for points in &weighed.points {
        put(Some((*points).into()));
    }
    for amount in weighed.left.iter().chain(&weighed.heights) {
        put(Some(*amount));
    }
    Some(())
}

/// The arithmetic of what is known; none while evidence is insufficient.
pub(crate) fn arithmetic(table: &CreditTable, known: &Known) -> Option<CreditArithmetic> {
    let weighed = weigh(table, known)?;
    let limit = &table.limit;
    let characteristics = table.characteristics.iter().zip(weighed.points).map(|(one, points)| CharacteristicPoints {
        code: one.code.clone(),
        points,
        reference: one.reference,
    });
    let stresses = limit.stresses.iter().zip(weighed.left);
    let ceilings = limit.ceilings.iter().zip(weighed.heights);
    Some(CreditArithmetic {
        base: table.base,
        characteristics: characteristics.collect(),
        points: weighed.sum,
        least_points: table.least_points,
        stresses: stresses.map(|(stress, left)| StressLeft { stress: stress.id.clone(), left }).collect(),
        ceilings: ceilings.map(|(one, amount)| CeilingHeight { ceiling: one.id.clone(), amount }).collect(),
        limit: weighed.limit,
        least: limit.least,
    })
}
