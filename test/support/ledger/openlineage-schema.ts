// What OpenLineage asks of a run event and of the facets that we write, restated by hand without descriptions and examples.
// Source: github.com/OpenLineage/OpenLineage (Apache-2.0), spec/OpenLineage.json 2-0-2 and spec/facets/ParentRunFacet.json,
// ErrorMessageRunFacet.json, JobTypeJobFacet.json, SourceCodeLocationJobFacet.json, DatasetVersionDatasetFacet.json.

const text = { type: "string" };
const uri = { type: "string", format: "uri" };
const base = {
  type: "object",
  required: ["_producer", "_schemaURL"],
  properties: { _producer: uri, _schemaURL: uri },
};
const facet = (required: readonly string[], properties: object): object => ({
  allOf: [base, { type: "object", required, properties }],
});
const facets = (known: object): object => ({
  type: "object",
  properties: known,
  additionalProperties: base,
});
const uuid = { type: "string", format: "uuid" };
const named = (properties: object): object => ({
  type: "object",
  required: ["namespace", "name"],
  properties: { namespace: text, name: text, ...properties },
});
const dataset = named({ facets: facets({ version: facet(["datasetVersion"], { datasetVersion: text }) }) });
const runFacets = facets({
  parent: facet(["run", "job"], {
    run: { type: "object", required: ["runId"], properties: { runId: uuid } },
    job: named({}),
  }),
  errorMessage: facet(["message", "programmingLanguage"], { message: text, programmingLanguage: text }),
});
const jobFacets = facets({
  jobType: facet(["processingType", "integration"], {
    processingType: text,
    integration: text,
    jobType: text,
  }),
  sourceCodeLocation: facet(["type", "url"], {
    type: text,
    url: uri,
    repoUrl: text,
    version: text,
    branch: text,
  }),
});

/** JSON schema (draft 2020-12) of a run event. */
export const runEventSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["eventTime", "producer", "schemaURL", "run", "job"],
  properties: {
    eventType: { enum: ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"] },
    eventTime: { type: "string", format: "date-time" },
    producer: uri,
    schemaURL: uri,
    run: { type: "object", required: ["runId"], properties: { runId: uuid, facets: runFacets } },
    job: named({ facets: jobFacets }),
    inputs: { type: "array", items: dataset },
    outputs: { type: "array", items: dataset },
  },
};
