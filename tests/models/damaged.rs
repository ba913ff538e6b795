//! Damaged and hostile models: refused with a typed error that says where.

use prescreen::Code;
use prescreen_model::convert::convert;
use prescreen_model::{Model, Scorer};

use super::{folder, model_files};

/// A fixed generator of bits.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

/// What is read must score, write and explain without a panic.
fn use_it(model: Model) {
    let row = vec![0.5; model.features().len()];
    let _ = model.attributions(&row);
    assert_eq!(Model::read(&model.write()).unwrap().write(), model.write());
    Scorer::new(model).score(&row).unwrap();
}

/// Replaces, removes or repeats a piece.
fn damage(draw: &mut Draw, bytes: &[u8]) -> Vec<u8> {
    const PIECES: [&[u8]; 12] = [
        b"-1",
        b"0",
        b"4294967296",
        b"nan",
        b"-",
        b"\0",
        b"\xff\xff\xff\xff",
        b"1e999",
        b"\"",
        b"=",
        b" ",
        b"99999999",
    ];
    let mut damaged = bytes.to_vec();
    for _ in 0..=draw.below(3) {
        let from = draw.below(damaged.len().max(1)).min(damaged.len());
        let to = (from + draw.below(8)).min(damaged.len());
        match draw.below(5) {
            0 => damaged.truncate(from),
            1 => drop(damaged.splice(from..to, PIECES[draw.below(PIECES.len())].iter().copied())),
            2 => drop(damaged.drain(from..to)),
            3 => {
                let piece = damaged[from..to].to_vec();
                drop(damaged.splice(to..to, piece));
            }
            _ => {
                if let Some(byte) = damaged.get_mut(from) {
                    *byte ^= 1 << draw.below(8);
                }
            }
        }
    }
    damaged
}

#[test]
fn a_damaged_model_is_read_or_refused_with_a_place() {
    let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
    let (mut read, mut refused) = (0, 0);
    for path in model_files() {
        let source = std::fs::read(&path).unwrap();
        let compact = convert(&source).unwrap().write();
        for bytes in [&source, &compact] {
            for _ in 0..60 {
                match convert(&damage(&mut draw, bytes)) {
                    Ok(model) => {
                        read += 1;
                        use_it(model);
                    }
                    Err(error) => {
                        refused += 1;
                        assert!(!error.message.is_empty());
                    }
                }
            }
        }
    }
    assert!(read > 50 && refused > 500, "{read} read, {refused} refused");
}

#[test]
fn every_prefix_of_a_compact_model_is_cut_short() {
    let bytes = convert(&std::fs::read(folder().join("lightgbm-dart.txt")).unwrap()).unwrap().write();
    for length in 0..bytes.len() {
        assert!(Model::read(&bytes[..length]).is_err(), "{length}");
    }
    let mut longer = bytes;
    longer.push(0);
    assert!(Model::read(&longer).is_err());
}

fn text() -> String {
    std::fs::read_to_string(folder().join("lightgbm-no-missing.txt")).unwrap()
}

fn edited(key: &str, edit: impl Fn(&str) -> String) -> String {
    let text = text();
    let line = text.lines().find(|line| line.starts_with(&[key, "="].concat())).unwrap().to_owned();
    text.replacen(&line, &[key, "=", &edit(&line[key.len() + 1..])].concat(), 1)
}

#[test]
fn a_light_tree_that_is_not_a_tree_is_refused() {
    let first = |to: &'static str| move |list: &str| [to, &list[list.find(' ').unwrap()..]].concat();
    let cases: Vec<(String, Code)> = vec![
        (edited("left_child", first("0")), Code::Inconsistent),
        (edited("right_child", first("6")), Code::Reference),
        (edited("right_child", first("-8")), Code::Reference),
        (edited("left_child", first("1x")), Code::Type),
        (edited("left_child", first("")), Code::Type),
        (edited("split_feature", first("4")), Code::Reference),
        (edited("leaf_value", first("nan")), Code::Number),
        (edited("leaf_value", first("inf")), Code::Number),
        (edited("num_leaves", |_| "9000000000".into()), Code::Limit),
        (edited("num_leaves", |_| "8".into()), Code::Type),
        (edited("num_class", |_| "3".into()), Code::Unsupported),
        (edited("is_linear", |_| "1".into()), Code::Unsupported),
        (edited("objective", |_| "multiclass num_class:3".into()), Code::Unsupported),
        (edited("objective", |_| "binary sigmoid:-1".into()), Code::Range),
        (edited("feature_names", |names| names.replace("idle", "pastes")), Code::Duplicate),
        (edited("feature_names", |names| names.replace("idle ", "")), Code::Inconsistent),
        (edited("decision_type", first("12")), Code::Range),
        (text().replace("end of trees", ""), Code::Syntax),
        (text().replacen("num_cat=", "num_cat=0\nnum_cat=", 1), Code::RepeatedKey),
        (text().replacen("leaf_value=", "leaf_valve=", 1), Code::MissingField),
    ];
    for (n, (text, code)) in cases.iter().enumerate() {
        let error = convert(text.as_bytes()).unwrap_err();
        assert_eq!(error.code, *code, "case {n}: {error}");
    }
    let error = convert(cases[0].0.as_bytes()).unwrap_err();
    assert!(error.at.starts_with("line "), "{error}");
}

