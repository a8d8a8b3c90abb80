"""Runs dvc's command line many times in one process: JSON lines {cwd, args} in, {status, stdout} out."""

import json
import os
import sys
import tempfile

answers = os.fdopen(os.dup(1), "w")
nothing = os.open(os.devnull, os.O_WRONLY)
os.dup2(nothing, 1)
os.dup2(nothing, 2)

from dvc.cli import main

for line in sys.stdin:
    request = json.loads(line)
    os.chdir(request["cwd"])
    with tempfile.TemporaryFile() as output:
        os.dup2(output.fileno(), 1)
        status = main(request["args"])
        sys.stdout.flush()
        os.dup2(nothing, 1)
        output.seek(0)
        text = output.read().decode()
    answers.write(json.dumps({"status": status, "stdout": text}) + "\n")
    answers.flush()
