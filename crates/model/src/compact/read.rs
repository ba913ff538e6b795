//! Bytes to a model, strictly: every count is bounded, and nothing may be left over.

use super::super::forest::{Forest, Missing, Node, Precision, Test, Tree};
use super::super::limits::{
    MAX_BINS, MAX_FEATURES, MAX_LISTED_CATEGORIES, MAX_MODEL_BYTES, MAX_NAME_BYTES, MAX_NODES, MAX_TREES,
};
use super::super::{Bin, Characteristic, Form, Link, Logistic, Model, Scorecard, Special, Term};
use super::{
    AMONG, AT_MOST, DOUBLE, EXP, IDENTITY, LEAF, LOG1P_EXP, LOGISTIC, MAGIC, NAN_MISSING, SCORECARD, SIGMOID,
    SIGNED_SQUARE, SINGLE, STEP, TREES, VERSION, ZERO_MISSING,
};
use prescreen::{Code, Error};

impl Model {
    /// Reads a model in prescreen's compact form.
    ///
    /// # Errors
    /// With the byte where the model breaks its form or passes a limit.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_MODEL_BYTES {
            return Err(Error::new(Code::Limit, "", "the model is larger than 16 MiB"));
        }
        let mut reader = Reader { bytes, at: 0, listed: 0 };
        let model = reader.model();
        model.map_err(|error| if error.at.is_empty() { Error { at: reader.place(), ..error } } else { error })
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    /// Categories that were listed so far.
    listed: usize,
}

