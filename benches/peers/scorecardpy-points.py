"""scorecardpy on the benchmark's card: the same points first, then microseconds a row."""
import json
import statistics
import sys
import time

import pandas
import scorecardpy

work = json.load(sys.stdin)
names = [one["fact"] for one in work["characteristics"]]
rows = pandas.DataFrame(work["rows"], columns=names)


def table(characteristic):
    """A characteristic's bins in the words of scorecardpy: intervals that are closed below."""
    limits = [one.get("below") for one in characteristic["bins"]]
    ends = ["-inf" if at == 0 else str(float(limits[at - 1])) for at in range(len(limits))]
    bins = [f"[{low},{'inf' if high is None else float(high)})" for low, high in zip(ends, limits)]
    return pandas.DataFrame({
        "variable": characteristic["fact"],
        "bin": bins,
        "points": [float(one["points"]) for one in characteristic["bins"]],
    })


card = {"basepoints": pandas.DataFrame({"variable": ["basepoints"], "bin": [None], "points": [0.0]})}
card |= {one["fact"]: table(one) for one in work["characteristics"]}
score = lambda frame: scorecardpy.scorecard_ply(frame, card, only_total_score=True, print_step=0)["score"]

made = [int(one) for one in score(rows)]
for at, (theirs, ours) in enumerate(zip(made, work["scores"], strict=True)):
    if theirs != ours:
        sys.exit(f"scorecardpy gives row {at} {theirs} points, prescreen {ours}")


def microseconds(run, count, rounds):
    each = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        each.append((time.perf_counter() - start) * 1e6 / count)
    return statistics.median(each)


single = [rows.iloc[[at]] for at in range(50)]
print(json.dumps({
    "batch": microseconds(lambda: score(rows), len(rows), 5),
    "one": microseconds(lambda: [score(one) for one in single], len(single), 3),
}))
