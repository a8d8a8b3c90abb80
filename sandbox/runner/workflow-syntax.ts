import type * as Parser from "@actions/workflow-parser";
import { registerHooks } from "node:module";
import { WorkflowError } from "./workflow-error.ts";

/** The part of `@actions/workflow-parser` that the runner uses. */
type WorkflowParser = Pick<
  typeof Parser,
  "convertWorkflowTemplate" | "NoOperationTraceWriter" | "parseWorkflow"
>;

type FileProvider = NonNullable<Parameters<WorkflowParser["convertWorkflowTemplate"]>[2]>;
type FileReference = Parameters<FileProvider["getFileContent"]>[0];

/** A file as GitHub's parser takes it. */
interface SourceFile {
  readonly name: string;
  readonly content: string;
}

let loaded: Promise<WorkflowParser> | undefined;

/**
 * Loads GitHub's workflow parser. The package imports its two JSON schemas without the attribute that Node asks for,
 * so a loader hook adds it, for these files only.
 */
export function loadWorkflowParser(): Promise<WorkflowParser> {
  loaded ??= importWithJsonAttribute();
  return loaded;
}

async function importWithJsonAttribute(): Promise<WorkflowParser> {
  const hooks = registerHooks({
    load: (url, context, next) => {
      const isSchema = url.includes("/@actions/workflow-parser/") && url.endsWith(".json");
      return next(url, isSchema ? { ...context, importAttributes: { type: "json" } } : context);
    },
  });
  try {
    return await import("@actions/workflow-parser");
  } finally {
    hooks.deregister();
  }
}

/**
 * Checks a workflow file against GitHub's schema, its expressions and job graph too.
 *
 * @returns one line per error with file, line and column; `[]` for a valid file
 */
export async function checkWorkflowSyntax(path: string, text: string): Promise<readonly string[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await loadWorkflowParser();
  const { context, value } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return [...new Set(context.errors.getErrors().map((error) => error.message))];
}

/**
 * Checks the calls of a workflow file: each called file has `workflow_call`, and gets the inputs and secrets that it
 * declares and needs.
 *
 * @param find the called file for a `uses:`; `undefined` when there is none, which is an error of the call
 * @returns one line per error, with the line and column of the call
 */
export async function checkWorkflowCalls(
  path: string,
  text: string,
  find: (uses: string) => Promise<SourceFile | undefined>,
): Promise<readonly string[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await loadWorkflowParser();
  const { context, value } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
  if (value === undefined) return context.errors.getErrors().map((error) => error.message);
  const provider = {
    getFileContent: async (reference: FileReference): Promise<SourceFile> => {
      const file = await find(writtenReference(reference));
      if (file === undefined) throw new WorkflowError(`${writtenReference(reference)} was not found`);
      return file;
    },
  };
  await convertWorkflowTemplate(context, value, provider, { fetchReusableWorkflowDepth: 1 });
  return [...new Set(context.errors.getErrors().map((error) => error.message))];
}

function writtenReference(reference: FileReference): string {
  if (!("repository" in reference)) return `./${reference.path}`;
  const { owner, repository, path, version } = reference;
  return `${owner}/${repository}/${path}@${version}`;
}
