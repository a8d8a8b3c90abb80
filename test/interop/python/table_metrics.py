"""Computes metrics of tables with scikit-learn, SciPy and NumPy.

stdin: [{"path": CSV file, "task": task, "weighted": bool, "zero": 0, 1 or "nan"}]
  columns: y; binary: p, g (group); regression: p; several classes: p0, p1 …; w when weighted
stdout: [{metric: number, or "nan"}], undefined ones are nan
"""

import itertools
import json
import math
import sys
import warnings

import numpy
import pyarrow.csv
from scipy import stats
from sklearn import metrics as m

warnings.simplefilter("ignore")


def binary(t, w, zero):
    y, p = t["y"].astype(int), t["p"]
    d = (p >= 0.5).astype(int)
    k, z = {"sample_weight": w}, {"sample_weight": w, "zero_division": zero}
    fpr, tpr, _ = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    is_defined = not (numpy.isnan(fpr).any() or numpy.isnan(tpr).any())
    is_plain = numpy.all(w == 1) and is_defined
    bins = numpy.minimum(numpy.floor(p * 10), 9)
    gaps = [(w[bins == b].sum(), abs(w[bins == b] @ (p - y)[bins == b])) for b in range(10)]
    return {
        "roc_auc": m.roc_auc_score(y, p, **k),
        "average_precision": m.average_precision_score(y, p, **k),
        "log_loss": m.log_loss(y, p, labels=[0, 1], **k),
        "brier": m.brier_score_loss(y, p, labels=[0, 1], **k),
        "ece": sum(gap for _, gap in gaps) / w.sum(),
        "mce": max(gap / weight for weight, gap in gaps if weight > 0),
        "ks": stats.ks_2samp(p[y == 1], p[y == 0]).statistic if is_plain else numpy.max(numpy.abs(tpr - fpr)),
        "recall_at_fpr:0.2": tpr[fpr <= 0.2].max() if is_defined else math.nan,
        "precision_at_k:5": precision_at(y, p, w, 5),
        "lift_at_k:5": precision_at(y, p, w, 5) / numpy.average(y, weights=w) if w @ y > 0 else math.nan,
        "accuracy": m.accuracy_score(y, d, **k),
        "balanced_accuracy": m.balanced_accuracy_score(y, d, **k),
        "precision": m.precision_score(y, d, **z),
        "recall": m.recall_score(y, d, **z),
        "f1": m.f1_score(y, d, **z),
        "f2": m.fbeta_score(y, d, beta=2, **z),
        "mcc": m.matthews_corrcoef(y, d, **k),
        "kappa": m.cohen_kappa_score(y, d, **k),
        **fairness(y, d, t["g"], w, zero),
    }


def precision_at(y, p, w, k):
    if w.sum() < k * (1 - 1e-9):
        return math.nan
    last = max(t for t in numpy.unique(p) if w[p >= t].sum() >= k * (1 - 1e-9))
    above, tied = p > last, p == last
    return (w[above] @ y[above] + (k - w[above].sum()) * numpy.average(y[tied], weights=w[tied])) / k


def fairness(y, d, g, w, zero):
    groups = [(g == name) & (w > 0) for name in numpy.unique(g[w > 0])]
    selected = [numpy.average(d[i], weights=w[i]) for i in groups]
    rates = [
        [m.recall_score(y[i], d[i], pos_label=1, labels=[1], average=None, zero_division=zero, sample_weight=w[i])[0] for i in groups],
        [m.recall_score(1 - y[i], d[i], pos_label=1, labels=[1], average=None, zero_division=zero, sample_weight=w[i])[0] for i in groups],
    ]
    return {
        "demographic_parity_difference": max(selected) - min(selected),
        "demographic_parity_ratio": min(selected) / max(selected) if max(selected) > 0 else math.nan,
        "equalized_odds_difference": numpy.max([numpy.max(rate) - numpy.min(rate) for rate in rates]),
    }


