import type { AuditRecord } from "../../../src/runs/audit-schema.ts";
import type { RunRecord } from "../../../src/runs/run-schema.ts";

const person = { id: 11, login: "ada", type: "User", role: "admin" } as const;

/** A training run as a workflow would write it; `id` makes its key. */
export function runRecord(id: string, change: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: "pawl.run/1",
    id,
    key: `run/${id}`,
    verb: "train",
    model: { name: "flight-delay", version: null, status: "candidate", digest: `sha256:${"a".repeat(64)}` },
    actor: person,
    trigger: {
      event: "pull_request",
      workflow: ".github/workflows/pawl.yml",
      runId: 17,
      attempt: 1,
      job: "pipeline",
      pullRequest: 3,
      url: "https://github.test/acme/flights/actions/runs/17",
    },
    startedAt: "2026-03-01T12:00:00Z",
    endedAt: "2026-03-01T12:04:30Z",
    durationSeconds: 270,
    state: "done",
    reasonCode: null,
    commit: "c".repeat(40),
    ref: "refs/heads/main",
    params: { "params.yaml:train.depth": 6, "params.yaml:train.rate": 0.1, "params.yaml:name": "gbm" },
    inputs: [{ path: "data/train.parquet", digest: `md5:${"1".repeat(32)}`, sizeBytes: 1000, kind: "data" }],
    outputs: [{ path: "models/model.onnx", digest: `md5:${"2".repeat(32)}`, sizeBytes: 500, kind: "model" }],
    environment: {
      os: "linux",
      architecture: "x64",
      runner: "gpu-1",
      image: null,
      versions: { node: "24.21.0", python: "3.12.3" },
    },
    hardware: { cpus: 8, memoryBytes: 2 ** 34, gpus: ["NVIDIA L4"] },
    metrics: [{ name: "roc_auc", value: 0.74, slice: null, interval: [0.72, 0.76] }],
    artifacts: [],
    parents: [],
    retryOf: null,
    ...change,
  };
}

/** A promotion to production. */
export function auditRecord(key: string, change: Partial<AuditRecord> = {}): AuditRecord {
  return {
    schema: "pawl.audit/1",
    key,
    at: "2026-03-02T09:00:00Z",
    action: "promote",
    outcome: "done",
    reasonCode: "promoted",
    reason: "flight-delay v1.1.0 is assigned to production",
    source: "command",
    actor: person,
    model: "flight-delay",
    version: "v1.1.0",
    previousVersion: "v1.0.0",
    environment: "production",
    modelDigest: `sha256:${"a".repeat(64)}`,
    shas: { commit: "c".repeat(40), head: null, base: null, policy: "d".repeat(40) },
    gates: [{ gate: "roc_auc ≥ 0.70", status: "pass", reasonCode: "within" }],
    approvals: [],
    pullRequest: 3,
    request: "issuecomment-17",
    tag: "flight-delay#production#2",
    deploymentId: 5,
    runId: null,
    ...change,
  };
}
