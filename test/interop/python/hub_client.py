"""Reads a model repository, and writes another, with huggingface_hub: `hub_client.py ENDPOINT TOKEN REPOSITORY REVISION`.

Prints one JSON document: what the Hub's own client finds in the mirror, and what it made of a twin.
"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path

from huggingface_hub import CommitOperationAdd, HfApi, ModelCard, hf_hub_download, snapshot_download

endpoint, token, repository, revision = sys.argv[1:]
api = HfApi(endpoint=endpoint, token=token)
with tempfile.TemporaryDirectory() as cache:
    refs = api.list_repo_refs(repository)
    info = api.model_info(repository, revision=revision)
    folder = Path(snapshot_download(repository, revision=revision, cache_dir=cache, endpoint=endpoint, token=token))
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    model = hf_hub_download(
        repository, "model.onnx", revision=revision, cache_dir=cache, endpoint=endpoint, token=token
    )
    card = ModelCard.load(Path(folder) / "README.md")
    results = [
        [result.task_type, result.metric_type, result.metric_value, result.dataset_name]
        for result in card.data.eval_results or []
    ]
    infos = api.get_paths_info(repository, ["model.onnx", "manifest.json"], revision=revision)

    # The same by the official client, in the same order: what the server of the test takes is what the Hub's client sends.
    twin = f"{repository}-twin"
    api.create_repo(twin, private=True)
    head = api.model_info(twin).sha
    additions = [CommitOperationAdd(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    api.create_commit(twin, additions, commit_message="twin", parent_commit=head)
    api.create_tag(twin, tag=revision, revision=api.model_info(twin).sha)
    twin_files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in Path(
            snapshot_download(twin, revision=revision, cache_dir=cache, endpoint=endpoint, token=token)
        ).iterdir()
    }
    document = {
        "branches": {ref.name: ref.target_commit for ref in refs.branches},
        "tags": {ref.name: ref.target_commit for ref in refs.tags},
        "private": info.private,
        "sha": info.sha,
        "files": files,
        "model": hashlib.sha256(Path(model).read_bytes()).hexdigest(),
        "card": {
            "license": card.data.license,
            "library_name": card.data.library_name,
            "pipeline_tag": card.data.pipeline_tag,
            "tags": card.data.tags,
            "datasets": card.data.datasets,
            "model_name": card.data.model_name,
            "results": results,
        },
        "infos": {
            entry.path: [entry.size, entry.blob_id, entry.lfs.sha256 if entry.lfs else None] for entry in infos
        },
        "twin": twin_files,
    }
print(json.dumps(document))
