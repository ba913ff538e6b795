//! 200 trees of 31 leaves over 29 features: the model that every peer scores as well.
//!
//! Grown by a fixed generator as LightGBM grows, a leaf at a time; thresholds and values are 32-bit numbers, so that
//! an engine of that width goes the same ways. Leaves model, rows and raw scores in `target/bench`.

use std::fs;
use std::hint::black_box;

use ndarray::ArrayView2;
use prescreen_model::Scorer;
use prescreen_model::convert::convert;
use serde_json::{Value, json};

const TREES: usize = 200;
const SPLITS: usize = 30;
const FEATURES: usize = 29;
const ROWS: usize = 1_000;

/// A fixed generator.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    /// About a standard normal, in 32 bits.
    fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.below(1 << 20) as f32 / (1 << 20) as f32).sum::<f32>() - 6.0
    }
}

/// Microseconds a row, one by one and in a batch.
pub fn bench(median: impl Fn(&mut dyn FnMut() -> usize) -> f64) -> Value {
    let mut draw = Draw(0x2545_f491_4f6c_dd1d);
    let text = model(&mut draw);
    let values: Vec<f64> = (0..ROWS * FEATURES).map(|_| f64::from(draw.normal())).collect();
    let model = convert(text.as_bytes()).unwrap();
    let compact = model.write();
    let mut scorer = Scorer::new(model);
    let rows = ArrayView2::from_shape((ROWS, FEATURES), &values).unwrap();
    let raw: Vec<f64> = values.chunks_exact(FEATURES).map(|row| scorer.score(row).unwrap().raw).collect();
    assert_eq!(scorer.raw_batch(rows).unwrap().to_vec(), raw);

    let one = median(&mut || {
        for row in values.chunks_exact(FEATURES) {
            black_box(scorer.score(black_box(row)).unwrap());
        }
        ROWS
    });
    let batch = median(&mut || {
        black_box(scorer.raw_batch(black_box(rows)).unwrap());
        ROWS
    });
    fs::create_dir_all("target/bench").unwrap();
    fs::write("target/bench/model.txt", text).unwrap();
    fs::write("target/bench/model.psm", compact).unwrap();
    fs::write("target/bench/model.json", json!({ "rows": values, "raw": raw }).to_string()).unwrap();
    json!({ "one_us": one / 1e3, "batch_us": batch / 1e3 })
}

fn model(draw: &mut Draw) -> String {
    let list = |numbers: &[String]| numbers.join(" ");
    let names: Vec<String> = (0..FEATURES).map(|n| format!("f{n}")).collect();
    let infos = vec!["[-6:6]".to_owned(); FEATURES];
    let mut text = format!(
        "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx={}\nobjective=binary sigmoid:1\nfeature_names={}\nfeature_infos={}\n\n",
        FEATURES - 1,
        list(&names),
        list(&infos)
    );
    for tree in 0..TREES {
        let mut left = vec![-1_i64; SPLITS];
        let mut right = vec![-1_i64; SPLITS];
        // For each leaf, the split and the side that leads to it.
        let mut leaves: Vec<Option<(usize, bool)>> = vec![None];
        for split in 0..SPLITS {
            let leaf = draw.below(leaves.len());
            if let Some((parent, is_left)) = leaves[leaf] {
                (if is_left { &mut left } else { &mut right })[parent] = i64::try_from(split).unwrap();
            }
            left[split] = !i64::try_from(leaf).unwrap();
            right[split] = !i64::try_from(leaves.len()).unwrap();
            leaves[leaf] = Some((split, true));
            leaves.push(Some((split, false)));
        }
        let features: Vec<String> = (0..SPLITS).map(|_| draw.below(FEATURES).to_string()).collect();
        let thresholds: Vec<String> = (0..SPLITS).map(|_| f64::from(draw.normal()).to_string()).collect();
        let values: Vec<String> = (0..=SPLITS).map(|_| f64::from(draw.normal() / 50.0).to_string()).collect();
        let children = |side: &[i64]| list(&side.iter().map(ToString::to_string).collect::<Vec<_>>());
        let (left, right) = (children(&left), children(&right));
        let (ones, decisions) = (list(&vec!["1".into(); SPLITS + 1]), list(&vec!["2".into(); SPLITS]));
        let splits = list(&vec!["1".into(); SPLITS]);
        text.push_str(&format!(
            "Tree={tree}\nnum_leaves={}\nnum_cat=0\nsplit_feature={}\nsplit_gain={splits}\nthreshold={}\ndecision_type={decisions}\nleft_child={left}\nright_child={right}\nleaf_value={}\nleaf_weight={ones}\nleaf_count={ones}\ninternal_value={splits}\ninternal_weight={splits}\ninternal_count={splits}\nis_linear=0\nshrinkage=1\n\n\n",
            SPLITS + 1, list(&features), list(&thresholds), list(&values)
        ));
    }
    text + "end of trees\n"
}
