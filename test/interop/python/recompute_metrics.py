"""Checks ONNX models and computes the metrics of their predictions with scikit-learn.

stdin: {"models": [paths], "table": Parquet file, "target": column}
stdout: [{"checked": true, "opset": n, "rows": n, "roc_auc": x, "log_loss": x, "brier": x}]
"""

import json
import sys

import numpy
import onnx
import onnxruntime
import pyarrow.parquet
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

request = json.load(sys.stdin)
table = pyarrow.parquet.read_table(request["table"])
target = table[request["target"]].to_numpy().astype(int)


def scores(path):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    feeds = {
        spec.name: table[spec.name].to_numpy().astype(numpy.float32).reshape(-1, 1)
        for spec in session.get_inputs()
    }
    [probability] = session.run(["probability"], feeds)
    return probability.reshape(-1).astype(numpy.float64)


def evaluate(path):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    found = scores(path)
    return {
        "checked": True,
        "opset": model.opset_import[0].version,
        "rows": len(target),
        "roc_auc": roc_auc_score(target, found),
        "log_loss": log_loss(target, found),
        "brier": brier_score_loss(target, found),
    }


json.dump([evaluate(path) for path in request["models"]], sys.stdout)
