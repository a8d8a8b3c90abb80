"""Writes random tables as Parquet, and each as Feather (LZ4, ZSTD, uncompressed), as an IPC stream and as an old stream.

Request: {"folder": …, "seed": …, "tables": …, "rows": …}. pyarrow 26.0.1; numbers from Python's random module.
"""

import datetime
import decimal
import json
import random
import sys

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as parquet

request = json.load(sys.stdin)
folder = request["folder"]
rng = random.Random(request["seed"])
letters = ["", "a", "ß", "漢字", "🙂", "\ufeffmark", "a\tb\n", "0", "x" * 11, "y" * 12, "z" * 13, "long " * 30]


def texts(kind):
    return lambda: rng.choice(letters) + str(rng.randrange(5)) if rng.random() < 0.8 else "", kind


def decimals(kind, precision, scale):
    def value():
        digits = rng.randrange(10 ** rng.randint(1, precision))
        return decimal.Decimal((rng.randrange(2), tuple(map(int, str(digits))), -scale))

    return value, kind


def integers(kind, bits, signed):
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    return lambda: rng.choice([low, high, 0, rng.randint(low, high)]), kind


def floats(kind, most):
    special = [float("nan"), float("inf"), float("-inf"), 0.0, -0.0, most, -most, 6e-8]
    return lambda: rng.choice(special) if rng.random() < 0.2 else rng.gauss(0, 1), kind


def instants(unit, zone):
    # What the unit holds within the years that nanoseconds reach.
    per_second = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    return lambda: rng.randint(-9 * 10**9 * per_second, 9 * 10**9 * per_second), pa.timestamp(unit, zone)


makers = [
    *(integers(getattr(pa, f"{sign}int{bits}")(), bits, sign == "") for bits in (8, 16, 32, 64) for sign in ("", "u")),
    floats(pa.float16(), 65504.0),
    floats(pa.float32(), 3.4e38),
    floats(pa.float64(), 1.7e308),
    (lambda: rng.random() < 0.5, pa.bool_()),
    (lambda: rng.randint(-100_000, 100_000), pa.date32()),
    (lambda: rng.randint(-100_000, 100_000) * 86_400_000, pa.date64()),
    (lambda: rng.randrange(86_400), pa.time32("s")),
    (lambda: rng.randrange(86_400_000), pa.time32("ms")),
    (lambda: rng.randrange(86_400_000_000), pa.time64("us")),
    (lambda: rng.randrange(86_400_000_000_000), pa.time64("ns")),
    *(instants(unit, zone) for unit in ("s", "ms", "us", "ns") for zone in (None, "UTC", "Europe/Berlin", "+05:30")),
    (lambda: rng.randint(-(10**12), 10**12), pa.duration("ms")),
    decimals(pa.decimal32(9, 2), 9, 2),
    decimals(pa.decimal64(18, 9), 18, 9),
    decimals(pa.decimal128(4, 1), 4, 1),
    decimals(pa.decimal128(38, 10), 38, 10),
    decimals(pa.decimal256(30, 0), 30, 0),
    texts(pa.utf8()),
    texts(pa.large_utf8()),
    texts(pa.string_view()),
    (lambda: rng.randbytes(rng.randrange(20)), pa.binary()),
    (lambda: rng.randbytes(rng.randrange(20)), pa.large_binary()),
    (lambda: rng.randbytes(rng.randrange(20)), pa.binary_view()),
    (lambda: rng.randbytes(5), pa.binary(5)),
    (lambda: None, pa.null()),
]


def column(rows):
    make, kind = rng.choice(makers)
    nulls = rng.choice([0, 0, 0.1, 0.9, 1])
    if rng.random() < 0.3 and not pa.types.is_null(kind):
        # A dictionary, with nulls among its places and among its values.
        values = pa.array([None if rng.random() < 0.1 else make() for _ in range(rng.randint(1, 120))], kind)
        index = rng.choice([pa.int8, pa.uint8, pa.int16, pa.uint16, pa.int32, pa.uint32, pa.int64, pa.uint64])()
        places = [None if rng.random() < nulls else rng.randrange(len(values)) for _ in range(rows)]
        return pa.DictionaryArray.from_arrays(pa.array(places, index), values), kind, values, places
    values = [None if rng.random() < nulls else make() for _ in range(rows)]
    return pa.array(values, kind), kind, None, None


def plain(array, kind, values, places):
    """The same without its dictionary, which not every type can be taken out of by pyarrow."""
    if values is None:
        return array
    items = values.to_pylist() if not pa.types.is_temporal(kind) else values.cast(raw(kind)).to_pylist()
    return pa.array([None if place is None else items[place] for place in places], raw(kind)).cast(kind)


def raw(kind):
    if not pa.types.is_temporal(kind):
        return kind
    return pa.int32() if kind.bit_width == 32 else pa.int64()


for number in range(request["tables"]):
    rows = rng.choice([0, 1, 2, 7, 8, 9, 63, 100, request["rows"]])
    names = {"id": pa.array(range(rows), pa.int64())}
    plains = dict(names)
    # Every type in the first table.
    for place in range(rng.randint(1, 12)):
        parts = column(rows)
        names[f"c{place}"], plains[f"c{place}"] = parts[0], plain(*parts)
    if number == 0:
        for place, (make, kind) in enumerate(makers):
            names[f"t{place}"] = pa.array([None if rng.random() < 0.1 else make() for _ in range(rows)], kind)
            plains[f"t{place}"] = names[f"t{place}"]
    table = pa.table(names)
    chunk = rng.choice([7, 64, 500, 100_000])
    stem = f"{folder}/{number}"
    parquet.write_table(pa.table(plains), f"{stem}.parquet", store_schema=rng.random() < 0.5)
    for compression in ("lz4", "zstd", "uncompressed"):
        feather.write_feather(table, f"{stem}-{compression}.feather", compression=compression, chunksize=chunk)
    for name, options in {
        "stream": pa.ipc.IpcWriteOptions(compression=rng.choice([None, "lz4", "zstd"]), emit_dictionary_deltas=True),
        "old": pa.ipc.IpcWriteOptions(use_legacy_format=True, metadata_version=pa.ipc.MetadataVersion.V4),
    }.items():
        with pa.ipc.new_stream(f"{stem}-{name}.arrow", table.schema, options=options) as writer:
            writer.write_table(table, max_chunksize=chunk)
print(json.dumps({"tables": request["tables"]}))
