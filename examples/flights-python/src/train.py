"""Stage `train`: fits one model of scikit-learn and writes it as ONNX: `python src/train.py logistic|forest|pipeline`."""

import sys
from pathlib import Path

import numpy as np
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


def logistic(rows: pd.DataFrame, columns: list[str], settings: dict):
    """A matrix of numbers in, skl2onnx as it comes: the probabilities are a ZipMap, a list of dictionaries."""
    model = make_pipeline(scaled(), LogisticRegression(max_iter=1000, **settings))
    model.fit(rows[columns].to_numpy(np.float32), rows[TARGET])
    onnx = to_onnx(model, rows[columns].to_numpy(np.float32)[:1])
    return onnx, lambda test: model.predict_proba(test[columns].to_numpy(np.float32))


def forest(rows: pd.DataFrame, columns: list[str], settings: dict):
    """A matrix of numbers in, zipmap=False: the probabilities are a tensor with a column a class."""
    model = make_pipeline(
        SimpleImputer(strategy="median"), RandomForestClassifier(random_state=0, **settings)
    )
    model.fit(rows[columns].to_numpy(np.float32), rows[TARGET])
    onnx = to_onnx(model, rows[columns].to_numpy(np.float32)[:1], options={"zipmap": False})
    return onnx, lambda test: model.predict_proba(test[columns].to_numpy(np.float32))


def pipeline(rows: pd.DataFrame, columns: list[str], settings: dict):
    """A DataFrame in: the ONNX file has an input a column, of text, whole numbers or floats."""
    weather = [name for name in columns if name in WEATHER]
    steps = [(OneHotEncoder(handle_unknown="ignore"), CATEGORIES), (StandardScaler(), NUMBERS)]
    if weather:
        steps.append((scaled(), weather))
    model = make_pipeline(make_column_transformer(*steps), LogisticRegression(max_iter=1000, **settings))
    inputs = CATEGORIES + columns
    model.fit(rows[inputs], rows[TARGET])
    onnx = to_onnx(model, rows[inputs][:1], options={"zipmap": False})
    return onnx, lambda test: model.predict_proba(test[inputs])


MODELS = {"logistic": logistic, "forest": forest, "pipeline": pipeline}


def main(name: str) -> None:
    params = yaml.safe_load(Path("params.yaml").read_text())
    rows = pd.read_parquet("data/train.parquet")
    onnx, predict = MODELS[name](rows, numbers(params), params[name])
    Path("models").mkdir(exist_ok=True)
    Path(f"models/{name}.onnx").write_bytes(onnx.SerializeToString())
    test = pd.read_parquet("data/test.parquet")
    write_metrics(f"metrics/{name}.json", test[TARGET], predict(test)[:, 1])


if __name__ == "__main__":
    main(sys.argv[1])
