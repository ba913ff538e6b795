//! Which way goes where: from node to node, or all splits at once.

use crate::Step;
#[cfg(target_feature = "simd128")]
use crate::abreast::Abreast;
use crate::columns::Columns;
use crate::order::Ordered;
use crate::rows::Rows;
use crate::walk::{self, Walk};

/// Whether the compiler may use vectors of 128 bits.
const VECTORS: bool = cfg!(any(target_feature = "simd128", target_feature = "sse2", target_feature = "neon"));

/// Fewer rows than this are not worth a block, which costs the same for every number of rows.
const FEWEST_ROWS: usize = 32;

/// What one step of a walk costs, in the cost of asking a split of one row.
const STEP_IN_SPLITS: usize = 8;
/// What the rank of one value costs, in steps of a walk.
const RANK_IN_STEPS: usize = 6;

/// All splits at once.
#[derive(Debug)]
struct Vectors {
    columns: Columns,
    rows: Rows,
    #[cfg(target_feature = "simd128")]
    abreast: Abreast,
}

#[derive(Debug, Default)]
pub(crate) struct Ways {
    walk: Walk,
    vectors: Option<Vectors>,
}

impl Vectors {
    /// None where walks are cheaper, or a tree does not fit.
    fn new(trees: &[Vec<Step>], walk: &Walk) -> Option<Self> {
        let trees = trees.iter().map(|steps| Ordered::new(steps)).collect::<Option<Vec<_>>>()?;
        let columns = Columns::new(&trees)?;
        let splits = trees.iter().map(|tree| tree.splits.len()).fold(0, usize::saturating_add);
        let cost = columns.len().saturating_mul(RANK_IN_STEPS).saturating_add(splits / STEP_IN_SPLITS);
        if cost > walk.steps() {
            return None;
        }
        Some(Self {
            rows: Rows::new(&trees, &columns)?,
            #[cfg(target_feature = "simd128")]
            abreast: Abreast::new(&trees, &columns)?,
            columns,
        })
    }
}

impl Ways {
    pub(crate) fn new(trees: &[Vec<Step>]) -> Self {
        let walk = Walk::new(trees);
        let vectors = if VECTORS { Vectors::new(trees, &walk) } else { None };
        Self { walk, vectors }
    }

    /// The sum of a row.
    #[inline(always)]
    pub(crate) fn sum<Sum: Copy>(&mut self, slots: &[f64], base: Sum, add: impl Fn(Sum, f64) -> Sum) -> Sum {
        #[cfg(target_feature = "simd128")]
        if let Some(vectors) = &self.vectors {
            return vectors.abreast.sum(&vectors.columns, slots, base, add);
        }
        self.walk.leaves(slots).iter().fold(base, |sum, leaf| add(sum, *leaf))
    }

    /// The sums of rows that stand one after another, as many as there are sums.
    #[inline(always)]
    pub(crate) fn sums<Sum: Copy>(
        &mut self,
        rows: &[f64],
        width: usize,
        base: Sum,
        sums: &mut [Sum],
        add: impl Fn(Sum, f64) -> Sum + Copy,
    ) {
        if let Some(vectors) = self.vectors.as_mut().filter(|_| sums.len() >= FEWEST_ROWS) {
            let all = vectors.rows.sum(&vectors.columns, rows, width, base, add);
            return sums.iter_mut().zip(all).for_each(|(sum, found)| *sum = found);
        }
        let (blocks, few) = sums.as_chunks_mut::<{ walk::ROWS }>();
        let mut rows = rows.chunks_exact(width);
        for block in blocks {
            let lanes = core::array::from_fn(|_| rows.next().unwrap_or_default());
            *block = self.walk.sums(&lanes, base, add);
        }
        for (sum, slots) in few.iter_mut().zip(rows) {
            *sum = self.sum(slots, base, add);
        }
    }
}
