"""Writes the vectors of this folder with the libraries themselves: small models of every kind, rows with every nasty
value, and what the library says of them.

    pip install lightgbm==4.7.0 xgboost==3.2.0 scikit-learn numpy && python generate.py

For each case NAME: NAME.txt or NAME.json (the model), NAME.csv (rows), NAME.expected.json (`raw`, `output`, `contributions`,
with every number in the fewest digits of the library's own width). `xgboost-base-margins.csv` has base scores and the raw
score of a model that adds nothing to them, half of them such that a logarithm rounded correctly gives another one; the
library's logarithm is that of the C library, here glibc 2.36. The libraries are the oracle; nothing here is prescreen's.
"""
import ctypes
import json
import re
from pathlib import Path

import lightgbm
import numpy
import xgboost

HERE = Path(__file__).parent
NASTY = [0.0, -0.0, 1e-36, -1e-36, 1.0000000180025095e-35, 1.1e-35, -1.1e-35, 5e-324, float("nan"), -1, -0.5, 1.5, 2147483648, 33]
INFINITE = [float("inf"), float("-inf"), 1e300]


def data(seed, categories):
    random = numpy.random.default_rng(seed)
    table = random.normal(size=(600, 4))
    table[:, 1] = numpy.where(random.random(600) < 0.5, 0, table[:, 1])
    table[random.random(600) < 0.2, 2] = numpy.nan
    table[:, 3] = random.integers(0, categories, 600)
    signal = table[:, 0] + numpy.nan_to_num(table[:, 2]) + numpy.sin(table[:, 3])
    label = (signal + random.normal(size=600) > 0).astype(float)
    rows = table[:24].copy()
    return random, table, label, rows


def spoil(random, rows, values):
    spoilt = random.random(rows.shape) < 0.4
    rows[spoilt] = random.choice(values, size=spoilt.sum())
    return rows


def write(name, rows, names, raw, output, contributions):
    lines = [",".join(names)]
    lines += [",".join("" if numpy.isnan(value) else repr(float(value)) for value in row) for row in rows]
    (HERE / f"{name}.csv").write_text("\n".join(lines) + "\n")
    text = lambda numbers: [str(number) for number in numbers]
    expected = {"raw": text(raw), "output": text(output), "contributions": [text(row) for row in contributions]}
    (HERE / f"{name}.expected.json").write_text(json.dumps(expected) + "\n")


def light(name, thresholds=None, categorical=True, trees=6, **parameters):
    random, table, label, rows = data(len(name), 70)
    names = ["gap_ms", "pastes", "idle", "channel"]
    if parameters.get("objective") in ("poisson",):
        label += 0.1
    settings = dict(objective="binary", num_leaves=7, verbose=-1, min_data_per_group=5, cat_smooth=1.0, num_threads=1, seed=7)
    settings.update(parameters)
    dataset = lightgbm.Dataset(table, label, feature_name=names, categorical_feature=[3] if categorical else [])
    text = lightgbm.train(settings, dataset, trees).model_to_string()
    text = text[: text.index("end of trees") + len("end of trees")] + "\n"
    if thresholds:
        text = re.sub(r"tree_sizes=.*\n", "", text)
        edit = lambda line: "threshold=" + " ".join(random.choice(thresholds) if random.random() < 0.4 else one for one in line[1].split())
        text = re.sub(r"^threshold=(.*)$", edit, text, flags=re.M)
    (HERE / f"{name}.txt").write_text(text)
    booster = lightgbm.Booster(model_str=text)
    rows = spoil(random, rows, NASTY + INFINITE)
    write(name, rows, names, booster.predict(rows, raw_score=True), booster.predict(rows), booster.predict(rows, pred_contrib=True))


