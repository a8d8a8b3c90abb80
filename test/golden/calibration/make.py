"""Golden intervals of the expected calibration error on given draws, by NumPy and SciPy's basic bootstrap interval.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    venv/bin/python test/golden/calibration/make.py

The percentiles are Hyndman and Fan's type 6 (NumPy's "weibull"); the basic interval is also asked of scipy.stats.bootstrap on
the same draws, whose percentiles are of type 7, and must be twice the value less those of type 7.
"""
import json
import os
import platform

import numpy as np
import scipy
from scipy import stats

SEED = 20261126
DRAWS = 120
CONFIDENCE = 0.9
HERE = os.path.dirname(os.path.abspath(__file__))


def gaps(score, target, weights):
    """Weight x (probability - outcome) of each of ten bins of equal width, by the whole weight (Guo et al. 2017)."""
    index = np.minimum((score * 10).astype(int), 9)
    return np.array([(weights * (score - target))[index == k].sum() for k in range(10)]) / weights.sum()


def fitted(score):
    """In each bin as many positives as the scores expect, so that the value is as small as it can be by chance."""
    target = np.zeros(len(score))
    index = np.minimum((score * 10).astype(int), 9)
    for k in range(10):
        rows = np.flatnonzero(index == k)
        target[rows[: int(round(score[rows].sum()))]] = 1
    return target


def case(name, rng, rows, shift, weighted):
    score = rng.uniform(0, 1, rows).round(3)
    chance = (rng.uniform(0, 1, rows) < np.clip(score + (shift or 0), 0, 1)).astype(float)
    target = fitted(score) if shift is None else chance
    weights = rng.integers(1, 4, rows).astype(float) if weighted else np.ones(rows)
    picks = rng.integers(0, rows, (DRAWS, rows))
    counts = np.array([np.bincount(pick, minlength=rows) for pick in picks])
    whole = gaps(score, target, weights)
    value = np.abs(whole).sum()
    drawn = np.array([gaps(score, target, weights * count) for count in counts])
    draws = np.abs(drawn).sum(axis=1)
    noise = np.abs(drawn - whole).sum(axis=1)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(draws, [tail, 1 - tail], method="weibull")
    start = 0.0 if value <= np.quantile(noise, 1 - tail, method="weibull") else max(0.0, 2 * value - high)
    interval = [min(start, value), max(value, min(1.0, 2 * value - low))]

    # SciPy's basic interval of the same draws.
    class Result:
        bootstrap_distribution = draws
    sevens = np.quantile(draws, [tail, 1 - tail])
    found = stats.bootstrap((np.arange(rows),), lambda index: value, n_resamples=0, vectorized=False,
                            confidence_level=CONFIDENCE, method="basic", bootstrap_result=Result()).confidence_interval
    assert np.allclose([found.low, found.high], [2 * value - sevens[1], 2 * value - sevens[0]], rtol=1e-12)
    return {
        "name": name, "score": score.tolist(), "target": target.tolist(), "weights": weights.tolist(),
        "counts": ["".join(map(str, count)) for count in counts.tolist()],
        "value": value, "draws": draws.tolist(), "noise": noise.tolist(), "interval": interval,
        "percentile": [low, high],
    }


rng = np.random.default_rng(SEED)
cases = [
    case("a calibrated model, whose percentile interval lies above its value", rng, 60, None, False),
    case("a model that is 0.3 too low", rng, 60, 0.3, False),
    case("weighted rows", rng, 40, 0.2, True),
]
assert cases[0]["percentile"][0] > cases[0]["value"]
assert cases[1]["interval"][0] > 0
json.dump(
    {
        "tool": f"NumPy {np.__version__}, SciPy {scipy.__version__}, Python {platform.python_version()}",
        "seed": SEED, "command": "venv/bin/python test/golden/calibration/make.py", "tolerance": {"absolute": 1e-12},
        "confidence": CONFIDENCE, "cases": cases,
    },
    open(os.path.join(HERE, "intervals.json"), "w"),
)
