"""Golden numbers of tests, corrections and curves, made by SciPy, scikit-learn and a slow DeLong written from the paper.

    python -m venv venv && venv/bin/pip install scikit-learn==1.9.1
    venv/bin/python test/golden/comparison/make.py
"""
import json
import math
import os
import platform

import numpy as np
import scipy
import sklearn
from scipy import special, stats
from sklearn import metrics as m
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

SEED = 20260102
HERE = os.path.dirname(os.path.abspath(__file__))


def delong(y, a, b):
    """Every pair of a positive and a negative row, as in equations 2 to 6 of DeLong et al. 1988."""
    def kernel(score):
        positives, negatives = score[y == 1], score[y == 0]
        return np.array([[1.0 if p > n else 0.5 if p == n else 0.0 for n in negatives] for p in positives])
    psi = [kernel(np.asarray(s, float)) for s in (a, b)]
    auc = [p.mean() for p in psi]
    s10 = np.cov([p.mean(axis=1) for p in psi])
    s01 = np.cov([p.mean(axis=0) for p in psi])
    s = s10 / psi[0].shape[0] + s01 / psi[0].shape[1]
    variance = s[0, 0] + s[1, 1] - 2 * s[0, 1]
    error = math.sqrt(variance)
    difference = auc[0] - auc[1]
    half = stats.norm.ppf(0.975) * error
    return {"pValue": 2 * stats.norm.sf(abs(difference) / error), "interval": [difference - half, difference + half]}


def delong_case(name, y, a, b):
    y, a, b = np.asarray(y), np.asarray(a, float), np.asarray(b, float)
    return {"name": name, "target": y.tolist(), "challenger": a.tolist(), "champion": b.tolist(), **delong(y, a, b)}


def mcnemar(fixed, broken):
    n = fixed + broken
    if n < 25:
        p = stats.binomtest(fixed, n, 0.5).pvalue if n else 1.0
        return {"fixed": fixed, "broken": broken, "name": "mcnemar exact", "pValue": p}
    statistic = 0 if fixed == broken else (abs(fixed - broken) - 1) ** 2 / n
    return {"fixed": fixed, "broken": broken, "name": "mcnemar", "pValue": stats.chi2.sf(statistic, 1)}


def holm(p):
    """By its definition: the k-th smallest is rejected at the level at which it and all smaller ones are."""
    order = np.argsort(p, kind="stable")
    adjusted = np.ones(len(p))
    for rank, index in enumerate(order):
        adjusted[index] = max(min(1.0, (len(p) - k) * p[order[k]]) for k in range(rank + 1))
    return adjusted.tolist()


def curves(name, y, p, w):
    y, p = np.asarray(y), np.asarray(p, float)
    fpr, tpr, _ = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    precision, recall, _ = m.precision_recall_curve(y, p, sample_weight=w)
    # A score on an edge is in the upper bin here, as in our `ece`, and in the lower in scikit-learn.
    on_edge = np.isin(p, np.linspace(0, 1, 11)[1:-1]).any()
    share, mean = (None, None) if w is not None or on_edge else calibration_curve(y, p, n_bins=10)
    return {
        "name": name, "target": y.tolist(), "score": p.tolist(), "weights": None if w is None else w.tolist(),
        "roc": [fpr.tolist(), tpr.tolist()], "precisionRecall": [recall[::-1].tolist(), precision[::-1].tolist()],
        "calibration": None if mean is None else [mean.tolist(), share.tolist()],
        "confusion": m.confusion_matrix(y, p >= 0.5, sample_weight=w).tolist(),
    }


random = np.random.default_rng(SEED)
cancer = load_breast_cancer()
y = cancer.target
fit = lambda columns: (lambda x: LogisticRegression().fit(x, y).predict_proba(x)[:, 1])(
    StandardScaler().fit_transform(cancer.data[:, columns]))
four, two, weak = fit([1, 4, 8, 14]), fit([1, 4]), fit([9])
iris = load_iris()
proba = LogisticRegression(max_iter=1000).fit(iris.data[:, :2], iris.target).predict_proba(iris.data[:, :2])
golden = {
    "tool": f"SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}, NumPy {np.__version__}, Python {platform.python_version()}",
    "seed": SEED,
    "command": "venv/bin/python test/golden/comparison/make.py",
    "tolerance": {"relative": 1e-9},
    "erfc": [[x, special.erfc(x)] for x in (-30.0, -3.0, -1.0, 0.0, 1e-8, 0.3, 1.0, 1.9, 1.9999, 2.0, 2.5, 4.0, 8.0, 15.0, 26.0)],
    "normalQuantile": [[p, special.ndtri(p)] for p in (1e-300, 1e-20, 1e-5, 0.01, 0.025, 0.3, 0.49999, 0.5, 0.7, 0.975, 0.999999)],
    "studentUpperTail": [[t, v, stats.t.sf(t, v)] for v in (0.5, 1, 2, 3.7, 4, 10, 29, 60, 199, 1000, 1e5, 1e6)
                         for t in (-3.0, 0.0, 0.1, 0.7, 1.0, 1.9, 3.0, 6.0, 12.0, 30.0)],
    "studentQuantile": [[p, v, stats.t.ppf(p, v)] for v in (1, 2, 3, 4, 9, 99, 1e6) for p in (1e-12, 0.025, 0.3, 0.975, 0.995)],
    "delong": [
        delong_case("breast cancer, four columns against two", y, four, two),
        delong_case("breast cancer, a weak model", y, weak, four),
        delong_case("breast cancer, many ties", y, np.round(four, 1), np.round(two, 1)),
        delong_case("breast cancer, nearly the same", y, four, four + random.normal(0, 0.01, len(y))),
        delong_case("four rows", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], [0.2, 0.1, 0.9, 0.15]),
    ],
    "mcnemar": [mcnemar(a, b) for a, b in (
        (0, 0), (1, 0), (0, 5), (3, 3), (10, 2), (12, 12), (20, 4), (13, 12), (25, 0), (15, 15), (30, 12), (121, 59),
        (1000, 900), (50_000, 49_000))],
    "holm": [{"p": p, "adjusted": holm(np.array(p))} for p in (
        [], [0.04], [0.01, 0.04, 0.03], [0.5, 0.5, 0.5], [0.001, 0.2, 0.002, 1.0, 0.0125], random.uniform(0, 0.2, 20).tolist())],
    "curves": [
        curves("breast cancer", y, four, None),
        curves("breast cancer, many ties", y, np.round(four, 1), None),
        curves("breast cancer, weights with zeros", y, np.round(four, 2), random.integers(0, 4, len(y)).astype(float)),
    ],
    "multiclass": {
        "target": iris.target.tolist(), "probabilities": proba.tolist(),
        "confusion": m.confusion_matrix(iris.target, proba.argmax(axis=1)).tolist(),
    },
}
with open(os.path.join(HERE, "comparison.json"), "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
