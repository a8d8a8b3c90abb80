"""Fits two models, writes rows.parquet and their ONNX files, and computes scikit-learn's permutation_importance of each.

scikit-learn 1.9.1, skl2onnx 1.20.0, pyarrow 26.0.1; numpy seed 3
stdin: {"folder": where to write, "repeats": shuffles of a column}
stdout: {model: {"mean": [by column], "deviation": [by column]}}
"""

import json
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import RandomForestRegressor
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression

request = json.load(sys.stdin)
folder, repeats = request["folder"], request["repeats"]
random = np.random.default_rng(3)
rows, names = 400, ["strong", "weak", "copy", "noise"]
x = random.normal(size=(rows, 4)).astype(np.float32)
x[:, 2] = x[:, 0] + 0.3 * x[:, 2]
label = (2 * x[:, 0] + 0.5 * x[:, 1] + random.logistic(size=rows) > 0).astype(int)
amount = 3 * x[:, 0] + x[:, 1] ** 2 + random.normal(size=rows)
pq.write_table(pa.table({"id": np.arange(rows), "label": label, "amount": amount,
                         **{name: x[:, i] for i, name in enumerate(names)}}), f"{folder}/rows.parquet")

answers = {}
for name, model, target, scoring in [
    ("classifier", LogisticRegression(), label, "roc_auc"),
    ("regressor", RandomForestRegressor(n_estimators=20, max_depth=5, random_state=0), amount, "neg_root_mean_squared_error"),
]:
    model.fit(x, target)
    exported = to_onnx(model, initial_types=[("x", FloatTensorType([None, 4]))],
                       options={id(model): {"zipmap": False}} if name == "classifier" else None)
    entry = exported.metadata_props.add()
    entry.key, entry.value = "feature_names", json.dumps(names)
    with open(f"{folder}/{name}.onnx", "wb") as file:
        file.write(exported.SerializeToString())
    found = permutation_importance(model, x, target, scoring=scoring, n_repeats=repeats, random_state=1)
    answers[name] = {"mean": found.importances_mean.tolist(), "deviation": found.importances_std.tolist()}
print(json.dumps(answers))
