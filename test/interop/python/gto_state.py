"""Reads registries with GTO's own code.

stdin: {"names": [tag names], "repositories": [paths]}
stdout: {"names": {name: parsed or null}, "states": [{artifact: state}]}, where a state is what `gto show` says of
registered versions, plus all versions in order and the holders of each stage, newest first.
"""

import json
import sys

from gto.api import parse_tag, show
from gto.exceptions import GTOException


def parsed(name):
    try:
        found = parse_tag(name)
    except GTOException:
        return None
    return {key: getattr(value, "value", value) for key, value in found.items()}


def state(repository):
    newest = show(repository, registered_only=True, deprecated=True)
    holders = show(repository, registered_only=True, deprecated=True, versions_per_stage=-1)
    return {
        artifact: {
            **seen,
            "holders": holders[artifact]["stage"],
            "versions": [
                version["version"]
                for version in show(repository, artifact, registered_only=True)
            ]
            if seen["active"]
            else None,
        }
        for artifact, seen in newest.items()
    }


request = json.load(sys.stdin)
json.dump(
    {
        "names": {name: parsed(name) for name in request["names"]},
        "states": [state(repository) for repository in request["repositories"]],
    },
    sys.stdout,
)
