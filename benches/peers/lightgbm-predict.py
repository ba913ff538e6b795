"""LightGBM's own predictor on the benchmark's model: the same raw scores first, then microseconds a row."""
import json
import statistics
import sys
import time

import lightgbm
import numpy

folder = sys.argv[1]
booster = lightgbm.Booster(model_file=f"{folder}/model.txt")
with open(f"{folder}/model.json") as file:
    work = json.load(file)
rows = numpy.array(work["rows"]).reshape(len(work["raw"]), -1)
predict = lambda rows: booster.predict(rows, raw_score=True, num_threads=1)
if predict(rows).tolist() != work["raw"]:
    sys.exit("LightGBM's raw scores differ")


def median(run, operations, rounds=9):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e6 / operations)
    return statistics.median(times)


one = median(lambda: [predict(rows[n : n + 1]) for n in range(100)], 100)
print(json.dumps({"version": lightgbm.__version__, "one": one, "batch": median(lambda: predict(rows), len(rows))}))
