import { evaluateNode, type ExpressionScope, isTruthy, toText } from "./expression.ts";
import { asObject, type JsonObject, stringAt } from "./json.ts";
import { expandMatrix, matrixLabel } from "./matrix.ts";

/** One combination of a job's matrix; a job without a matrix has one. */
export interface MatrixRow {
  /** Name of the job, without that of what calls it. */
  readonly name: string;
  /** The scope of the job's key, with `matrix` and `strategy`. */
  readonly scope: ExpressionScope;
}

/** The strategy of a job, its expressions evaluated. */
export interface MatrixPlan {
  readonly rows: readonly MatrixRow[];
  readonly isFailFast: boolean;
  /** At least 1. */
  readonly maxParallel: number;
}

function rowName(key: string, definition: JsonObject, row: JsonObject, scope: ExpressionScope): string {
  const written = stringAt(definition, "name");
  const label = matrixLabel(row);
  const name = written === undefined ? key : toText(evaluateNode(written, scope));
  const isNamedByRow = written?.includes("matrix.") ?? false;
  return label === "" || isNamedByRow ? name : `${name} (${label})`;
}

/**
 * Plans the jobs of a key: one for each row of its matrix.
 *
 * @throws WorkflowError when the matrix cannot be evaluated or is too large
 */
export function planMatrixRows(key: string, definition: JsonObject, scope: ExpressionScope): MatrixPlan {
  const strategy = asObject(definition["strategy"]);
  const rows = expandMatrix(evaluateNode(strategy["matrix"] ?? null, scope));
  const isFailFast = isTruthy(evaluateNode(strategy["fail-fast"] ?? true, scope));
  const maxParallel = Math.max(
    1,
    Number(toText(evaluateNode(strategy["max-parallel"] ?? rows.length, scope))),
  );
  const planned = rows.map((row, index): MatrixRow => {
    const contexts: JsonObject = {
      ...scope.contexts,
      matrix: strategy["matrix"] === undefined ? null : row,
      strategy: {
        "fail-fast": isFailFast,
        "job-index": index,
        "job-total": rows.length,
        "max-parallel": maxParallel,
      },
    };
    const own = { ...scope, contexts };
    return { name: rowName(key, definition, row, own), scope: own };
  });
  return { rows: planned, isFailFast: isFailFast && rows.length > 1, maxParallel };
}
