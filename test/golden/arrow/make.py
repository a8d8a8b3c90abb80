"""Writes the Arrow files of this folder. Tool: pyarrow 26.0.1, no random numbers, exact comparison.

Command: .cache/interop/python/bin/python test/golden/arrow/make.py
"""

import datetime
import decimal
import pathlib

import pyarrow as pa
import pyarrow.feather as feather

folder = pathlib.Path(__file__).parent
instant = datetime.datetime(2024, 2, 29, 12, 30, 15, 123456)
flags = pa.array([True, None, False, True])
types = pa.table(
    {
        "id": pa.array([1, 2, 3, 2**63 - 1], pa.int64()),
        "small": pa.array([255, None, 0, 1], pa.uint8()),
        "half": pa.array([1.5, None, -0.0, 65504.0], pa.float16()),
        "score": pa.array([0.1, None, float("nan"), 1e300], pa.float64()),
        "flag": flags,
        "price": pa.array([decimal.Decimal("12.34"), None, decimal.Decimal("-0.01"), 0], pa.decimal128(10, 2)),
        "day": pa.array([datetime.date(2024, 2, 29), None, datetime.date(1969, 12, 31), datetime.date(1, 1, 1)]),
        "at": pa.array([instant, None, datetime.datetime(1969, 12, 31, 23, 59, 59, 999999), instant], pa.timestamp("us")),
        "zoned": pa.array([1_700_000_000_123, None, -1, 0], pa.timestamp("ms", "Europe/Berlin")),
        "exact": pa.array([1_700_000_000_123_456_789, None, -1, 0], pa.timestamp("ns")),
        "text": pa.array(["ß", None, "", "a text that is longer than a view holds"]),
        "view": pa.array(["漢字", None, "twelve bytes", "a text that is longer than a view holds"], pa.string_view()),
        "label": pa.array(["north", None, "south", "north"]).dictionary_encode(),
        "raw": pa.array([b"\x00\xff", None, b"", b"1234567890123"], pa.binary()),
        "repeated": pa.array(["many times " * 40, None, "x" * 300, ""], pa.large_utf8()),
    }
)


def stream(name, batches, schema, **options):
    with pa.ipc.new_stream(folder / name, schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        for batch in batches:
            writer.write_batch(batch)


for compression in ("lz4", "zstd", "uncompressed"):
    feather.write_feather(types, folder / f"types-{compression}.feather", compression=compression, chunksize=3)
stream("types-stream.arrow", types.to_batches(), types.schema, compression="lz4")
feather.write_feather(pa.table({"f": pa.array([1.5])}), folder / "version-1.feather", version=1)


def labels(words, rows):
    dictionary = pa.DictionaryArray.from_arrays(pa.array(rows, pa.int8()), pa.array(words))
    return pa.record_batch({"label": dictionary})


# A dictionary that grows by a delta, then one that replaces it.
grown = [labels(["a", "b"], [0, 1]), labels(["a", "b", "c"], [2, 0, None]), labels(["z"], [0, 0])]
stream("dictionaries.arrow", grown, grown[0].schema, emit_dictionary_deltas=True)
options = pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)
with pa.ipc.new_file(folder / "deltas.arrow", grown[0].schema, options=options) as writer:
    for batch in grown[:2]:
        writer.write_batch(batch)

one = pa.array([1])
refused = {
    "list": pa.table({"id": one, "tags": pa.array([["a"]])}),
    "structure": pa.table({"id": one, "place": pa.array([{"lat": 1}])}),
    "map": pa.table({"id": one, "words": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64()))}),
    "union": pa.table({"id": one, "either": pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [one, pa.array(["a"])])}),
    "interval": pa.table({"id": one, "step": pa.array([(1, 2, 3)], pa.month_day_nano_interval())}),
    "run-ends": pa.table({"id": one, "runs": pa.RunEndEncodedArray.from_arrays(pa.array([1], pa.int32()), one)}),
    "extension": pa.table({"id": one, "key": pa.array([b"0123456789abcdef"], pa.uuid())}),
    "wide-decimal": pa.table({"id": one, "sum": pa.array([decimal.Decimal(1)], pa.decimal256(50, 2))}),
    "negative-scale": pa.table({"id": one, "sum": pa.array([decimal.Decimal(100)], pa.decimal128(5, -2))}),
    "same-name": pa.Table.from_arrays([one, one], ["y", "y"]),
    "same-letters": pa.Table.from_arrays([one, one], ["Y", "y"]),
    "no-name": pa.Table.from_arrays([one, one], ["id", ""]),
    "no-columns": pa.table({}),
    "date": pa.table({"id": one, "day": pa.array([1], pa.int64()).view(pa.date64())}),
    "time": pa.table({"id": one, "time": pa.array([-1], pa.int64()).view(pa.time64("us"))}),
    "timestamp": pa.table({"id": one, "at": pa.array([2**62], pa.int64()).view(pa.timestamp("s"))}),
    "decimal": pa.table({"id": one, "sum": pa.array([10**5], pa.decimal128(38, 0)).view(pa.decimal128(4, 0))}),
    "text": pa.table({"id": one, "text": pa.array([b"\xff"]).view(pa.string())}),
}
for name, table in refused.items():
    with pa.ipc.new_file(folder / f"refused-{name}.arrow", table.schema) as writer:
        writer.write_table(table)
with pa.ipc.new_file(folder / "no-rows.arrow", types.schema):
    pass
