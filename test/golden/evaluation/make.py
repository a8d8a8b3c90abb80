"""Golden numbers of the metrics, made by scikit-learn, SciPy and NumPy.

    python -m venv venv && venv/bin/pip install scikit-learn==1.9.1
    venv/bin/python test/golden/evaluation/make.py
"""
import json
import math
import os
import platform
import warnings

import numpy as np
import scipy
import sklearn
from sklearn import metrics as m
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore")
SEED = 20260101
HERE = os.path.dirname(os.path.abspath(__file__))


def number(value):
    value = float(value)
    if math.isnan(value):
        return "nan"
    return value if math.isfinite(value) else ("inf" if value > 0 else "-inf")


def guarded(compute):
    """A metric's value; what scikit-learn refuses is recorded as a refusal."""
    try:
        return number(compute())
    except ValueError:
        return "refused"


def ece(y, p, w):
    if p.min() < 0 or p.max() > 1:
        raise ValueError("not a probability")
    w = np.ones(len(y)) if w is None else np.asarray(w, float)
    bins = np.minimum(np.floor(p * 10), 9)
    return sum(abs(np.sum(w[bins == b] * (p[bins == b] - y[bins == b]))) for b in range(10)) / w.sum()


def ks(y, p, w):
    fpr, tpr, _ = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    return np.max(np.abs(tpr - fpr))


def recall_at(y, p, w, limit):
    fpr, tpr, _ = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    return tpr[fpr <= limit].max() if not (np.isnan(fpr).any() or np.isnan(tpr).any()) else math.nan


def binary(y, p, w):
    d = (p >= 0.5).astype(int)
    k = dict(sample_weight=w)
    z = dict(zero_division=np.nan, **k)
    return {
        "roc_auc": guarded(lambda: m.roc_auc_score(y, p, **k)),
        "average_precision": guarded(lambda: m.average_precision_score(y, p, **k)),
        "log_loss": guarded(lambda: m.log_loss(y, p, labels=[0, 1], **k)),
        "brier": guarded(lambda: m.brier_score_loss(y, p, labels=[0, 1], **k)),
        "accuracy": guarded(lambda: m.accuracy_score(y, d, **k)),
        "balanced_accuracy": guarded(lambda: m.balanced_accuracy_score(y, d, **k)),
        "precision": guarded(lambda: m.precision_score(y, d, **z)),
        "recall": guarded(lambda: m.recall_score(y, d, **z)),
        "f1": guarded(lambda: m.f1_score(y, d, **z)),
        "mcc": guarded(lambda: m.matthews_corrcoef(y, d, **k)),
        "kappa": guarded(lambda: m.cohen_kappa_score(y, d, **k)),
        "ece": guarded(lambda: ece(y, p, w)),
        "ks": guarded(lambda: ks(y, p, w)),
        "recall_at_fpr:0.01": guarded(lambda: recall_at(y, p, w, 0.01)),
        "recall_at_fpr:0.25": guarded(lambda: recall_at(y, p, w, 0.25)),
    }


def regression(y, p, w):
    k = dict(sample_weight=w)
    return {
        "mae": guarded(lambda: m.mean_absolute_error(y, p, **k)),
        "mse": guarded(lambda: m.mean_squared_error(y, p, **k)),
        "rmse": guarded(lambda: m.root_mean_squared_error(y, p, **k)),
        "r2": guarded(lambda: m.r2_score(y, p, **k)),
        "median_absolute_error": guarded(lambda: m.median_absolute_error(y, p, **k)),
        "mape": guarded(lambda: m.mean_absolute_percentage_error(y, p, **k)),
        "bias": guarded(lambda: np.average(p - y, weights=w)),
    }


def multiclass(y, p, w):
    labels = list(range(p.shape[1]))
    return {
        "accuracy": guarded(lambda: m.accuracy_score(y, p.argmax(axis=1), sample_weight=w)),
        "log_loss": guarded(lambda: m.log_loss(y, p, labels=labels, sample_weight=w)),
    }


