"""Golden numbers of the metrics, made by scikit-learn, SciPy, Fairlearn and NumPy.

    python -m venv venv && venv/bin/pip install scikit-learn==1.9.1 scipy==1.17.1 fairlearn==0.15.0
    venv/bin/python test/golden/evaluation/make.py
"""
import itertools
import json
import math
import os
import platform
import warnings

import fairlearn
import numpy as np
import scipy
import sklearn
from fairlearn import metrics as fair
from sklearn import metrics as m
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import StandardScaler
from sklearn.utils import assert_all_finite, check_array

warnings.simplefilter("ignore")
# scikit-learn only warns of such probabilities in log_loss and refuses them in roc_auc_score: refused in both.
warnings.filterwarnings("error", message=".*do not sum to one")
SEED = 20260101
HERE = os.path.dirname(os.path.abspath(__file__))


def number(value):
    value = float(value)
    if math.isnan(value):
        return "nan"
    return value if math.isfinite(value) else ("inf" if value > 0 else "-inf")


def guarded(compute):
    """A metric's value; what the tool refuses is recorded as a refusal."""
    try:
        return number(compute())
    except (ValueError, UserWarning):
        return "refused"


def weights_of(y, w):
    return np.ones(len(y)) if w is None else w


def bins_of(y, p, w):
    """Weight and summed gap of ten bins of equal width."""
    if p.min() < 0 or p.max() > 1:
        raise ValueError("not a probability")
    w = weights_of(y, w)
    bins = np.minimum(np.floor(p * 10), 9)
    inside = [bins == b for b in range(10)]
    return np.array([w[i].sum() for i in inside]), np.array([abs(np.sum(w[i] * (p[i] - y[i]))) for i in inside])


def ece(y, p, w):
    weight, gap = bins_of(y, p, w)
    return gap.sum() / weight.sum()


def mce(y, p, w):
    weight, gap = bins_of(y, p, w)
    return np.max(gap[weight > 0] / weight[weight > 0])


def ks(y, p, w):
    if w is None:
        return scipy.stats.ks_2samp(p[y == 1], p[y == 0]).statistic if 0 < y.sum() < len(y) else math.nan
    fpr, tpr, _ = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    return np.max(np.abs(tpr - fpr))


def recall_at(y, p, w, limit):
    fpr, tpr, _ = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    return tpr[fpr <= limit].max() if not (np.isnan(fpr).any() or np.isnan(tpr).any()) else math.nan


def precision_at(y, p, w, k):
    """Mean over all orders of the rows that tie for the last places."""
    w = weights_of(y, w)
    if w.sum() < k * (1 - 1e-9):
        return math.nan
    reached = [t for t in np.unique(p) if w[p >= t].sum() >= k * (1 - 1e-9)]
    above, tied = p > max(reached), p == max(reached)
    found = w[above] @ y[above] + (k - w[above].sum()) * np.average(y[tied], weights=w[tied])
    if len(y) <= 6 and np.all(w == 1):
        orders = [o for o in itertools.permutations(range(len(y))) if np.all(np.diff(p[list(o)]) <= 0)]
        assert math.isclose(found / k, np.mean([y[list(o)][:k].mean() for o in orders]))
    return found / k


def lift_at(y, p, w, k):
    share = np.average(y, weights=w)
    return precision_at(y, p, w, k) / share if share > 0 else math.nan


def fairness(y, d, w, groups):
    k = dict(sensitive_features=groups, sample_weight=w)
    return {
        "demographic_parity_difference": guarded(lambda: fair.demographic_parity_difference(y, d, **k)),
        "demographic_parity_ratio": guarded(lambda: fair.demographic_parity_ratio(y, d, **k)),
        "equalized_odds_difference": guarded(lambda: fair.equalized_odds_difference(y, d, **k)),
    }


