"""Builds events of OpenLineage out of JSON lines by OpenLineage's own client (openlineage-python 1.54.0), and prints each as the client renders it.

A member that a class does not know, one that it lacks, or a value that its validators refuse ends the run.
"""

import json
import sys

from openlineage.client import event_v2 as event
from openlineage.client.generated import (
    base,
    dataset_version_dataset,
    error_message_run,
    job_type_job,
    parent_run,
    source_code_location_job,
)
from openlineage.client.serde import Serde

KNOWN = {
    "parent": parent_run.ParentRunFacet,
    "errorMessage": error_message_run.ErrorMessageRunFacet,
    "jobType": job_type_job.JobTypeJobFacet,
    "sourceCodeLocation": source_code_location_job.SourceCodeLocationJobFacet,
    "version": dataset_version_dataset.DatasetVersionDatasetFacet,
}


def build_facet(key, members, own):
    given = dict(members)
    producer, schema = given.pop("_producer"), given.pop("_schemaURL")
    if key == "parent":
        given = {"run": parent_run.Run(**given.pop("run")), "job": parent_run.Job(**given.pop("job")), **given}
    if key in KNOWN:
        facet = KNOWN[key](**given, producer=producer)
    else:
        facet = own(producer=producer).with_additional_properties(**given)
    schemas.append([key, schema, facet._get_schema()])
    return facet


def build_facets(given, own):
    return {key: build_facet(key, members, own) for key, members in given.items()}


def build_dataset(kind, given):
    return kind(given["namespace"], given["name"], facets=build_facets(given["facets"], base.DatasetFacet))


for line in sys.stdin:
    given = json.loads(line)
    schemas = []
    run, job = given.pop("run"), given.pop("job")
    schemas.append(["event", given.pop("schemaURL"), event.RunEvent._get_schema()])
    built = event.RunEvent(
        eventType=event.RunState(given.pop("eventType")),
        run=event.Run(run.pop("runId"), build_facets(run.pop("facets"), base.RunFacet)),
        job=event.Job(job.pop("namespace"), job.pop("name"), build_facets(job.pop("facets"), base.JobFacet)),
        inputs=[build_dataset(event.InputDataset, each) for each in given.pop("inputs")],
        outputs=[build_dataset(event.OutputDataset, each) for each in given.pop("outputs")],
        **given,
    )
    if run or job:
        raise ValueError(f"unknown members of run or job: {run} {job}")
    print(json.dumps({"event": json.loads(Serde.to_json(built)), "schemas": schemas}))
