import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { createModelRuntime } from "../../../src/adapters/model-runtime/onnx.ts";
import {
  evaluate,
  type EvaluatedModel,
  type EvaluateRequest,
  type EvaluateResult,
} from "../../../src/app/evaluate.ts";
import { type ModelPolicy, policySchema } from "../../../src/config/schema.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const commit = "a".repeat(40);

/** A model of test/fixtures/evaluation. */
export function fixtureModel(name: string, source: EvaluatedModel["source"] = "workspace"): EvaluatedModel {
  const bytes = readFileSync(new URL(`../../fixtures/evaluation/${name}.onnx`, import.meta.url));
  return { bytes, source, version: source === "release" ? "v1.0.0" : null, commit };
}

/** A table as the text of a CSV file; null and undefined are missing. */
export function csvOf(rows: readonly object[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row));
    return columns.map((name) => cellOf(values.get(name))).join(",");
  });
  return [columns.join(","), ...lines, ""].join("\n");
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A model's policy with `evaluation` as given, its search for slices and importance off unless asked for. */
export function modelPolicy(evaluation: object, model: object = {}): ModelPolicy {
  const quick = { id: "id", resamples: 100, slice_search: false, importance: false };
  const parsed = policySchema.parse({
    version: 1,
    models: {
      m: {
        artifact: "model.onnx",
        task: "binary-classification",
        evaluation: { target: "y", metrics: ["roc_auc"], ...quick, ...evaluation },
        ...model,
      },
    },
  }).models["m"];
  if (parsed === undefined) throw new RangeError("the policy has no model m");
  return parsed;
}

/** Evaluates in a folder of its own that holds the given files. */
export function evaluateFiles(
  sql: Sql,
  files: Readonly<Record<string, string | Uint8Array>>,
  request: Partial<EvaluateRequest> & Pick<EvaluateRequest, "policy">,
  modelRuntime = createModelRuntime(),
): Promise<EvaluateResult> {
  const directory = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) writeFileSync(join(directory, path), content);
  return evaluateIn(sql, directory, request, modelRuntime);
}

/** Evaluates in a folder. */
export function evaluateIn(
  sql: Sql,
  directory: string,
  request: Partial<EvaluateRequest> & Pick<EvaluateRequest, "policy">,
  modelRuntime = createModelRuntime(),
): Promise<EvaluateResult> {
  const ports = {
    sql,
    modelRuntime,
    files: createFileSystem(directory),
    clock: { now: () => new Date("2026-01-02T03:04:05Z") },
  };
  const defaults = { headSha: commit, baseSha: null, challenger: null, champion: null, metricsFiles: [] };
  return evaluate({ model: "m", params: [], stages: [], isUnchanged: false, ...defaults, ...request }, ports);
}