impl Reader<'_> {
    fn place(&self) -> String {
        ["byte ", &self.at.to_string()].concat()
    }

    fn wrong(&self, code: Code, message: &str) -> Error {
        Error::new(code, self.place(), message)
    }

    fn model(&mut self) -> Result<Model, Error> {
        if self.array::<8>()? != *MAGIC {
            return Err(Error::new(Code::Syntax, "byte 0", "not a model in prescreen's form")
                .help("run 'prescreen model convert' on it"));
        }
        if u16::from_le_bytes(self.array()?) != VERSION {
            return Err(self.wrong(Code::Unsupported, "only version 1 of the form is read"));
        }
        if u32::from_le_bytes(self.array()?) as usize != self.bytes.len() {
            return Err(self.wrong(Code::Syntax, "the model is cut short, or something follows it"));
        }
        let form = self.byte()?;
        let count = self.count(MAX_FEATURES)?;
        let features = (0..count).map(|_| self.name()).collect::<Result<Vec<_>, _>>()?;
        let form = match form {
            SCORECARD => Form::Scorecard(self.scorecard(count)?),
            LOGISTIC => Form::Logistic(self.logistic(count)?),
            TREES => Form::Trees(self.forest()?),
            _ => return Err(self.wrong(Code::Range, "there is no such form")),
        };
        if self.at != self.bytes.len() {
            return Err(self.wrong(Code::Syntax, "something follows the model"));
        }
        Model::new(features, form)
    }

    fn name(&mut self) -> Result<String, Error> {
        let length = self.count(MAX_NAME_BYTES)?;
        let bytes = self.take(length)?.to_vec();
        String::from_utf8(bytes).map_err(|_| self.wrong(Code::Syntax, "a feature's name is not UTF-8"))
    }

    fn scorecard(&mut self, features: usize) -> Result<Scorecard, Error> {
        let (base, anchor_points) = (self.integer()?, self.integer()?);
        let (anchor_odds, double_odds) = (self.double()?, self.integer()?);
        let mut characteristics = Vec::new();
        for _ in 0..features {
            let missing = self.integer()?;
            let count = self.count(MAX_BINS)?;
            let special = (0..count).map(|_| Ok(Special { value: self.double()?, points: self.integer()? }));
            let special = special.collect::<Result<_, Error>>()?;
            let count = self.count(MAX_BINS)?;
            let bins = (0..count).map(|_| Ok(Bin { below: self.double()?, points: self.integer()? }));
            characteristics.push(Characteristic { missing, special, bins: bins.collect::<Result<_, Error>>()? });
        }
        Ok(Scorecard { base, anchor_points, anchor_odds, double_odds, characteristics })
    }

    fn logistic(&mut self, features: usize) -> Result<Logistic, Error> {
        let intercept = self.double()?;
        let terms = (0..features).map(|_| Ok(Term { weight: self.double()?, missing: self.double()? }));
        Ok(Logistic { intercept, terms: terms.collect::<Result<_, Error>>()? })
    }

    fn forest(&mut self) -> Result<Forest, Error> {
        let arithmetic = match self.byte()? {
            DOUBLE => {
                let divisor = u32::try_from(self.count(MAX_TREES)?).unwrap_or(1);
                Precision::Double { divisor: divisor.max(1) }
            }
            SINGLE => Precision::Single { base: f32::from_le_bytes(self.array()?) },
            _ => return Err(self.wrong(Code::Range, "there is no such arithmetic")),
        };
        let link = match self.byte()? {
            IDENTITY => Link::Identity,
            SIGMOID => Link::Sigmoid { scale: self.double()? },
            EXP => Link::Exp,
            LOG1P_EXP => Link::Log1pExp,
            SIGNED_SQUARE => Link::SignedSquare,
            STEP => Link::Step,
            _ => return Err(self.wrong(Code::Range, "there is no such link")),
        };
        let finite = match (arithmetic, link) {
            (Precision::Single { base }, _) if !base.is_finite() => false,
            (_, Link::Sigmoid { scale }) => scale.is_finite() && scale > 0.0,
            _ => true,
        };
        if !finite {
            return Err(self.wrong(Code::Number, "the base or the scale is not a number that it can be"));
        }
        let count = self.count(MAX_TREES)?;
        let mut forest = Forest { arithmetic, link, trees: Vec::new() };
        let mut nodes = 0_usize;
        for _ in 0..count {
            let tree = Tree::grow(|| self.node(arithmetic))?;
            nodes = nodes.saturating_add(tree.nodes().len());
            if nodes > MAX_NODES {
                return Err(self.wrong(Code::Limit, "the model has too many nodes"));
            }
            forest.trees.push(tree);
        }
        Ok(forest)
    }

    fn node(&mut self, arithmetic: Precision) -> Result<Node, Error> {
        let tag = self.byte()?;
        if tag == LEAF {
            let value = self.number(arithmetic)?;
            return Ok(Node::Leaf { value, cover: self.cover(arithmetic)? });
        }
        let feature = u16::try_from(self.count(MAX_FEATURES)?).unwrap_or(u16::MAX);
        let left = tag & 1 == 1;
        let missing = match tag {
            AT_MOST => Some(Missing::Nothing),
            _ if tag & !1 == ZERO_MISSING => Some(Missing::Zero { left }),
            _ if tag & !1 == NAN_MISSING => Some(Missing::Nan { left }),
            _ if tag & !1 == AMONG => None,
            _ => return Err(self.wrong(Code::Range, "there is no such node")),
        };
        let test = match missing {
            Some(missing) => Test::AtMost { threshold: self.number(arithmetic)?, missing },
            None => Test::Among { categories: self.categories()?, missing_left: left },
        };
        Ok(Node::Split { feature, test, right: 0, cover: self.cover(arithmetic)? })
    }

    fn categories(&mut self) -> Result<Vec<u32>, Error> {
        let count = self.count(MAX_LISTED_CATEGORIES)?;
        self.listed = self.listed.saturating_add(count);
        if self.listed > MAX_LISTED_CATEGORIES {
            return Err(self.wrong(Code::Limit, "the model lists too many categories"));
        }
        let mut categories: Vec<u32> = Vec::new();
        for _ in 0..count {
            let step = u32::try_from(self.count(usize::MAX)?).ok();
            let next = match categories.last() {
                None => step,
                Some(before) => step.filter(|step| *step > 0).and_then(|step| before.checked_add(step)),
            };
            categories.push(next.ok_or_else(|| self.wrong(Code::Range, "the categories do not rise"))?);
        }
        Ok(categories)
    }

    fn cover(&mut self, arithmetic: Precision) -> Result<f64, Error> {
        match arithmetic {
            Precision::Double { .. } => {
                let rows = u32::try_from(self.count(usize::MAX)?);
                rows.map(f64::from).map_err(|_| self.wrong(Code::Range, "the rows of a node are too many"))
            }
            Precision::Single { .. } => self.number(arithmetic),
        }
    }

    /// A number in the model's own width.
    fn number(&mut self, arithmetic: Precision) -> Result<f64, Error> {
        match arithmetic {
            Precision::Double { .. } => self.double(),
            Precision::Single { .. } => self.array().map(f32::from_le_bytes).map(f64::from),
        }
    }

    fn double(&mut self) -> Result<f64, Error> {
        self.array().map(f64::from_le_bytes)
    }

    fn integer(&mut self) -> Result<i32, Error> {
        self.array().map(i32::from_le_bytes)
    }

    /// A count in the fewest bytes, up to its limit.
    fn count(&mut self, most: usize) -> Result<usize, Error> {
        let mut count = 0_u64;
        for shift in [0_u32, 7, 14, 21, 28] {
            let byte = self.byte()?;
            count |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                if shift > 0 && byte == 0 {
                    break;
                }
                let fits = usize::try_from(count).ok().filter(|count| *count <= most);
                return fits.ok_or_else(|| self.wrong(Code::Limit, "a count is above its limit"));
            }
        }
        Err(self.wrong(Code::Syntax, "a count is not in its shortest form"))
    }

    fn byte(&mut self) -> Result<u8, Error> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let bytes = self.take(N)?.try_into();
        bytes.map_err(|_| self.wrong(Code::Syntax, "the model is cut short"))
    }

    fn take(&mut self, length: usize) -> Result<&[u8], Error> {
        let end = self.at.saturating_add(length);
        let Some(bytes) = self.bytes.get(self.at..end) else {
            return Err(self.wrong(Code::Syntax, "the model is cut short"));
        };
        self.at = end;
        Ok(bytes)
    }
}
