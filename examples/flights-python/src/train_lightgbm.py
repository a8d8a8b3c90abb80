"""Stage `train-lightgbm`: boosted trees that split on categories, in LightGBM's own text format."""

from pathlib import Path

import lightgbm as lgb
import pandas as pd
import yaml

from features import CATEGORIES, TARGET, numbers

params = yaml.safe_load(Path("params.yaml").read_text())
rows = pd.read_parquet("data/train.parquet")
inputs = rows[CATEGORIES + numbers(params)].astype(dict.fromkeys(CATEGORIES, "category"))
model = lgb.LGBMClassifier(
    random_state=0, deterministic=True, force_row_wise=True, n_jobs=2, verbose=-1, **params["lightgbm"]
)
model.fit(inputs, rows[TARGET])
Path("models").mkdir(exist_ok=True)
model.booster_.save_model("models/lightgbm.txt")
print(f"train-lightgbm: {model.booster_.num_trees()} trees on {len(rows)} flights, inputs {', '.join(inputs)}")
