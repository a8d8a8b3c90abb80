"""Writes one table of predictions as Parquet and in each form of Arrow. pyarrow 26.0.1; numbers from Python's random module."""

import json
import random
import sys

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as parquet

request = json.load(sys.stdin)
folder, rows = request["folder"], request["rows"]
rng = random.Random(request["seed"])
target = [rng.randrange(2) for _ in range(rows)]
table = pa.table(
    {
        "id": pa.array([f"row {place}" for place in range(rows)], pa.large_utf8()),
        "y": pa.array(target, pa.int8()),
        "score": pa.array([min(1, max(0, rng.gauss(0.3 + 0.3 * y, 0.2))) for y in target], pa.float32()),
        "w": pa.array([rng.random() for _ in range(rows)], pa.float16()),
        "region": pa.array([rng.choice(["north", "south", None]) for _ in range(rows)]).dictionary_encode(),
    }
)
parquet.write_table(table, f"{folder}/table.parquet")
for compression in ("lz4", "zstd", "uncompressed"):
    feather.write_feather(table, f"{folder}/table-{compression}.feather", compression=compression, chunksize=700)
legacy = pa.ipc.IpcWriteOptions(use_legacy_format=True, metadata_version=pa.ipc.MetadataVersion.V4)
for name, options in {"stream": pa.ipc.IpcWriteOptions(), "old": legacy}.items():
    with pa.ipc.new_stream(f"{folder}/table-{name}.arrow", table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=700)
print(json.dumps({"rows": rows}))
