"""Shows what an MLflow server holds, by MLflow's own client (mlflow 3.17.2). Reads {"uri", "experiment"} as JSON."""

import json
import sys

from mlflow.entities import ViewType
from mlflow.tracking import MlflowClient

request = json.load(sys.stdin)
client = MlflowClient(tracking_uri=request["uri"], registry_uri=request["uri"])
experiment = client.get_experiment_by_name(request["experiment"])
found = client.search_runs([experiment.experiment_id], run_view_type=ViewType.ALL, order_by=["attributes.start_time ASC"])


def describe_run(run):
    metrics = {}
    for name in run.data.metrics:
        points = client.get_metric_history(run.info.run_id, name)
        metrics[name] = [[repr(point.value), point.timestamp, point.step] for point in points]
    datasets = [[item.dataset.name, item.dataset.digest] for item in run.inputs.dataset_inputs]
    return {
        "serverId": run.info.run_id,
        "name": run.info.run_name,
        "status": run.info.status,
        "stage": run.info.lifecycle_stage,
        "start": run.info.start_time,
        "end": run.info.end_time,
        "params": run.data.params,
        "metrics": metrics,
        "tags": run.data.tags,
        "datasets": sorted(datasets),
    }


def describe_model(model):
    full = client.get_registered_model(model.name)
    versions = client.search_model_versions(f"name='{model.name}'")
    return {
        "name": model.name,
        "tags": full.tags,
        "aliases": {alias: client.get_model_version_by_alias(model.name, alias).tags["pawl.version"] for alias in full.aliases},
        "versions": [
            {"number": int(one.version), "source": one.source, "runId": one.run_id, "status": one.status, "tags": one.tags}
            for one in sorted(versions, key=lambda one: int(one.version))
        ],
    }


models = sorted(client.search_registered_models(), key=lambda model: model.name)
json.dump({"runs": [describe_run(run) for run in found], "models": [describe_model(model) for model in models]}, sys.stdout)
