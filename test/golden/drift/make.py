"""Makes the golden file of the drift methods.

Tool: SciPy 1.17.1, NumPy 2.4.6. Seed: 20011. Command, in a virtual environment with both:
    python test/golden/drift/make.py > test/golden/drift/scipy.json
"""

import json
import sys

import numpy as np
import scipy
from scipy.spatial.distance import jensenshannon
from scipy.stats import ks_2samp, wasserstein_distance

SEED = 20011
rng = np.random.default_rng(SEED)


def samples():
    yield "shifted normal", rng.normal(0, 1, 300), rng.normal(0.4, 1, 250)
    yield "tiny scale", rng.normal(0, 1e-9, 200), rng.normal(1e-9, 1e-9, 200)
    yield "far from zero", 1e9 + rng.normal(0, 1, 150), 1e9 + rng.normal(0, 2, 150)
    yield "heavy ties", rng.integers(0, 5, 400).astype(float), rng.integers(1, 7, 90).astype(float)
    yield "same sample", np.array([1.0, 2.0, 2.0, 5.0]), np.array([1.0, 2.0, 2.0, 5.0])
    yield "apart", np.arange(10.0), np.arange(100.0, 110.0)
    yield "one value each", np.array([3.0]), np.array([4.0])
    yield "negative and skewed", -rng.lognormal(0, 1.5, 500), -rng.lognormal(0.2, 1.2, 333)


def counts():
    yield "even to uneven", [50, 50], [40, 60]
    yield "empty bins", [10, 0, 5, 0], [0, 8, 5, 0]
    yield "disjoint", [7, 0], [0, 3]
    yield "equal shares", [1, 2, 3], [10, 20, 30]
    yield "many bins", rng.multinomial(5000, np.full(20, 0.05)).tolist(), rng.multinomial(
        700, np.linspace(1, 3, 20) / np.linspace(1, 3, 20).sum()
    ).tolist()


def psi(reference, current):
    r = np.maximum(np.array(reference) / sum(reference), 1e-4)
    c = np.maximum(np.array(current) / sum(current), 1e-4)
    return float(np.sum((r - c) * np.log(r / c)))


def quantiles(values):
    return np.quantile(values, [0, 0.1, 0.25, 0.5, 0.9, 0.99, 1]).tolist()


json.dump(
    {
        "tool": f"scipy {scipy.__version__}, numpy {np.__version__}",
        "seed": SEED,
        "command": "python test/golden/drift/make.py > test/golden/drift/scipy.json",
        "tolerance": 1e-12,
        "samples": [
            {
                "name": name,
                "reference": reference.tolist(),
                "current": current.tolist(),
                "ks": float(ks_2samp(reference, current).statistic),
                "wasserstein": float(wasserstein_distance(reference, current)),
                "std": float(np.std(reference)),
                "quantiles": quantiles(reference),
            }
            for name, reference, current in samples()
        ],
        "counts": [
            {
                "name": name,
                "reference": reference,
                "current": current,
                "js_distance_base2": float(jensenshannon(reference, current, base=2)),
                "psi": psi(reference, current),
            }
            for name, reference, current in counts()
        ],
    },
    sys.stdout,
)
print()
