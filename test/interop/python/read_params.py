"""Reads parameter files with dvc's own loaders.

Standard input: JSON {"cases": [{"file": name, "text": text}]}.
Standard output: JSON list, an entry a case: {"yaml": text} is the value as dvc writes it to dvc.lock, below the key `v`;
{"error"} when dvc refuses to read or to write it.
"""

import json
import logging
import os
import sys
import tempfile
import warnings

os.environ["DVC_NO_ANALYTICS"] = "1"
scratch = tempfile.mkdtemp()
os.environ["DVC_SITE_CACHE_DIR"] = scratch
warnings.simplefilter("ignore")

from dvc.fs import LocalFileSystem  # noqa: E402
from dvc.utils.serialize import dumps_yaml, load_path  # noqa: E402

logging.disable(logging.CRITICAL)
files = LocalFileSystem()


def read(case):
    path = os.path.join(scratch, case["file"])
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(case["text"])
    try:
        return {"yaml": dumps_yaml({"v": load_path(path, files)})}
    except BaseException as error:  # noqa: BLE001
        return {"error": f"{type(error).__name__}: {error}"}


json.dump([read(case) for case in json.load(sys.stdin)["cases"]], sys.stdout)
