"""The peer of scoring.ts. `make FOLDER ROWS` writes rows.parquet, challenger.onnx and champion.onnx; `run FOLDER RESAMPLES` does
what users write: both models by ONNX Runtime, then the paired bootstrap of peer.py's metrics on the whole and each group.

Models: scikit-learn's RandomForestClassifier (50 trees, 8 deep) and LogisticRegression, fitted on 20,000 other rows, exported
by skl2onnx; numpy seed 1."""
import json
import resource
import sys
import time

import numpy as np

width = 20


def draw(rows, random):
    x = random.random((rows, width))
    x[:, 0] = random.integers(0, width, rows)
    logit = -1.6 + (x[:, 1:] - 0.5) @ (2 * np.sin(np.arange(1, width))) + np.sin(6 * x[:, 1]) * x[:, 2]
    return x, (random.random(rows) < 1 / (1 + np.exp(-logit))).astype(np.int8)


def make(folder, rows):
    import pyarrow as pa
    import pyarrow.parquet as pq
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    random = np.random.default_rng(1)
    x, y = draw(20_000, random)
    forest = RandomForestClassifier(n_estimators=50, max_depth=8, random_state=0)
    linear = make_pipeline(StandardScaler(), LogisticRegression())
    for name, model in {"challenger": forest, "champion": linear}.items():
        model.fit(x.astype(np.float32), y)
        exported = to_onnx(model, initial_types=[("x", FloatTensorType([None, width]))],
                           options={id(model): {"zipmap": False}})
        entry = exported.metadata_props.add()
        entry.key, entry.value = "feature_names", json.dumps([f"feature_{i}" for i in range(width)])
        with open(f"{folder}/{name}.onnx", "wb") as file:
            file.write(exported.SerializeToString())
    x, y = draw(rows, random)
    columns = {"id": np.arange(rows), "label": y, **{f"feature_{i}": x[:, i] for i in range(width)}}
    pq.write_table(pa.table(columns), f"{folder}/rows.parquet")


def run(folder, resamples):
    import onnxruntime
    import pyarrow.parquet as pq
    import sklearn
    from sklearn import metrics as m

    of_score = (m.roc_auc_score, m.average_precision_score, m.log_loss, m.brier_score_loss)
    of_label = (m.accuracy_score, m.balanced_accuracy_score, m.precision_score, m.recall_score, m.f1_score,
                m.matthews_corrcoef)
    start, processor_start = time.perf_counter(), time.process_time()
    table = pq.read_table(f"{folder}/rows.parquet")
    y = table["label"].to_numpy().astype(int)
    x = np.column_stack([table[f"feature_{i}"].to_numpy() for i in range(width)]).astype(np.float32)
    scores = []
    for name in ("challenger", "champion"):
        session = onnxruntime.InferenceSession(f"{folder}/{name}.onnx", providers=["CPUExecutionProvider"])
        parts = [session.run(["probabilities"], {"x": x[at:at + 16_384]})[0][:, 1] for at in range(0, len(x), 16_384)]
        scores.append(np.concatenate(parts).astype(float))
    scored, processor_scored = time.perf_counter(), time.process_time()
    random = np.random.default_rng(0)
    groups = [np.arange(len(y))] + [np.flatnonzero(x[:, 0] == value) for value in range(width)]
    for _ in range(resamples):
        for members in groups:
            rows = members[random.integers(0, len(members), len(members))]
            for score in scores:
                truth, drawn = y[rows], score[rows]
                label = (drawn >= 0.5).astype(int)
                [metric(truth, drawn) for metric in of_score] + [metric(truth, label) for metric in of_label]
    print(json.dumps({
        "scoringSeconds": scored - start,
        "scoringProcessorSeconds": processor_scored - processor_start,
        "secondsPerResample": (time.perf_counter() - scored) / resamples,
        "processorSecondsPerResample": (time.process_time() - processor_scored) / resamples,
        "peakGiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "rocAuc": [m.roc_auc_score(y, score) for score in scores],
        "tool": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}, onnxruntime {onnxruntime.__version__}",
    }))


{"make": make, "run": run}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
