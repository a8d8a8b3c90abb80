"""Resolves dvc.yaml files with dvc itself.

Standard input: JSON {"cases": [{"files": {path: text}, "target"?: path, "parsing"?: {...}}]}.
Standard output: JSON list, an entry a case: {"stages", "sections"} as resolved, or {"error"}; "load" is the error of
building the stages from what was resolved, or null.
"""

import json
import logging
import os
import sys
import tempfile

os.environ["DVC_NO_ANALYTICS"] = "1"
scratch = tempfile.mkdtemp()
os.environ["DVC_SITE_CACHE_DIR"] = os.path.join(scratch, "site")

from dvc.dvcfile import ProjectFile  # noqa: E402
from dvc.repo import Repo  # noqa: E402

logging.disable(logging.CRITICAL)
request = json.load(sys.stdin)
root = os.path.join(scratch, "repo")
os.mkdir(root)
os.chdir(root)
Repo.init(no_scm=True).close()


def describe(error):
    return f"{type(error).__name__}: {error}"


def plain(value):
    """JSON has no NaN; dates are their text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return {"float": repr(value)}
    if isinstance(value, (bool, int, float, str)) or value is None:
        return value
    return {type(value).__name__: str(value)}


def write(files):
    for path, text in files.items():
        os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
        with open(os.path.join(root, path), "w", encoding="utf-8", newline="") as file:
            file.write(text)


def resolve(case):
    repo = Repo(root)
    repo.config["parsing"] = case.get("parsing", {})
    try:
        target = ProjectFile(repo, case.get("target", "dvc.yaml"), verify=False)
        resolver = target.resolver
        stages = resolver.resolve()["stages"]
        sections = {
            "metrics": resolver.resolve_metrics(),
            "params": resolver.resolve_params(),
            "plots": resolver.resolve_plots(),
            "artifacts": resolver.resolve_artifacts(),
        }
    except BaseException as error:  # noqa: BLE001
        return {"error": describe(error)}
    try:
        fresh = ProjectFile(repo, case.get("target", "dvc.yaml"), verify=False)
        names = [stage.name for stage in fresh.stages.values()]
        load = None
    except BaseException as error:  # noqa: BLE001
        names, load = None, describe(error)
    return {"stages": plain(stages), "names": names, "sections": plain(sections), "load": load}


answers = []
for case in request["cases"]:
    write(case["files"])
    try:
        answers.append(resolve(case))
    finally:
        for path in case["files"]:
            os.remove(os.path.join(root, path))
json.dump(answers, sys.stdout)
