"""Writes the Parquet files of this folder. Tool: pyarrow 26.0.1, no random numbers, exact comparison.

Command: .cache/interop/python/bin/python test/golden/parquet/make.py

`widest.parquet` has decimals of 38 digits, the most that DuckDB has. The others have more: DuckDB 1.5.5 reads them as DOUBLE, and
123456789012345678901234567890123456789.01 as 3.47e+52.
"""

import pathlib
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as parquet

folder = pathlib.Path(__file__).parent
rows = pa.array([1, 2, 3], pa.int64())
target = pa.array([0.5, 1.5, 2.5])
most = pa.array([Decimal("123456789012345678901234567890123456.78"), None, Decimal("-0.01")], pa.decimal128(38, 2))
amount = pa.array([Decimal("123456789012345678901234567890123456789.01"), None, Decimal("2.25")], pa.decimal256(41, 2))
nested = pa.array(
    [{"n": 1, "x": [Decimal("1.5")]}, {"n": 2, "x": []}, None],
    pa.struct([("n", pa.int8()), ("x", pa.list_(pa.decimal256(76, 1)))]),
)
few = pa.array([Decimal("1.5"), None, Decimal("-2.5")], pa.decimal128(4, 1))

parquet.write_table(pa.table({"id": rows, "y": target, "price": few, "most": most}), folder / "widest.parquet")
parquet.write_table(pa.table({"id": rows, "y": target, "amount": amount}), folder / "wide.parquet")
parquet.write_table(
    pa.table({"id": rows, "y": target, "outer": nested, "last\n`a`": amount}), folder / "wide-nested.parquet"
)