def case(name, task, y, p, w=None):
    y, p = np.asarray(y), np.asarray(p, float)
    w = None if w is None else np.asarray(w, float)
    compute = {"binary-classification": binary, "regression": regression, "multiclass-classification": multiclass}[task]
    return {
        "name": name, "task": task, "target": y.tolist(), "prediction": p.tolist(),
        "weights": None if w is None else w.tolist(), "metrics": compute(y, p, w),
    }


def cases():
    random = np.random.default_rng(SEED)
    cancer = load_breast_cancer()
    x = StandardScaler().fit_transform(cancer.data[:, [1, 4, 8, 14]])
    p = LogisticRegression().fit(x, cancer.target).predict_proba(x)[:, 1]
    b, r, c = "binary-classification", "regression", "multiclass-classification"
    yield case("breast cancer", b, cancer.target, p)
    yield case("breast cancer, weighted", b, cancer.target, p, random.uniform(0, 3, len(p)))
    yield case("breast cancer, whole weights with zeros", b, cancer.target, p, random.integers(0, 4, len(p)))
    yield case("breast cancer, many ties", b, cancer.target, np.round(p, 1))
    yield case("all scores equal", b, [0, 1, 1, 0, 1], [0.5] * 5)
    yield case("perfect", b, [0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])
    yield case("perfectly wrong", b, [1, 1, 0, 0], [0.1, 0.2, 0.8, 0.9])
    yield case("certain and wrong", b, [0, 1, 1, 0], [1.0, 0.0, 0.9, 0.1])
    yield case("only negatives", b, [0, 0, 0], [0.2, 0.6, 0.7])
    yield case("only positives", b, [1, 1, 1], [0.2, 0.6, 0.7])
    yield case("nothing predicted positive", b, [0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4])
    yield case("everything predicted positive", b, [0, 1, 0, 1], [0.6, 0.7, 0.8, 0.9])
    yield case("one row", b, [1], [0.7])
    yield case("positives without weight", b, [1, 0, 0], [0.7, 0.6, 0.2], [0, 1, 1])
    yield case("probability above one", b, [1, 0], [1.5, 0.5])
    diabetes = load_diabetes()
    q = LinearRegression().fit(diabetes.data, diabetes.target).predict(diabetes.data)
    yield case("diabetes", r, diabetes.target, q)
    yield case("diabetes, weighted", r, diabetes.target, q, random.uniform(0, 2, len(q)))
    yield case("diabetes, whole weights with zeros", r, diabetes.target, q, random.integers(0, 4, len(q)))
    yield case("constant target", r, [2.0, 2.0, 2.0], [1.0, 2.0, 3.5])
    yield case("constant target, exact", r, [2.0, 2.0, 2.0], [2.0, 2.0, 2.0])
    yield case("one row", r, [2.0], [1.0])
    yield case("a target of zero", r, [0.0, 1.0, -2.0, 4.0], [0.5, 1.5, -2.0, 3.0])
    yield case("huge and tiny", r, [1e12, 1e-12, -1e12], [1.1e12, 2e-12, -0.9e12])
    iris = load_iris()
    proba = LogisticRegression(max_iter=1000).fit(iris.data[:, :2], iris.target).predict_proba(iris.data[:, :2])
    yield case("iris", c, iris.target, proba)
    yield case("iris, weighted", c, iris.target, proba, random.uniform(0, 2, len(proba)))
    yield case("three classes, equal probabilities", c, [0, 1, 2], np.full((3, 3), 1 / 3))


golden = {
    "tool": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}, Python {platform.python_version()}",
    "seed": SEED,
    "command": "venv/bin/python test/golden/evaluation/make.py",
    "tolerance": {"relative": 1e-9, "absolute": 1e-12},
    "cases": list(cases()),
}
with open(os.path.join(HERE, "metrics.json"), "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