#[test]
fn an_extreme_tree_that_is_not_a_tree_is_refused() {
    let text = std::fs::read_to_string(folder().join("xgboost-gbtree.json")).unwrap();
    let read = |edit: &dyn Fn(&mut serde_json::Value)| {
        let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
        edit(&mut file);
        convert(file.to_string().as_bytes()).unwrap_err()
    };
    let tree = "/learner/gradient_booster/model/trees/1";
    for (column, value, code) in [
        ("left_children", 0, Code::Inconsistent),
        ("right_children", 1, Code::Inconsistent),
        ("left_children", 9999, Code::Reference),
        ("right_children", -7, Code::Reference),
        ("split_indices", 4, Code::Reference),
    ] {
        let error = read(&|file| file.pointer_mut(tree).unwrap()[column][0] = value.into());
        assert_eq!((error.code, error.at.starts_with(tree)), (code, true), "{column} {value}: {error}");
    }
    let error = read(&|file| drop(file.pointer_mut(tree).unwrap()["default_left"].as_array_mut().unwrap().pop()));
    assert_eq!(error.code, Code::Inconsistent);
    for (at, value, code) in [
        ("/learner/learner_model_param/num_class", "3", Code::Unsupported),
        ("/learner/learner_model_param/base_score", "[5E-1,5E-1]", Code::Range),
        ("/learner/learner_model_param/base_score", "1", Code::Range),
        ("/learner/learner_model_param/num_feature", "99999999999", Code::Limit),
        ("/learner/objective/name", "multi:softprob", Code::Unsupported),
        ("/learner/gradient_booster/name", "gblinear", Code::Unsupported),
    ] {
        let error = read(&|file| *file.pointer_mut(at).unwrap() = value.into());
        assert_eq!(error.code, code, "{at}: {error}");
    }
    let twice = text.replacen("\"left_children\":", "\"left_children\":[],\"left_children\":", 1);
    assert_eq!(convert(twice.as_bytes()).unwrap_err().code, Code::Syntax);
    assert_eq!(convert(b"{L\0\0").unwrap_err().code, Code::Unsupported);
    assert_eq!(convert("[".repeat(1_000_000).as_bytes()).unwrap_err().code, Code::Unsupported);
    let deep = ["{\"learner\":", &"[".repeat(1_000_000)].concat();
    assert_eq!(convert(deep.as_bytes()).unwrap_err().code, Code::Syntax);
}

#[test]
fn a_chain_as_deep_as_its_tree_scores_without_recursion() {
    let splits = 100_000;
    let list = |one: &dyn Fn(usize) -> String, count| (0..count).map(one).collect::<Vec<_>>().join(" ");
    let text = [
        "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx=0\nobjective=regression\nfeature_names=a\n",
        "\nTree=0\nnum_leaves=", &(splits + 1).to_string(), "\nnum_cat=0",
        "\nsplit_feature=", &list(&|_| "0".into(), splits),
        "\nthreshold=", &list(&|n| n.to_string(), splits),
        "\nleft_child=", &list(&|n| (-1 - n as i64).to_string(), splits),
        "\nright_child=", &list(&|n| if n + 1 == splits { (-1 - splits as i64).to_string() } else { (n + 1).to_string() }, splits),
        "\nleaf_value=", &list(&|n| n.to_string(), splits + 1),
        "\n\nend of trees\n",
    ].concat();
    let model = convert(text.as_bytes()).unwrap();
    let read = Model::read(&model.write()).unwrap();
    assert!(read.attributions(&[5.0]).is_err());
    let mut scorer = Scorer::new(read);
    for (value, leaf) in [(-3.0, 0.0), (5.0, 5.0), (5.5, 6.0), (1e9, splits as f64)] {
        assert_eq!(scorer.score(&[value]).unwrap().raw, leaf);
    }
}
