//! Many numbers at once, where the machine has vectors of 128 bits.
//!
//! In WebAssembly by the instructions' names: the browser's module is optimised as a whole for size, which makes no
//! vectors of loops. Elsewhere the compiler does.

/// Vectors of sixteen bytes that are asked together: measured with 2 to 8.
pub(crate) const BLOCK: usize = 8;

/// What a split asks of a row's rank and of the first leaf not lost so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question {
    /// The rank above which a row goes right.
    pub(crate) at_most: i8,
    /// One below the first leaf that the split is about.
    pub(crate) above: i8,
    /// The first leaf of the right side.
    pub(crate) middle: u8,
}

#[cfg(not(target_feature = "simd128"))]
mod any {
    use super::{BLOCK, Question};

    pub(crate) type Sixteen = [f32; 16];
    pub(crate) type Bytes = [u8; 16];

    pub(crate) fn sixteen(numbers: &[f32; 16]) -> Sixteen {
        *numbers
    }

    /// How many are below.
    #[inline(always)]
    pub(crate) fn below(numbers: &Sixteen, value: f32) -> u32 {
        numbers.iter().fold(0, |count: u32, number| count.wrapping_add(u32::from(*number < value)))
    }

    pub(crate) fn bytes(lanes: &[u8; 16]) -> Bytes {
        *lanes
    }

    pub(crate) fn lanes(bytes: Bytes) -> [u8; 16] {
        bytes
    }

    /// Moves each row's leaf on.
    #[inline(always)]
    pub(crate) fn ask(question: &Question, ranks: &[Bytes; BLOCK], leaves: &mut [Bytes; BLOCK]) {
        for (leaf, rank) in leaves.as_flattened_mut().iter_mut().zip(ranks.as_flattened()) {
            let right = if rank.cast_signed() > question.at_most { question.middle } else { 0 };
            let counts = if leaf.cast_signed() > question.above { right } else { 0 };
            *leaf = (*leaf).max(counts);
        }
    }
}

#[cfg(target_feature = "simd128")]
mod wasm {
    use core::arch::wasm32::{
        f32x4, f32x4_lt, f32x4_splat, i8x16_bitmask, i8x16_gt, i8x16_narrow_i16x8, i8x16_splat, i16x8_narrow_i32x4,
        u8x16, u8x16_extract_lane, u8x16_max, u8x16_min, u8x16_splat, v128, v128_and,
    };

    use super::{BLOCK, Question};

    pub(crate) type Sixteen = [v128; 4];
    pub(crate) type Bytes = v128;

    pub(crate) fn sixteen(numbers: &[f32; 16]) -> Sixteen {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *numbers;
        [f32x4(a, b, c, d), f32x4(e, f, g, h), f32x4(i, j, k, l), f32x4(m, n, o, p)]
    }

    /// How many are below.
    #[inline(always)]
    pub(crate) fn below(numbers: &Sixteen, value: f32) -> u32 {
        let value = f32x4_splat(value);
        let [a, b, c, d] = *numbers;
        let first = i16x8_narrow_i32x4(f32x4_lt(a, value), f32x4_lt(b, value));
        let second = i16x8_narrow_i32x4(f32x4_lt(c, value), f32x4_lt(d, value));
        let lanes = i8x16_narrow_i16x8(first, second);
        i8x16_bitmask(lanes).count_ones()
    }

    #[inline(always)]
    pub(crate) fn bytes(lanes: &[u8; 16]) -> Bytes {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *lanes;
        u8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
    }

    #[inline(always)]
    pub(crate) fn lanes(bytes: Bytes) -> [u8; 16] {
        macro_rules! lanes {
            ($($lane:literal)*) => { [$(u8x16_extract_lane::<$lane>(bytes)),*] };
        }
        lanes!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
    }

    /// Moves each row's leaf on. The lesser of a mask and a number is the number where the mask is set; an `and` would
    /// be turned into a slower choice.
    #[inline(always)]
    pub(crate) fn ask(question: &Question, ranks: &[Bytes; BLOCK], leaves: &mut [Bytes; BLOCK]) {
        let at_most = i8x16_splat(question.at_most);
        let above = i8x16_splat(question.above);
        let middle = u8x16_splat(question.middle);
        for (leaf, rank) in leaves.iter_mut().zip(ranks) {
            let counts = v128_and(i8x16_gt(*rank, at_most), i8x16_gt(*leaf, above));
            *leaf = u8x16_max(*leaf, u8x16_min(counts, middle));
        }
    }
}

#[cfg(not(target_feature = "simd128"))]
pub(crate) use any::{Bytes, Sixteen, ask, below, bytes, lanes, sixteen};
#[cfg(target_feature = "simd128")]
pub(crate) use wasm::{Bytes, Sixteen, ask, below, bytes, lanes, sixteen};
