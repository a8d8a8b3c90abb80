"""Computes the metrics of the models of examples/flights-python with onnxruntime, LightGBM and scikit-learn.

stdin: {"repository": folder with data and models, "slices": columns}
stdout: model: {"whole": metrics, "slices": {"column=value": metrics}}, metrics: {"rows", "roc_auc", "log_loss", "brier"}
"""

import json
import sys
from pathlib import Path

import lightgbm
import numpy
import onnxruntime
import pandas
import yaml
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

request = json.load(sys.stdin)
root = Path(request["repository"])
test = pandas.read_parquet(root / "data/test.parquet")
numbers = ["hour", "weekday", "distance"]
if yaml.safe_load((root / "params.yaml").read_text())["features"]["weather"]:
    numbers += ["wind_speed", "precip", "visib", "humid"]
kinds = {"tensor(string)": object, "tensor(int64)": numpy.int64, "tensor(float)": numpy.float32}


def onnx_scores(name):
    session = onnxruntime.InferenceSession(root / f"models/{name}.onnx", providers=["CPUExecutionProvider"])
    inputs = session.get_inputs()
    if [spec.name for spec in inputs] == ["X"]:
        feeds = {"X": test[numbers].to_numpy(numpy.float32)}
    else:
        feeds = {spec.name: test[spec.name].to_numpy(kinds[spec.type]).reshape(-1, 1) for spec in inputs}
    probabilities = session.run(None, feeds)[1]
    if isinstance(probabilities, list):  # ZipMap
        return numpy.array([row[1] for row in probabilities], numpy.float64)
    return probabilities[:, 1].astype(numpy.float64)


def lightgbm_scores():
    model = lightgbm.Booster(model_file=root / "models/lightgbm.txt")
    names = model.feature_name()
    texts = [name for name in names if name not in numbers]
    return model.predict(test[names].astype(dict.fromkeys(texts, "category")))


def metrics(target, score):
    return {
        "rows": len(target),
        "roc_auc": roc_auc_score(target, score),
        "log_loss": log_loss(target, score),
        "brier": brier_score_loss(target, score),
    }


def describe(score):
    rows = test.assign(score=score)
    groups = {
        f"{column}={value}": metrics(group["delayed"], group["score"])
        for column in request["slices"]
        for value, group in rows.groupby(column)
        if group["delayed"].nunique() == 2
    }
    return {"whole": metrics(rows["delayed"], rows["score"]), "slices": groups}


scores = {name: onnx_scores(name) for name in ("logistic", "forest", "pipeline")}
scores["lightgbm"] = lightgbm_scores()
json.dump({name: describe(score) for name, score in scores.items()}, sys.stdout)
