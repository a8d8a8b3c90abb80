"""Runs dvc commands one after another in one process. Reads {"cwd", "env", "commands"}; writes [{"status", "stdout"}]."""

import contextlib
import io
import json
import os
import sys

request = json.load(sys.stdin)
os.environ.update(request["env"])
os.chdir(request["cwd"])

from dvc.cli import main  # noqa: E402

results = []
for command in request["commands"]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = main(command)
    results.append({"status": status, "stdout": out.getvalue()})
json.dump(results, sys.stdout)
