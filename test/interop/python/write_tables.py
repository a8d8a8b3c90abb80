"""Writes one table with exotic types twice, as pandas-style Parquet and as another writer would, and as CSV."""

import datetime
import decimal
import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq

request = json.load(sys.stdin)
folder = request["folder"]
zone = datetime.timezone(datetime.timedelta(hours=2))
instant = datetime.datetime(2020, 1, 1, 12, 30, tzinfo=zone)
columns = {
    "id": pa.array([1, 2, 3], pa.int8()),
    "price": pa.array([decimal.Decimal("1.50"), None, decimal.Decimal("-0.07")], pa.decimal128(12, 2)),
    "at": pa.array([instant, instant, None], pa.timestamp("us", tz="Europe/Berlin")),
    "precise": pa.array([1, 2, None], pa.timestamp("ns")),
    "day": pa.array([datetime.date(2020, 1, 1)] * 3, pa.date32()),
    "label": pa.array(["a", "b", None]).dictionary_encode(),
    "score": pa.array([0.1, float("nan"), None], pa.float32()),
    "tags": pa.array([["x", "y"], [], None], pa.list_(pa.string())),
    "place": pa.array([{"lat": 1, "lon": 2}, None, {"lat": None, "lon": 0}]),
    "raw": pa.array([b"\x00\x01", b"", None], pa.binary()),
    "none": pa.nulls(3),
}
table = pa.table(columns)
wide = table
casts = {
    "id": pa.uint64(),
    "price": pa.decimal128(20, 4),
    "at": pa.timestamp("ms", tz="UTC"),
    "precise": pa.timestamp("ns"),
    "day": pa.timestamp("s"),
    "label": pa.large_string(),
    "score": pa.float64(),
}
for name, kind in casts.items():
    place = wide.schema.get_field_index(name)
    wide = wide.set_column(place, name, wide[name].cast(kind))
place = wide.schema.get_field_index("place")
structs = pa.array([{"lat": 1.0, "lon": 2.0}, None, {"lat": None, "lon": 0.0}])
wide = wide.set_column(place, "place", structs)
pq.write_table(table, f"{folder}/narrow.parquet", compression="zstd")
pq.write_table(wide.take([2, 0, 1]), f"{folder}/wide.parquet", use_dictionary=False)
with open(f"{folder}/text.csv", "w", encoding="utf-8-sig", newline="\r\n") as file:
    file.write("id,price,at,day,label,score\n")
    file.write("3,-0.070,,2020-01-01T00:00:00,,\n")
    file.write("1,1.5,2020-01-01T10:30:00Z,2020-01-01T00:00:00,a,0.1\n")
    file.write("2,,2020-01-01 12:30:00+02:00,2020-01-01T00:00:00,b,NaN\n")
print(json.dumps({"written": True}))
