//! From the raw score to what the model says, in the library's own width.

/// How a raw score becomes the model's output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Link {
    /// The raw score itself.
    Identity,
    /// 1 / (1 + e^(−scale·raw)): a probability.
    Sigmoid {
        /// LightGBM's `sigmoid`; 1 elsewhere.
        scale: f64,
    },
    /// e^raw.
    Exp,
    /// ln(1 + e^raw).
    Log1pExp,
    /// raw·|raw|: LightGBM's regression on square roots.
    SignedSquare,
    /// 1 above zero, else 0: XGBoost's hinge.
    Step,
}

/// XGBoost cuts the exponent here, so that e^88.7 is still a 32-bit number.
const MAX_SINGLE_EXPONENT: f32 = 88.7;

impl Link {
    /// Whether the output is a probability, and so may become basis points.
    #[must_use]
    pub fn is_probability(self) -> bool {
        matches!(self, Self::Sigmoid { .. } | Self::Step)
    }

    /// In 64 bits.
    pub(super) fn double(self, raw: f64) -> f64 {
        match self {
            Self::Identity => raw,
            Self::Sigmoid { scale } => 1.0 / (1.0 + libm::exp(-scale * raw)),
            Self::Exp => libm::exp(raw),
            Self::Log1pExp => libm::log1p(libm::exp(raw)),
            Self::SignedSquare => raw * raw.abs(),
            Self::Step => f64::from(u8::from(raw > 0.0)),
        }
    }

    /// In 32 bits; the exponential is taken in 64 and rounded once.
    pub(super) fn single(self, raw: f32) -> f32 {
        match self {
            Self::Identity => raw,
            Self::Sigmoid { .. } => 1.0 / (exp((-raw).min(MAX_SINGLE_EXPONENT)) + 1.0),
            other => other.double(raw.into()) as f32,
        }
    }
}

fn exp(value: f32) -> f32 {
    libm::exp(value.into()) as f32
}
