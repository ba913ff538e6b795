//! ECDSA signatures on P-256 in one form only: r and s within the group's order, s in its lower half.
//!
//! For every signature (r, s) the pair (r, n − s) verifies too. Only the lower s is accepted, so
//! that nobody can make a second text of a signed object without the key.

use core::cmp::Ordering;

use crate::{Code, Error};

/// A signature as `r ‖ s`, 32 bytes each, big-endian (RFC 7518 §3.4).
pub type Signature = [u8; 64];

/// The order n of P-256 (FIPS 186-5, SP 800-186 §3.2.1.3).
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, //
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// (n − 1) / 2, the highest s that is accepted.
const HALF: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, //
    0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8,
];

/// Brings a fresh signature into the accepted form.
///
/// # Errors
/// [`Code::Signature`] when r or s is zero or not below n.
pub fn normalise(signature: &Signature) -> Result<Signature, Error> {
    let (r, s) = halves(signature);
    if !in_range(&r) || !in_range(&s) {
        return Err(Error::new(Code::Signature, "/signature", "r or s is not between 1 and n − 1"));
    }
    let s = if is_low(&s) { s } else { negated(&s) };
    let mut normal = [0; 64];
    for (slot, byte) in normal.iter_mut().zip(r.into_iter().chain(s)) {
        *slot = byte;
    }
    Ok(normal)
}

/// Checks that a signature is in the accepted form.
///
/// # Errors
/// [`Code::Signature`] when it is not.
pub fn check(signature: &Signature) -> Result<(), Error> {
    if normalise(signature)? != *signature {
        return Err(
            Error::new(Code::Signature, "/signature", "s is above half of n").help("Replace s by n − s when sealing.")
        );
    }
    Ok(())
}

fn halves(signature: &Signature) -> ([u8; 32], [u8; 32]) {
    let mut r = [0; 32];
    let mut s = [0; 32];
    for (slot, byte) in r.iter_mut().chain(&mut s).zip(signature) {
        *slot = *byte;
    }
    (r, s)
}

fn in_range(number: &[u8; 32]) -> bool {
    number.iter().any(|byte| *byte != 0) && number.cmp(&ORDER) == Ordering::Less
}

fn is_low(s: &[u8; 32]) -> bool {
    s.cmp(&HALF) != Ordering::Greater
}

/// n − s, for s below n.
fn negated(s: &[u8; 32]) -> [u8; 32] {
    let mut difference = [0; 32];
    let mut borrow = false;
    for ((slot, of), byte) in difference.iter_mut().zip(ORDER).zip(s).rev() {
        let (partial, first) = of.overflowing_sub(*byte);
        let (digit, second) = partial.overflowing_sub(u8::from(borrow));
        *slot = digit;
        borrow = first || second;
    }
    difference
}
