"""The peer: paired bootstrap of three metrics with scikit-learn and NumPy, as users write it. Prints seconds a resample."""
import json
import sys
import time

import numpy as np
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

path, resamples = sys.argv[1], int(sys.argv[2])
table = np.loadtxt(path, delimiter=",", skiprows=1)
y, models = table[:, 0].astype(int), (table[:, 1], table[:, 2])
metrics = (roc_auc_score, log_loss, brier_score_loss)
random = np.random.default_rng(0)
start = time.perf_counter()
draws = []
for _ in range(resamples):
    rows = random.integers(0, len(y), len(y))
    draws.append([[metric(y[rows], score[rows]) for metric in metrics] for score in models])
seconds = time.perf_counter() - start
difference = np.array(draws)[:, 0] - np.array(draws)[:, 1]
intervals = np.percentile(difference, [2.5, 97.5], axis=0).T.tolist()
print(json.dumps({"secondsPerResample": seconds / resamples, "intervals": intervals}))
