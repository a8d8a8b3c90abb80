"""The peer: paired bootstrap of ten metrics of two models, on the whole and in each group, with scikit-learn and NumPy as
users write it. Prints seconds a resample."""
import json
import sys
import time

import numpy as np
import sklearn
from sklearn import metrics as m

path, resamples = sys.argv[1], int(sys.argv[2])
y, challenger, champion, group = np.fromfile(path).reshape(4, -1)
y = y.astype(int)
of_score = (m.roc_auc_score, m.average_precision_score, m.log_loss, m.brier_score_loss)
of_label = (
    m.accuracy_score, m.balanced_accuracy_score, m.precision_score, m.recall_score, m.f1_score, m.matthews_corrcoef)


def compute(rows):
    values = []
    for score in (challenger, champion):
        truth, drawn = y[rows], score[rows]
        label = (drawn >= 0.5).astype(int)
        values += [metric(truth, drawn) for metric in of_score] + [metric(truth, label) for metric in of_label]
    return values


def draw(members):
    return members[random.integers(0, len(members), len(members))]


random = np.random.default_rng(0)
groups = [np.arange(len(y))] + [np.flatnonzero(group == value) for value in np.unique(group)]
start, processor_start = time.perf_counter(), time.process_time()
for _ in range(resamples):
    for members in groups:
        compute(draw(members))
seconds, processor_seconds = time.perf_counter() - start, time.process_time() - processor_start
print(json.dumps({
    "secondsPerResample": seconds / resamples,
    "processorSecondsPerResample": processor_seconds / resamples,
    "tool": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}",
}))