def extreme(name, categorical=True, rounds=5, named=True, **parameters):
    random, table, label, rows = data(len(name), 20)
    names = ["gap_ms", "pastes", "idle", "channel"] if named else None
    kinds = ["q", "q", "q", "c"] if categorical else None
    settings = dict(objective="binary:logistic", max_depth=3, verbosity=0, nthread=1, seed=7, max_cat_to_onehot=1)
    settings.update(parameters)
    matrix = lambda values, labels=None: xgboost.DMatrix(values, labels, feature_names=names, feature_types=kinds, enable_categorical=True)
    booster = xgboost.train(settings, matrix(table, label), rounds)
    document = json.loads(booster.save_raw("json"))
    (HERE / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
    booster = xgboost.Booster(model_file=HERE / f"{name}.json")
    rows = matrix_rows = spoil(random, rows, NASTY)
    matrix_rows = matrix(rows)
    write(name, rows, names or ["f0", "f1", "f2", "f3"], booster.predict(matrix_rows, output_margin=True), booster.predict(matrix_rows), booster.predict(matrix_rows, pred_contribs=True))


def early(name, **parameters):
    """Stopped early, by the scikit-learn interface, which predicts up to the best round."""
    random, table, label, rows = data(len(name), 20)
    settings = dict(n_estimators=40, max_depth=2, learning_rate=0.9, early_stopping_rounds=3, n_jobs=1, random_state=7)
    settings.update(parameters)
    model = xgboost.XGBClassifier(**settings)
    model.fit(table[:300], label[:300], eval_set=[(table[300:], label[300:])], verbose=False)
    model.save_model(HERE / f"{name}.json")
    document = json.loads((HERE / f"{name}.json").read_text())
    (HERE / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
    model = xgboost.XGBClassifier()
    model.load_model(HERE / f"{name}.json")
    rows = spoil(random, rows, NASTY)
    to_best = (0, model.best_iteration + 1)
    contributions = model.get_booster().predict(xgboost.DMatrix(rows), pred_contribs=True, iteration_range=to_best)
    names = [f"f{place}" for place in range(4)]
    write(name, rows, names, model.predict(rows, output_margin=True), model.predict_proba(rows)[:, 1], contributions)


def whole(name):
    """Whole numbers, none of them missing in the rows: what points are of."""
    random, table, label, _ = data(len(name), 20)
    table = numpy.nan_to_num(numpy.round(table * [1000, 10, 100, 1]))
    rows = numpy.concatenate([table[:200], random.integers(-4000, 4000, (100, 4))])
    rows[200:, 3] = random.integers(0, 25, 100)
    return table, label, rows


def light_additive(name, categorical):
    """Trees that read one feature each, by LightGBM's two leaves."""
    table, label, rows = whole(name)
    names = ["gap_ms", "pastes", "idle", "channel"]
    settings = dict(objective="binary", num_leaves=2, verbose=-1, min_data_per_group=5, cat_smooth=1.0, num_threads=1, seed=7, sigmoid=1.7)
    booster = lightgbm.train(settings, lightgbm.Dataset(table, label, feature_name=names, categorical_feature=categorical), 60)
    text = booster.model_to_string()
    text = text[: text.index("end of trees") + len("end of trees")] + "\n"
    (HERE / f"{name}.txt").write_text(text)
    booster = lightgbm.Booster(model_str=text)
    write(name, rows, names, booster.predict(rows, raw_score=True), booster.predict(rows), booster.predict(rows, pred_contrib=True))


def extreme_additive(name):
    """Trees that read one feature each, by XGBoost's constraint of interactions."""
    table, label, rows = whole(name)
    names = ["gap_ms", "pastes", "idle", "channel"]
    settings = dict(objective="binary:logistic", max_depth=3, verbosity=0, nthread=1, seed=7, interaction_constraints="[[0], [1], [2], [3]]", base_score=0.3)
    matrix = lambda values, labels=None: xgboost.DMatrix(values, labels, feature_names=names)
    booster = xgboost.train(settings, matrix(table, label), 30)
    document = json.loads(booster.save_raw("json"))
    (HERE / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
    booster = xgboost.Booster(model_file=HERE / f"{name}.json")
    write(name, rows, names, booster.predict(matrix(rows), output_margin=True), booster.predict(matrix(rows)), booster.predict(matrix(rows), pred_contribs=True))


def margins():
    random = numpy.random.default_rng(18)
    single = numpy.float32
    logf = ctypes.CDLL("libm.so.6").logf
    logf.restype, logf.argtypes = ctypes.c_float, [ctypes.c_float]
    lines = ["objective,base_score,raw"]
    single_leaf = json.loads((HERE / "xgboost-single-leaf.json").read_text())
    for objective, of, count in [("binary:logistic", "xgboost-gbtree", 200), ("count:poisson", "xgboost-poisson", 100)]:
        single_leaf["learner"]["objective"] = json.loads((HERE / f"{of}.json").read_text())["learner"]["objective"]
        kept = {True: 0, False: 0}
        while min(kept.values()) < count / 2:
            base = single(random.uniform(0, 1) if objective == "binary:logistic" else numpy.exp(random.normal(0, 3)))
            odds = single(1) / base - single(1) if objective == "binary:logistic" else base
            nearest = single(logf(odds)) == single(numpy.log(numpy.float64(odds)))
            kept[nearest] += 1
            if kept[nearest] > count / 2:
                continue
            single_leaf["learner"]["learner_model_param"]["base_score"] = f"[{base}]"
            booster = xgboost.Booster(model_file=bytearray(json.dumps(single_leaf).encode()))
            row = xgboost.DMatrix(numpy.zeros((1, 4)), feature_names=booster.feature_names, feature_types=booster.feature_types)
            lines.append(f"{objective},{base},{booster.predict(row, output_margin=True)[0]}")
    (HERE / "xgboost-base-margins.csv").write_text("\n".join(lines) + "\n")


light("lightgbm-gbdt")
light("lightgbm-dart", boosting="dart", drop_rate=0.5)
light("lightgbm-rf", boosting="rf", bagging_freq=1, bagging_fraction=0.6)
light("lightgbm-goss", data_sample_strategy="goss", sigmoid=2.3)
light("lightgbm-zero-as-missing", zero_as_missing=True)
light("lightgbm-no-missing", use_missing=False)
light("lightgbm-nasty-thresholds", thresholds=["inf", "-inf", "0", "-0", "1e-36", "nan", "1e300"], categorical=False)
light("lightgbm-single-leaf", min_data_in_leaf=400)
light("lightgbm-regression-sqrt", objective="regression", reg_sqrt=True)
light("lightgbm-poisson", objective="poisson")
light("lightgbm-cross-entropy-lambda", objective="cross_entropy_lambda")
extreme("xgboost-gbtree")
extreme("xgboost-dart", booster="dart", rate_drop=0.5, base_score=0.3)
extreme("xgboost-parallel", num_parallel_tree=3, subsample=0.7)
extreme("xgboost-unnamed", categorical=False, named=False, tree_method="exact")
extreme("xgboost-one-hot", max_cat_to_onehot=100)
extreme("xgboost-poisson", objective="count:poisson")
extreme("xgboost-hinge", objective="binary:hinge")
extreme("xgboost-logitraw", objective="binary:logitraw")
extreme("xgboost-single-leaf", min_child_weight=1e6)
light_additive("lightgbm-additive", categorical=[3])
light_additive("lightgbm-additive-numbers", categorical=[])
extreme_additive("xgboost-additive")
early("xgboost-early-stopped", num_parallel_tree=2, subsample=0.7)
early("xgboost-early-stopped-dart", booster="dart", rate_drop=0.2)
margins()
