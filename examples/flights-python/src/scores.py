"""Writes the metrics of a model's probabilities, by scikit-learn."""

import json
from pathlib import Path

from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score


def write_metrics(path: str, target, score) -> None:
    metrics = {
        "test": {
            "rows": len(target),
            "roc_auc": roc_auc_score(target, score),
            "log_loss": log_loss(target, score),
            "brier": brier_score_loss(target, score),
        }
    }
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text(json.dumps(metrics, indent=2) + "\n")
    print(f"{path}: {metrics['test']}")