def binary(y, p, w, zero):
    d = (p >= 0.5).astype(int)
    k = dict(sample_weight=w)
    z = dict(zero_division=zero, **k)
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
        "f2": guarded(lambda: m.fbeta_score(y, d, beta=2, **z)),
        "mcc": guarded(lambda: m.matthews_corrcoef(y, d, **k)),
        "kappa": guarded(lambda: m.cohen_kappa_score(y, d, **k)),
        "ece": guarded(lambda: ece(y, p, w)),
        "mce": guarded(lambda: mce(y, p, w)),
        "ks": guarded(lambda: ks(y, p, w)),
        "recall_at_fpr:0.01": guarded(lambda: recall_at(y, p, w, 0.01)),
        "recall_at_fpr:0.25": guarded(lambda: recall_at(y, p, w, 0.25)),
        "precision_at_k:2": guarded(lambda: precision_at(y, p, w, 2)),
        "precision_at_k:100": guarded(lambda: precision_at(y, p, w, 100)),
        "lift_at_k:2": guarded(lambda: lift_at(y, p, w, 2)),
        "lift_at_k:100": guarded(lambda: lift_at(y, p, w, 100)),
    }


def smape(y, p, w):
    size = np.abs(y) + np.abs(p)
    return np.average(np.where(size == 0, 0, 2 * np.abs(y - p) / np.where(size == 0, 1, size)), weights=w)


def max_error(y, p, w):
    """scikit-learn takes no weights here: rows without weight are left out."""
    kept = weights_of(y, w) > 0
    return m.max_error(y[kept], p[kept])


def regression(y, p, w, _):
    k = dict(sample_weight=w)
    return {
        "mae": guarded(lambda: m.mean_absolute_error(y, p, **k)),
        "mse": guarded(lambda: m.mean_squared_error(y, p, **k)),
        "rmse": guarded(lambda: m.root_mean_squared_error(y, p, **k)),
        "r2": guarded(lambda: m.r2_score(y, p, **k)),
        "explained_variance": guarded(lambda: m.explained_variance_score(y, p, **k)),
        "d2_absolute_error": guarded(lambda: m.d2_absolute_error_score(y, p, **k)),
        "median_absolute_error": guarded(lambda: m.median_absolute_error(y, p, **k)),
        "max_error": guarded(lambda: max_error(y, p, w)),
        "mape": guarded(lambda: m.mean_absolute_percentage_error(y, p, **k)),
        "smape": guarded(lambda: smape(y, p, w)),
        "msle": guarded(lambda: m.mean_squared_log_error(y, p, **k)),
        "pinball_0.1": guarded(lambda: m.mean_pinball_loss(y, p, alpha=0.1, **k)),
        "pinball_0.5": guarded(lambda: m.mean_pinball_loss(y, p, alpha=0.5, **k)),
        "pinball_1": guarded(lambda: m.mean_pinball_loss(y, p, alpha=1, **k)),
        "poisson_deviance": guarded(lambda: m.mean_poisson_deviance(y, p, **k)),
        "gamma_deviance": guarded(lambda: m.mean_gamma_deviance(y, p, **k)),
        "bias": guarded(lambda: np.average(p - y, weights=w)),
    }


def ovo(y, p, w, average):
    """scikit-learn takes no weights here: the same from its binary function, and from repeated rows."""
    labels = list(range(p.shape[1]))
    if len(np.unique(y)) == 1:
        return math.nan  # no pair: NaN of the macro average in scikit-learn, ZeroDivisionError of the weighted one
    if w is None:
        return m.roc_auc_score(y, p, multi_class="ovo", average=average, labels=labels)
    found, prevalence = [], []
    for a, b in itertools.combinations(np.unique(y[w > 0]), 2):
        inside = (y == a) | (y == b)
        areas = [m.roc_auc_score(y[inside] == c, p[inside, c], sample_weight=w[inside]) for c in (a, b)]
        found.append(np.mean(areas))
        prevalence.append(w[inside].sum())
    value = np.average(found, weights=None if average == "macro" else prevalence) if found else math.nan
    if np.all(w == np.round(w)):
        rows = np.repeat(np.arange(len(y)), w.astype(int))
        repeated = m.roc_auc_score(y[rows], p[rows], multi_class="ovo", average=average, labels=labels)
        assert math.isclose(value, repeated) or math.isnan(value) and math.isnan(repeated)
    return value


