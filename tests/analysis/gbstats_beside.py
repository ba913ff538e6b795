"""Reads drawn cases, answers each with what gbstats 0.8 says. Started by gbstats.rs."""

import json
import sys

from gbstats.bayesian.tests import EffectBayesianABTest, EffectBayesianConfig, GaussianPrior
from gbstats.frequentist.tests import (
    FrequentistConfig,
    SequentialConfig,
    SequentialTwoSidedTTest,
    TwoSidedTTest,
)
from gbstats.models.statistics import (
    ProportionStatistic,
    RatioStatistic,
    RegressionAdjustedStatistic,
    SampleMeanStatistic,
    compute_theta,
)


def mean(n, part):
    return SampleMeanStatistic(n=n, sum=part["sum"], sum_squares=part["squares"])


def statistic(kind, one):
    n = one["n"]
    if kind == "share":
        return ProportionStatistic(n=n, sum=int(one["main"]["sum"]))
    if kind == "mean":
        return mean(n, one["main"])
    parts = mean(n, one["main"]), mean(n, one["other"])
    if kind == "ratio":
        return RatioStatistic(n=n, m_statistic=parts[0], d_statistic=parts[1], m_d_sum_of_products=one["products"])
    return RegressionAdjustedStatistic(
        n=n, post_statistic=parts[0], pre_statistic=parts[1], post_pre_sum_of_products=one["products"], theta=0
    )


def answer(case):
    a, b = (statistic(case["kind"], case[side]) for side in "ab")
    if case["kind"] == "adjusted":
        a.theta = b.theta = compute_theta(a, b)
    scale, alpha = case["scale"], case["alpha"]
    fixed = TwoSidedTTest(a, b, FrequentistConfig(difference_type=scale, alpha=alpha)).compute_result()
    always = SequentialTwoSidedTTest(
        a, b, SequentialConfig(difference_type=scale, alpha=alpha, sequential_tuning_parameter=case["tuned_to"])
    ).compute_result()
    prior = case["prior"]
    prior = GaussianPrior(mean=prior[0], variance=prior[1], proper=True) if prior else GaussianPrior()
    # The prior is in the unit of the difference.
    config = EffectBayesianConfig(difference_type=scale, prior_type=scale, prior_effect=prior, alpha=alpha)
    bayes = EffectBayesianABTest(a, b, config).compute_result()
    numbers = [fixed.expected, *fixed.ci, fixed.p_value, *always.ci, always.p_value]
    numbers += [bayes.chance_to_win, bayes.expected, *bayes.ci, *bayes.risk]
    return [float(number) for number in numbers]


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