def regression(t, w, _):
    y, p, k = t["y"], t["p"], {"sample_weight": w}
    return {
        "mae": m.mean_absolute_error(y, p, **k),
        "mse": m.mean_squared_error(y, p, **k),
        "rmse": m.root_mean_squared_error(y, p, **k),
        "median_absolute_error": m.median_absolute_error(y, p, **k),
        "mape": m.mean_absolute_percentage_error(y, p, **k),
        "smape": numpy.average(2 * numpy.abs(y - p) / (numpy.abs(y) + numpy.abs(p)), weights=w),
        "r2": m.r2_score(y, p, **k),
        "explained_variance": m.explained_variance_score(y, p, **k),
        "msle": m.mean_squared_log_error(y, p, **k),
        "d2_absolute_error": m.d2_absolute_error_score(y, p, **k),
        "max_error": m.max_error(y[w > 0], p[w > 0]),
        "pinball_0.3": m.mean_pinball_loss(y, p, alpha=0.3, **k),
        "poisson_deviance": m.mean_poisson_deviance(y, p, **k),
        "gamma_deviance": m.mean_gamma_deviance(y, p, **k),
        "bias": numpy.average(p - y, weights=w),
    }


def one_versus_one(y, p, w, average):
    """Hand and Till from scikit-learn's binary function, for it takes no weights here."""
    pairs = list(itertools.combinations(numpy.unique(y[w > 0]), 2))
    if not pairs:
        return math.nan
    areas, shares = [], []
    for pair in pairs:
        i = numpy.isin(y, pair)
        areas.append(numpy.mean([m.roc_auc_score(y[i] == c, p[i, c], sample_weight=w[i]) for c in pair]))
        shares.append(w[i].sum())
    return numpy.average(areas, weights=None if average == "macro" else shares)


def multiclass(t, w, zero):
    y = t["y"].astype(int)
    p = numpy.stack([t[name] for name in t if name[0] == "p"], axis=1)
    d = p.argmax(axis=1)
    k, labels, kept = {"sample_weight": w}, list(range(p.shape[1])), w > 0
    z = {"sample_weight": w[kept], "zero_division": zero}
    found = {
        "log_loss": m.log_loss(y, p, labels=labels, **k),
        "accuracy": m.accuracy_score(y, d, **k),
        "balanced_accuracy": m.balanced_accuracy_score(y, d, **k),
        "mcc": m.matthews_corrcoef(y[kept], d[kept], sample_weight=w[kept]),
        "kappa": m.cohen_kappa_score(y, d, **k),
        "kappa_quadratic": m.cohen_kappa_score(y, d, weights="quadratic", labels=labels, **k),
        "top_2_accuracy": m.top_k_accuracy_score(y, p, k=2, labels=labels, **k),
    }
    for average in ("macro", "weighted"):
        found[f"roc_auc_ovr_{average}"] = m.roc_auc_score(y, p, multi_class="ovr", average=average, labels=labels, **k)
        found[f"roc_auc_ovo_{average}"] = one_versus_one(y, p, w, average)
    for name, score in {"precision": m.precision_score, "recall": m.recall_score, "f1": m.f1_score}.items():
        for average in ("macro", "micro", "weighted"):
            found[f"{name}_{average}"] = score(y[kept], d[kept], average=average, **z)
        found[f"{name}_of:1"] = score(y[kept], d[kept], labels=[1], average=None, **z)[0]
    return found


tasks = {"binary-classification": binary, "regression": regression, "multiclass-classification": multiclass}


def evaluate(request):
    table = pyarrow.csv.read_csv(request["path"])
    columns = {name: table[name].to_numpy() for name in table.column_names}
    weights = columns.pop("w", None) if request["weighted"] else None
    weights = numpy.ones(table.num_rows) if weights is None else weights.astype(float)
    columns.pop("w", None)
    found = tasks[request["task"]](columns, weights, float(request["zero"]))
    return {name: "nan" if math.isnan(value) else float(value) for name, value in found.items()}


json.dump([evaluate(request) for request in json.load(sys.stdin)], sys.stdout)