def multiclass(y, p, w, zero):
    labels = list(range(p.shape[1]))
    d = p.argmax(axis=1)
    k = dict(sample_weight=w)
    # Without `labels` a class counts when it occurs; rows without weight do not make it occur.
    kept = weights_of(y, w) > 0
    ky, kd = y[kept], d[kept]
    z = dict(zero_division=zero, sample_weight=None if w is None else w[kept])
    found = {
        "accuracy": guarded(lambda: m.accuracy_score(y, d, **k)),
        "balanced_accuracy": guarded(lambda: m.balanced_accuracy_score(y, d, **k)),
        "mcc": guarded(lambda: m.matthews_corrcoef(y, d, **k)),
        "kappa": guarded(lambda: m.cohen_kappa_score(y, d, **k)),
        "kappa_quadratic": guarded(lambda: m.cohen_kappa_score(y, d, weights="quadratic", labels=labels, **k)),
        "log_loss": guarded(lambda: m.log_loss(y, p, labels=labels, **k)),
        "top_1_accuracy": guarded(lambda: m.top_k_accuracy_score(y, p, k=1, labels=labels, **k)),
        "top_2_accuracy": guarded(lambda: m.top_k_accuracy_score(y, p, k=2, labels=labels, **k)),
        "top_5_accuracy": guarded(lambda: m.top_k_accuracy_score(y, p, k=5, labels=labels, **k)),
    }
    for average in ("macro", "weighted"):
        found[f"roc_auc_ovr_{average}"] = guarded(
            lambda: m.roc_auc_score(y, p, multi_class="ovr", average=average, labels=labels, **k)
        )
        found[f"roc_auc_ovo_{average}"] = guarded(lambda: ovo(y, p, w, average))
    for name, score in {"precision": m.precision_score, "recall": m.recall_score, "f1": m.f1_score}.items():
        for average in ("macro", "micro", "weighted"):
            found[f"{name}_{average}"] = guarded(lambda: score(ky, kd, average=average, **z))
        for label in labels[:3]:
            found[f"{name}_of:{label}"] = guarded(lambda: score(ky, kd, average=None, labels=[label], **z)[0])
    return found


def case(name, task, y, p, w=None, zero=math.nan, groups=None):
    y, p = np.asarray(y), np.asarray(p, float)
    w = None if w is None else np.asarray(w, float)
    compute = {"binary-classification": binary, "regression": regression, "multiclass-classification": multiclass}[task]
    try:
        assert_all_finite(y)
        check_array(p, ensure_2d=False)
        metrics = compute(y, p, w, zero)
    except ValueError:
        metrics = {"accuracy" if task != "regression" else "mae": "refused"}
    if groups is not None:
        metrics |= fairness(y, (p >= 0.5).astype(int), w, groups)
    return {
        "name": name, "task": task, "target": [number(v) for v in y],
        "prediction": [number(v) for v in p] if p.ndim == 1 else [[number(v) for v in row] for row in p],
        "weights": None if w is None else w.tolist(), "zeroDivision": number(zero),
        "groups": None if groups is None else np.asarray(groups).tolist(), "metrics": metrics,
    }


