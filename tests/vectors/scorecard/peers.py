"""What scorecardpy, toad and optbinning make of rows, for tests/scorecard/peers.rs.

Reads CSV with the columns `value`, `other` and `outcome` (1 is bad) from standard input; prints one JSON object with what each
package gives, and `{"absent": why}` for one that cannot be used here.
"""

import contextlib
import io
import json
import sys
import warnings

warnings.filterwarnings("ignore")


def of_scorecardpy(rows):
    import scorecardpy

    found = {}
    for method in ["tree", "chimerge"]:
        bins = scorecardpy.woebin(rows[["value", "outcome"]], y="outcome", method=method, no_cores=1, print_step=0)["value"]
        found[method] = {"breaks": bins.breaks.tolist(), "woe": bins.woe.tolist(), "iv": float(bins.total_iv.iloc[0])}
    return found


def of_toad(rows):
    import toad

    # Above a mean of one toad takes a feature for points, and turns the AUC round.
    return {
        "ks": float(toad.metrics.KS(rows.value, rows.outcome)),
        "auc": float(toad.metrics.AUC(rows.value / 100, rows.outcome)),
        "psi": float(toad.metrics.PSI(rows.value, rows.other, combiner=[20, 40, 60])),
    }


def of_optbinning(rows):
    import numpy
    from optbinning import OptimalBinning

    values = rows.value.to_numpy(dtype=float)
    splits = numpy.unique(numpy.quantile(values, [n / 20 for n in range(1, 20)]))
    splits = splits[(splits > values.min()) & (splits <= values.max())]
    most = 0.0
    for trend in ["ascending", "descending"]:
        one = OptimalBinning(user_splits=splits, monotonic_trend=trend, min_bin_size=0.05, max_n_bins=8, min_prebin_size=1e-6)
        one.fit(values, rows.outcome.to_numpy())
        one.binning_table.build()
        most = max(most, float(one.binning_table.iv))
    return {"iv": most}


def main():
    answer = {}
    for name, of in [("scorecardpy", of_scorecardpy), ("toad", of_toad), ("optbinning", of_optbinning)]:
        try:
            import pandas

            rows = pandas.read_csv(io.StringIO(TEXT))
            with contextlib.redirect_stdout(io.StringIO()):
                answer[name] = of(rows)
        except Exception as error:
            answer[name] = {"absent": f"{type(error).__name__}: {error}".splitlines()[0][:120]}
    print(json.dumps(answer))


TEXT = sys.stdin.read()
main()
