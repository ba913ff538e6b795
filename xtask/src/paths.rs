//! Where in the sources of others a panic would have been, left out of a module.
//!
//! A module that panics stops: nobody reads where. The paths stay as long as they are, so that nothing moves, and are
//! zeros, which compress to nothing.

/// What such a path begins with: the standard library's, and those of packages as the compiler is told to write them.
const STARTS: [&[u8]; 2] = [b"/rustc/", b"sources/index.crates.io-"];
const END: &[u8] = b".rs";
/// Longer ones are something else.
const LONGEST: usize = 160;

/// Zeros in place of paths.
pub fn blank(module: &mut [u8]) {
    let mut from = 0;
    while let Some(rest) = module.get_mut(from..).filter(|rest| !rest.is_empty()) {
        let length = path_length(rest).unwrap_or(0);
        rest[..length].fill(0);
        from += length.max(1);
    }
}

/// The length of the path that some bytes begin with.
fn path_length(bytes: &[u8]) -> Option<usize> {
    STARTS.iter().find(|start| bytes.starts_with(start))?;
    let near = &bytes[..bytes.len().min(LONGEST)];
    let length = near.windows(END.len()).position(|part| part == END)? + END.len();
    let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
    near[..length].iter().all(is_path).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_others_are_blank_and_nothing_else_is() {
        let mut module =
            *b"a/rustc/5980/library/core/src/str/mod.rsb sources/index.crates.io-19/x-1.0/src/y.rs/rustc/ no.rs";
        let before = module;
        blank(&mut module);
        let kept: Vec<u8> = module.iter().copied().filter(|byte| *byte != 0).collect();
        assert_eq!(kept, b"ab /rustc/ no.rs");
        assert_eq!(module.len(), before.len());
    }
}
