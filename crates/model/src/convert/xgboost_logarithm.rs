//! The 32-bit natural logarithm that XGBoost's base margin goes through: `logf` of the C library.
//!
//! Takes a positive number, gives the bits that glibc (since 2.27) and musl give for it, on every host. Neither
//! they nor this round every result correctly, and a base margin that was rounded better would not be the library's. Method and constants are those of Arm's Optimized Routines (MIT): a table of 16 inverses with
//! their logarithms, and a polynomial of degree 4 between, in 64 bits.

/// Inverses near the middle of 16 pieces of [0.7, 1.4), and minus their logarithms.
const PIECES: [(u64, u64); 16] = [
    (0x3ff6_61ec_79f8_f3be, 0xbfd5_7bf7_808c_aade),
    (0x3ff5_71ed_4aaf_883d, 0xbfd2_bef0_a7c0_6ddb),
    (0x3ff4_9539_f0f0_10b0, 0xbfd0_1eae_7f51_3a67),
    (0x3ff3_c995_b0b8_0385, 0xbfcb_31d8_a682_24e9),
    (0x3ff3_0d19_0c88_64a5, 0xbfc6_574f_0ac0_7758),
    (0x3ff2_5e22_7b0b_8ea0, 0xbfc1_aa2b_c79c_8100),
    (0x3ff1_bb4a_4a1a_343f, 0xbfba_4e76_ce8c_0e5e),
    (0x3ff1_2358_f08a_e5ba, 0xbfb1_973c_5a61_1ccc),
    (0x3ff0_953f_4199_00a7, 0xbfa2_52f4_38e1_0c1e),
    (0x3ff0_0000_0000_0000, 0x0000_0000_0000_0000),
    (0x3fee_608c_fd9a_47ac, 0x3faa_a5aa_5df2_5984),
    (0x3fec_a4b3_1f02_6aa0, 0x3fbc_5e53_aa36_2eb4),
    (0x3feb_2036_576a_fce6, 0x3fc5_26e5_7720_db08),
    (0x3fe9_c2d1_63a1_aa2d, 0x3fcb_c286_0d22_4770),
    (0x3fe8_86e6_0378_41ed, 0x3fd1_058b_c8a0_7ee1),
    (0x3fe7_67dc_f553_4862, 0x3fd4_0430_57b6_ee09),
];

/// Weights of r⁴, r³ and r² in ln(1 + r), where r's own is 1.
const FOURTH: u64 = 0xbfd0_0ea3_48b8_8334;
const THIRD: u64 = 0x3fd5_575b_0be0_0b6a;
const SECOND: u64 = 0xbfdf_fffe_f20a_4123;

/// Bits of the lowest number of the first piece.
const LOWEST: u32 = 0x3f33_0000;
/// Bits of a 32-bit number's fraction.
const FRACTION: u32 = 23;

/// The logarithm of a positive number.
pub(super) fn natural(value: f32) -> f32 {
    if value == f32::INFINITY {
        return value;
    }
    // A number below the normal ones, which has no exponent of its own, is lifted first.
    let lifted = value < f32::MIN_POSITIVE;
    let bits = if lifted { (value * 8_388_608.0).to_bits() } else { value.to_bits() };
    let from_lowest = bits.wrapping_sub(LOWEST);
    let exponent = from_lowest.cast_signed() >> FRACTION;
    let doublings = f64::from(exponent.wrapping_sub(if lifted { FRACTION.cast_signed() } else { 0 }));
    let within = f64::from(f32::from_bits(bits.wrapping_sub(from_lowest & 0xff80_0000)));
    let piece = PIECES.get((from_lowest >> 19 & 0xf) as usize).copied().unwrap_or_default();
    let (inverse, logarithm) = (f64::from_bits(piece.0), f64::from_bits(piece.1));
    let r = within * inverse - 1.0;
    let start = logarithm + doublings * core::f64::consts::LN_2 + r;
    let square = r * r;
    let rest = f64::from_bits(FOURTH) * square + (f64::from_bits(THIRD) * r + f64::from_bits(SECOND));
    (rest * square + start) as f32
}

#[cfg(test)]
mod tests {
    use super::natural;

    /// Numbers and their logarithms by glibc 2.36, as bits; the first two round to another last digit.
    const VALUES: [(u32, u32); 11] = [
        (0x3f00_a146, 0xbf30_3056),
        (0x3f83_8dc4, 0x3ce0_5761),
        (0x3f80_0000, 0x0000_0000),
        (0x0000_0001, 0xc2ce_8ed0),
        (0x007f_ffff, 0xc2ae_ac50),
        (0x0080_0000, 0xc2ae_ac50),
        (0x7f7f_ffff, 0x42b1_7218),
        (0x7f80_0000, 0x7f80_0000),
        (0x3f00_0000, 0xbf31_7218),
        (0x3f32_ffff, 0xbeb7_307a),
        (0x3f33_0000, 0xbeb7_3077),
    ];

    #[test]
    fn logarithms_are_those_of_the_c_library() {
        for (value, expected) in VALUES {
            assert_eq!(natural(f32::from_bits(value)).to_bits(), expected, "{:?}", f32::from_bits(value));
        }
    }
}