def binary_cases(random):
    b = "binary-classification"
    cancer = load_breast_cancer()
    x = StandardScaler().fit_transform(cancer.data[:, [1, 4, 8, 14]])
    p = LogisticRegression().fit(x, cancer.target).predict_proba(x)[:, 1]
    groups = random.integers(0, 3, len(p))
    yield case("breast cancer", b, cancer.target, p, groups=groups)
    yield case("breast cancer, weighted", b, cancer.target, p, random.uniform(0, 3, len(p)), groups=groups)
    yield case("breast cancer, whole weights with zeros", b, cancer.target, p, random.integers(0, 4, len(p)))
    yield case("breast cancer, many ties", b, cancer.target, np.round(p, 1))
    yield case("all scores equal", b, [0, 1, 1, 0, 1], [0.5] * 5)
    yield case("ties at the end of the best", b, [0, 1, 1, 0, 1, 0], [0.9, 0.4, 0.4, 0.4, 0.1, 0.1])
    yield case("ties with weights", b, [0, 1, 1, 0, 1], [0.9, 0.4, 0.4, 0.4, 0.1], [0.5, 1.25, 0, 2, 1])
    yield case("perfect", b, [0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])
    yield case("perfectly wrong", b, [1, 1, 0, 0], [0.1, 0.2, 0.8, 0.9])
    yield case("certain and wrong", b, [0, 1, 1, 0], [1.0, 0.0, 0.9, 0.1])
    yield case("one row", b, [1], [0.7])
    yield case("positives without weight", b, [1, 0, 0], [0.7, 0.6, 0.2], [0, 1, 1])
    yield case("probability above one", b, [1, 0], [1.5, 0.5])
    yield case("scores of both signs", b, [1, 0, 1, 0, 1], [3.0, -2.0, 0.4, 0.0, -0.0])
    for zero in (math.nan, 0, 1):
        yield case(f"only negatives, {zero} for a division by zero", b, [0, 0, 0], [0.2, 0.6, 0.7], zero=zero)
        yield case(f"only positives, {zero} for a division by zero", b, [1, 1, 1], [0.2, 0.6, 0.7], zero=zero)
        yield case(f"nothing predicted positive, {zero} for a division by zero", b, [0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4], zero=zero)
        yield case(f"everything predicted positive, {zero} for a division by zero", b, [0, 1, 0, 1], [0.6, 0.7, 0.8, 0.9], zero=zero)
        yield case(f"nothing positive at all, {zero} for a division by zero", b, [0, 0], [0.1, 0.2], zero=zero)
    yield case("one group", b, [0, 1, 1, 0], [0.2, 0.8, 0.3, 0.6], groups=[0, 0, 0, 0])
    yield case("a group without positives", b, [0, 1, 1, 0, 0], [0.2, 0.8, 0.3, 0.6, 0.9], zero=0, groups=[0, 0, 0, 1, 1])
    yield case("a group without negatives", b, [0, 1, 1, 1], [0.6, 0.8, 0.3, 0.6], zero=0, groups=[0, 0, 1, 1])
    yield case("nothing predicted positive in groups", b, [0, 1, 1, 0], [0.2] * 4, groups=[0, 0, 1, 1])
    yield case("a score that is NaN", b, [0, 1], [math.nan, 0.5])
    yield case("a score that is infinite", b, [0, 1], [math.inf, 0.5])
    yield case("no rows", b, [], [])


def regression_cases(random):
    r = "regression"
    diabetes = load_diabetes()
    q = LinearRegression().fit(diabetes.data, diabetes.target).predict(diabetes.data)
    yield case("diabetes", r, diabetes.target, q)
    yield case("diabetes, weighted", r, diabetes.target, q, random.uniform(0, 2, len(q)))
    yield case("diabetes, whole weights with zeros", r, diabetes.target, q, random.integers(0, 4, len(q)))
    yield case("constant target", r, [2.0, 2.0, 2.0], [1.0, 2.0, 3.5])
    yield case("constant target, exact", r, [2.0, 2.0, 2.0], [2.0, 2.0, 2.0])
    yield case("constant target, constant error", r, [2.0, 2.0, 2.0], [3.0, 3.0, 3.0])
    yield case("constant error", r, [1.0, 2.0, 4.0], [1.5, 2.5, 4.5])
    yield case("perfect", r, [1.0, 2.0, 4.0], [1.0, 2.0, 4.0])
    yield case("one row", r, [2.0], [1.0])
    yield case("one row, exact", r, [2.0], [2.0])
    yield case("one row with weight", r, [2.0, 3.0], [1.0, 3.0], [1, 0])
    yield case("a target of zero", r, [0.0, 1.0, -2.0, 4.0], [0.5, 1.5, -2.0, 3.0])
    yield case("counts", r, [0, 1, 3, 0, 2], [0.2, 1.1, 2.5, 0.7, 2.0], [1, 2, 0.5, 1, 1])
    yield case("both zero", r, [0.0, 0.0, 1.0], [0.0, 1.0, 0.0])
    yield case("huge and tiny", r, [1e12, 1e-12, -1e12], [1.1e12, 2e-12, -0.9e12])
    yield case("the weight splits evenly", r, [0.0, 0.0, 0.0], [1.0, 2.0, 5.0], [1, 1, 2])
    yield case("a prediction that is NaN", r, [0.0, 1.0], [math.nan, 0.5])
    yield case("a target that is infinite", r, [math.inf, 1.0], [0.5, 0.5])
    yield case("no rows", r, [], [])


