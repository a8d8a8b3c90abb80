"""Stage `predict-lightgbm`: the model's probabilities for the test window, as predictions/lightgbm.parquet."""

from pathlib import Path

import lightgbm as lgb
import pandas as pd

from features import CATEGORIES, TARGET
from scores import write_metrics

model = lgb.Booster(model_file="models/lightgbm.txt")
rows = pd.read_parquet("data/test.parquet")
# The categories are in the model file; one that it has not seen counts as missing.
inputs = rows[model.feature_name()].astype(dict.fromkeys(CATEGORIES, "category"))
score = model.predict(inputs)
Path("predictions").mkdir(exist_ok=True)
rows.assign(score=score).to_parquet("predictions/lightgbm.parquet", index=False)
write_metrics("metrics/lightgbm.json", rows[TARGET], score)
