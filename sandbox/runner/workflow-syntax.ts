import type * as Parser from "@actions/workflow-parser";
import { registerHooks } from "node:module";

/** The part of `@actions/workflow-parser` that the runner uses. */
type WorkflowParser = Pick<
  typeof Parser,
  "convertWorkflowTemplate" | "NoOperationTraceWriter" | "parseWorkflow"
>;

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
