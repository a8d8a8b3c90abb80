import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { ActionCall } from "../action-call.ts";
import { artifactNameProblem } from "../artifact-name.ts";
import { findFiles } from "../hash-files.ts";
import type { StepScope } from "../job-state.ts";
import { WorkflowError } from "../workflow-error.ts";
import { booleanInput, textInput, type BuiltinAction } from "./builtin-action.ts";
import { packZip } from "./zip-archive.ts";

/** The deepest folder that holds all files; files lie below it in the artifact. */
export function commonFolder(files: readonly string[]): string {
  const [first = "", ...rest] = files.map((file) => dirname(file));
  return rest.reduce((common, folder) => {
    const parts = folder.split(sep);
    const kept = common
      .split(sep)
      .filter(
        (part, index, all) =>
          all.slice(0, index + 1).every((name, at) => name === parts[at]) && part === parts[index],
      );
    return kept.join(sep) || sep;
  }, first);
}

function literalFolder(pattern: string): string {
  const literal = pattern.split(/[*?[]/)[0] ?? "";
  return literal === pattern ? dirname(pattern) : literal.slice(0, literal.lastIndexOf("/") + 1);
}

function writtenPaths(call: ActionCall): readonly string[] {
  const lines = textInput(call, "path").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

function findUploads(scope: StepScope, call: ActionCall): readonly string[] {
  const { workspace } = scope.job.paths;
  const patterns = writtenPaths(call);
  if (patterns.length === 0) throw new WorkflowError("Input required and not supplied: path");
  const includeHidden = booleanInput(call, "include-hidden-files", false);
  const outside = patterns.filter(
    (pattern) => isAbsolute(pattern.replace(/^!/, "")) && !resolve(pattern).startsWith(workspace),
  );
  const found = outside.flatMap((pattern) => findFiles(literalFolder(pattern), [pattern], { includeHidden }));
  const inside = patterns.filter((pattern) => !outside.includes(pattern));
  return [...findFiles(workspace, inside, { includeHidden }), ...found];
}

function searchRoot(scope: StepScope, call: ActionCall, files: readonly string[]): string {
  const patterns = writtenPaths(call);
  const [only] = patterns;
  if (patterns.length > 1 || only === undefined) return commonFolder(files);
  const isLiteral = !/[*?[]/.test(only);
  const base = resolve(scope.job.paths.workspace, isLiteral ? only : literalFolder(only));
  return files.length === 1 && files[0] === base ? dirname(base) : base;
}

function noFiles(scope: StepScope, call: ActionCall): Readonly<Record<string, string>> {
  const message = `No files were found with the provided path: ${textInput(call, "path")}. No artifacts will be uploaded.`;
  const behaviour = textInput(call, "if-no-files-found", "warn");
  if (behaviour === "error") throw new WorkflowError(message);
  if (behaviour === "ignore") scope.job.log.line(message);
  else scope.job.log.warning(message);
  return {};
}

async function upload(scope: StepScope, call: ActionCall): Promise<Readonly<Record<string, string>>> {
  const { host, run, job, log, repository } = scope.job;
  const name = textInput(call, "name", "artifact");
  const problem = artifactNameProblem(name);
  if (problem !== undefined) throw new WorkflowError(problem);
  const files = findUploads(scope, call);
  if (files.length === 0) return noFiles(scope, call);
  const root = searchRoot(scope, call, files);
  const entries = files.map((path) => ({ path, name: relative(root, path).split(sep).join("/") }));
  const existing = host.artifacts
    .listOfRun(run.id)
    .find((artifact) => artifact.name === name && artifact.runBackendId === run.backendId);
  if (existing !== undefined) {
    if (!booleanInput(call, "overwrite", false)) {
      throw new WorkflowError(
        `Failed to CreateArtifact: an artifact with the name ${name} already exists on the workflow run`,
      );
    }
    host.artifacts.remove(existing);
  }
  const zip = await packZip(entries, Number(textInput(call, "compression-level", "6")));
  const artifact = host.artifacts.save(run, job, { name, zip });
  log.line(`With the provided path, there will be ${files.length} file(s) uploaded`);
  log.line(
    `Artifact ${name} has been successfully uploaded! Final size is ${artifact.sizeBytes} bytes. Artifact ID is ${artifact.id}`,
  );
  return {
    "artifact-id": String(artifact.id),
    "artifact-url": `${host.urls.server}/${repository.fullName}/actions/runs/${run.id}/artifacts/${artifact.id}`,
    "artifact-digest": artifact.digest.replace("sha256:", ""),
  };
}

/** `actions/upload-artifact`. */
export const uploadArtifactAction: BuiltinAction = { run: upload };
