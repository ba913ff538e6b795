//! What a module may use of the engine that runs it.

/// A set of instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instructions {
    /// WebAssembly 1.0: what every engine since 2017 has.
    First,
    /// With vectors of 128 bits (`simd128`): for a second file that a page loads where the engine has them.
    Vectors,
}

impl Instructions {
    /// The compiler's flags, one by one.
    pub fn compiler(self) -> &'static [&'static str] {
        match self {
            Self::First => &["-Ctarget-cpu=mvp"],
            Self::Vectors => &["-Ctarget-cpu=mvp", "-Ctarget-feature=+simd128"],
        }
    }

    /// The optimiser's flags: all else is off.
    pub fn optimiser(self) -> &'static [&'static str] {
        match self {
            Self::First => &["--mvp-features"],
            Self::Vectors => &["--mvp-features", "--enable-simd"],
        }
    }
}