def out_of_fold(data, rows):
    """Probabilities of the first rows, each scored by a model that has not seen it."""
    model = LogisticRegression(max_iter=5000)
    p = cross_val_predict(model, StandardScaler().fit_transform(data.data), data.target, cv=5, method="predict_proba")
    return data.target[:rows], p[:rows]


def multiclass_cases(random):
    c = "multiclass-classification"
    iris = load_iris()
    proba = LogisticRegression(max_iter=1000).fit(iris.data[:, :2], iris.target).predict_proba(iris.data[:, :2])
    yield case("iris", c, iris.target, proba)
    yield case("iris, weighted", c, iris.target, proba, random.uniform(0, 2, len(proba)))
    yield case("iris, whole weights with zeros", c, iris.target, proba, random.integers(0, 3, len(proba)))
    wine, wine_proba = out_of_fold(load_wine(), 178)
    yield case("wine", c, wine, wine_proba, random.uniform(0, 2, 178))
    digits, digits_proba = out_of_fold(load_digits(), 200)
    yield case("digits", c, digits, digits_proba)
    yield case("digits, weighted", c, digits, digits_proba, random.uniform(0, 2, 200))
    yield case("three classes, equal probabilities", c, [0, 1, 2], np.full((3, 3), 1 / 3))
    yield case("perfect", c, [0, 1, 2, 1], np.eye(3)[[0, 1, 2, 1]])
    yield case("all wrong", c, [0, 1, 2, 1], np.eye(3)[[1, 2, 0, 0]])
    yield case("one row", c, [1], [[0.2, 0.5, 0.3]])
    yield case("one class", c, [1, 1], [[0.2, 0.5, 0.3], [0.1, 0.8, 0.1]])
    yield case("a class without weight", c, [0, 1, 2, 0], [[0.6, 0.3, 0.1], [0.2, 0.5, 0.3], [0.3, 0.3, 0.4], [0.1, 0.8, 0.1]], [1, 2, 0, 1])
    yield case("probabilities that add up to 0.9", c, [0, 1, 2], [[0.5, 0.2, 0.2], [0.2, 0.5, 0.3], [0.1, 0.1, 0.8]])
    four = [[0.4, 0.3, 0.2, 0.1], [0.3, 0.4, 0.2, 0.1], [0.4, 0.1, 0.3, 0.2], [0.25, 0.25, 0.25, 0.25], [0.1, 0.1, 0.4, 0.4]]
    for zero in (math.nan, 0, 1):
        yield case(f"a class never predicted, {zero} for a division by zero", c, [0, 1, 3, 3, 2], four, zero=zero)
        yield case(f"a class that is only predicted, {zero} for a division by zero", c, [0, 0, 3, 3, 0], four, [1, 2, 1, 0, 1.5], zero=zero)
        yield case(f"no class in common, {zero} for a division by zero", c, [1, 3], [four[0], four[2]], zero=zero)
    yield case("a probability that is NaN", c, [0, 1], [[math.nan, 0.5], [0.5, 0.5]])
    yield case("no rows", c, [], np.zeros((0, 3)))


random = np.random.default_rng(SEED)
golden = {
    "tool": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, Fairlearn {fairlearn.__version__}, "
            f"NumPy {np.__version__}, Python {platform.python_version()}",
    "seed": SEED,
    "command": "venv/bin/python test/golden/evaluation/make.py",
    "tolerance": {"relative": 1e-9, "absolute": 1e-12},
    "cases": [*binary_cases(random), *regression_cases(random), *multiclass_cases(random)],
}
with open(os.path.join(HERE, "metrics.json"), "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
