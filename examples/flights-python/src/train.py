"""Stage `train`: fits one model of scikit-learn and writes it as ONNX: `python src/train.py logistic|forest|pipeline`."""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import pandas as pd
import yaml
from skl2onnx import to_onnx
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from features import CATEGORIES, NUMBERS, TARGET, WEATHER, numbers
from scores import write_metrics


def scaled():
    return make_pipeline(SimpleImputer(strategy="median"), StandardScaler())


def matrix(rows: pd.DataFrame, columns: list[str]) -> np.ndarray:
    return rows[columns].to_numpy(np.float32)


def logistic(rows: pd.DataFrame, columns: list[str], settings: dict):
    """A matrix of numbers in, skl2onnx as it comes: the probabilities are a ZipMap, a list of dictionaries."""
    model = make_pipeline(scaled(), LogisticRegression(max_iter=1000, **settings))
    model.fit(matrix(rows, columns), rows[TARGET])
    exported = to_onnx(model, matrix(rows, columns)[:1])
    # A matrix has no names: this says which columns of the table it takes, and in which order.
    onnx.helper.set_model_props(exported, {"feature_names": json.dumps(columns)})
    return exported, lambda test: model.predict_proba(matrix(test, columns))


def forest(rows: pd.DataFrame, columns: list[str], settings: dict):
    """A matrix of numbers in, zipmap=False: the probabilities are a tensor with a column a class."""
    trees = RandomForestClassifier(random_state=0, **settings)
    model = make_pipeline(SimpleImputer(strategy="median"), trees)
    model.fit(matrix(rows, columns), rows[TARGET])
    exported = to_onnx(model, matrix(rows, columns)[:1], options={"zipmap": False})
    onnx.helper.set_model_props(exported, {"feature_names": json.dumps(columns)})
    return exported, lambda test: model.predict_proba(matrix(test, columns))


def pipeline(rows: pd.DataFrame, columns: list[str], settings: dict):
    """A DataFrame in: the ONNX file has an input a column, of text, whole numbers or floats."""
    weather = [name for name in columns if name in WEATHER]
    steps = [(OneHotEncoder(handle_unknown="ignore"), CATEGORIES), (StandardScaler(), NUMBERS)]
    if weather:
        steps.append((scaled(), weather))
    model = make_pipeline(make_column_transformer(*steps), LogisticRegression(max_iter=1000, **settings))
    inputs = CATEGORIES + columns
    model.fit(rows[inputs], rows[TARGET])
    exported = to_onnx(model, rows[inputs][:1], options={"zipmap": False})
    return exported, lambda test: model.predict_proba(test[inputs])


MODELS = {"logistic": logistic, "forest": forest, "pipeline": pipeline}


def main(name: str) -> None:
    params = yaml.safe_load(Path("params.yaml").read_text())
    rows = pd.read_parquet("data/train.parquet")
    exported, predict = MODELS[name](rows, numbers(params), params[name])
    # skl2onnx leaves this order to Python's hash seed; sorted, the same training gives the same bytes.
    exported.opset_import.sort(key=lambda entry: entry.domain)
    Path("models").mkdir(exist_ok=True)
    Path(f"models/{name}.onnx").write_bytes(exported.SerializeToString())
    test = pd.read_parquet("data/test.parquet")
    write_metrics(f"metrics/{name}.json", test[TARGET], predict(test)[:, 1])


if __name__ == "__main__":
    main(sys.argv[1])
