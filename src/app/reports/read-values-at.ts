import { PawlError } from "../../errors.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import { readReportValues } from "../../versioning/read-report-values.ts";
import type { Value } from "../../versioning/value.ts";
import { readTextAt } from "./read-file-at.ts";
import { openSnapshot, type ReportPorts, type Snapshot } from "./snapshot.ts";

/** Why a file gives nothing: DVC's name of the error, and what happened. */
export interface ReadFailure {
  readonly type: string;
  readonly message: string;
}

/** The content of a file, or why there is none. */
export type FileValues =
  | { readonly values: Value; readonly failure?: never }
  | { readonly values?: never; readonly failure: ReadFailure };

/** What the files of one revision hold, by path; or why the revision cannot be read. */
export type RevisionValues =
  | { readonly name: string; readonly files: ReadonlyMap<string, FileValues>; readonly failure?: never }
  | { readonly name: string; readonly files?: never; readonly failure: ReadFailure };

/** Reads a metrics or params file at a revision. What is wrong with it is in the result. */
export async function readValuesAt(
  snapshot: Snapshot,
  path: string,
  objects: Pick<DataObjects, "readBytes" | "readTree">,
): Promise<FileValues> {
  try {
    return { values: await readReportValues(await readTextAt(snapshot, path, objects), path) };
  } catch (error) {
    return { failure: toFailure(error, path) };
  }
}

/**
 * Opens a revision, or says why it cannot be read.
 *
 * @throws PawlError `revision.unknown`
 */
export async function tryRevision(
  revision: string,
  ports: Pick<ReportPorts, "workspace" | "revisions">,
): Promise<
  | { readonly snapshot: Snapshot; readonly failure?: never }
  | { readonly snapshot?: never; readonly failure: ReadFailure }
> {
  try {
    return { snapshot: await openSnapshot(revision, ports) };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.type === "revision.unknown") throw error;
    return { failure };
  }
}

/**
 * An expected error as a failure of a file or, without a path, of something else.
 *
 * @throws the error itself when it is not Pawl's.
 */
export function toFailure(error: unknown, path = ""): ReadFailure {
  if (!(error instanceof PawlError)) throw error;
  return { type: failureType(error, path), message: error.message };
}

function failureType(error: PawlError, path: string): string {
  if (error.code === "file.missing") return "FileNotFoundError";
  if (error.code !== "file.unreadable" || path === "") return error.code;
  const [, suffix = "yaml"] = /\.(json|toml)$/.exec(path) ?? [];
  return `${suffix.toUpperCase()}FileCorruptedError`;
}

/** One line for each file or revision that could not be read, for standard error. */
export function describeFailures(revisions: readonly RevisionValues[]): readonly string[] {
  return revisions.flatMap(({ name, files, failure }) => {
    const of = name === "" ? "" : ` (${name})`;
    if (failure !== undefined) return [`${name}: ${failure.message}`];
    return [...files.values()].flatMap((file) =>
      file.failure === undefined ? [] : [`${file.failure.message}${of}`],
    );
  });
}
