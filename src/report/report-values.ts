import type { ValueChanges } from "../versioning/compare-values.ts";
import type { Value, ValueMap } from "../versioning/value.ts";

/** The JSON of `metrics diff` and `params diff`: `{"<file>": {"<key>": {"old", "new", "diff"}}}`. */
export function changesAsValues(files: ReadonlyMap<string, ValueChanges>): ValueMap {
  return mapValues(files, (changes) =>
    mapValues(
      changes,
      (change) =>
        new Map<string, Value>([
          ["old", change.old],
          ["new", change.new],
          ...(change.diff === undefined ? [] : [["diff", change.diff] as const]),
        ]),
    ),
  );
}

/** One revision of the JSON of `metrics show`. */
export interface ShownRevision {
  readonly name: string;
  readonly files?: ReadonlyMap<string, ShownFile>;
  readonly failure?: ShownFailure;
}

interface ShownFile {
  readonly values?: Value;
  readonly failure?: ShownFailure;
}

interface ShownFailure {
  readonly type: string;
  readonly message: string;
}

/** The JSON of `metrics show`: `{"<revision>": {"data": {"<file>": {"data": …}}}}`, `{"error": {"type", "msg"}}` in place of what failed. */
export function metricsAsValues(revisions: readonly ShownRevision[]): ValueMap {
  return new Map(
    revisions.map(({ name, files, failure }) => [
      name,
      dataOrError(files && mapValues(files, (file) => dataOrError(file.values, file.failure)), failure),
    ]),
  );
}

function dataOrError(data: Value | undefined, failure: ShownFailure | undefined): ValueMap {
  if (failure === undefined) return new Map([["data", data ?? null]]);
  const error = new Map([
    ["type", failure.type],
    ["msg", failure.message],
  ]);
  return new Map([["error", error]]);
}

function mapValues<T>(map: ReadonlyMap<string, T>, change: (value: T) => Value): ValueMap {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
