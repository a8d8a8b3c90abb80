import { PawlError } from "../../errors.ts";
import type { CastType } from "../../evaluation/table-query.ts";
import type { LoadedModel, TensorSpec } from "../../ports/model-runtime.ts";
import { type EvaluationTable, listNames, requireColumns } from "./evaluation-table.ts";
import { parseJson } from "../../parse-json.ts";

const floats = new Set(["FP16", "FP32", "FP64"]);
const integers = new Set(["INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64"]);
/** Keys of a model's metadata that may hold the names of its columns, as a JSON list. */
const nameKeys = ["feature_names", "feature_names_in_"];
const mostFixedRows = 65_536;
const remedy =
  'Write the names into the model: onnx.helper.set_model_props(model, {"feature_names": json.dumps(list(X.columns))}).';

/** An input of a model and the columns that fill it, side by side. */
export interface PlannedInput {
  readonly spec: TensorSpec;
  readonly columns: readonly string[];
  /** As what they are read. */
  readonly type: CastType;
}

/** How rows of a table become a model's inputs. */
export interface InputPlan {
  readonly inputs: readonly PlannedInput[];
  /** Rows that the model takes at once; `undefined` when it takes any number. */
  readonly fixedRows: number | undefined;
  readonly notes: readonly string[];
}

/** The columns to choose from. */
export interface ColumnSource {
  readonly table: Pick<EvaluationTable, "columns" | "path">;
  /** Columns that are no features: id, target, weight, group, timestamp. */
  readonly reserved: ReadonlySet<string>;
}

/**
 * Finds the columns of a model's inputs: an input of one value a row takes the column of its name. An input of k values
 * takes the columns that the model's metadata names (`feature_names`), else all columns of the table that are not
 * reserved, in their order, when there are k.
 *
 * @throws PawlError `evaluation.column-missing`; `model.unsupported` when an input is no row of values or the count does
 * not fit.
 */
export function planInputs(
  model: Pick<LoadedModel, "signature" | "metadata">,
  source: ColumnSource,
): InputPlan {
  const specs = model.signature.inputs;
  const { table } = source;
  const isColumn = (spec: TensorSpec): boolean => widthOf(spec) === 1 && table.columns.has(spec.name);
  const others = specs.filter((spec) => !isColumn(spec));
  const [matrix] = others;
  if (others.length > 1 || (matrix !== undefined && specs.length > 1 && widthOf(matrix) === 1)) {
    const single = others.filter((spec) => widthOf(spec) === 1).map(({ name }) => name);
    requireColumns(single, table.columns, table.path);
    if (others.length > 1) throw severalMatrices(others);
  }
  const chosen = matrix && chooseColumns(matrix, model.metadata, source);
  return {
    inputs: specs.map((spec) => ({
      spec,
      columns: spec === matrix && chosen ? chosen.columns : [spec.name],
      type: castTypeOf(spec),
    })),
    fixedRows: fixedRowsOf(specs),
    notes: chosen?.note === undefined ? [] : [chosen.note],
  };
}

/** Every column that a plan reads, once. */
export function plannedColumns(plan: InputPlan): readonly string[] {
  return [...new Set(plan.inputs.flatMap(({ columns }) => columns))];
}

/** Values a row: 1, k, or -1 when the model leaves it open. */
function widthOf(spec: TensorSpec): number {
  const [, width = 1, ...rest] = spec.shape;
  if (spec.shape.length > 0 && rest.every((size) => size === 1)) return width;
  throw new PawlError("model.unsupported", {
    message: `input ${spec.name} has the shape [${spec.shape.join(", ")}], which is no row of values`,
    hint: "Export inputs of the shape [-1, 1], one a column, or one input of the shape [-1, columns].",
  });
}

function castTypeOf({ name, datatype }: TensorSpec): CastType {
  if (floats.has(datatype)) return "DOUBLE";
  if (integers.has(datatype)) return "BIGINT";
  if (datatype === "BOOL") return "BOOLEAN";
  if (datatype === "BYTES") return "VARCHAR";
  throw new PawlError("model.unsupported", {
    message: `input ${name} takes ${datatype}, which no column is`,
  });
}

function fixedRowsOf(specs: readonly TensorSpec[]): number | undefined {
  const fixed = new Set(specs.map(({ shape }) => shape[0] ?? -1).filter((rows) => rows !== -1));
  const [rows] = fixed;
  if (rows === undefined) return undefined;
  if (fixed.size === 1 && rows > 0 && rows <= mostFixedRows) return rows;
  throw new PawlError("model.unsupported", {
    message: `the model's inputs take fixed numbers of rows: ${[...fixed].join(", ")}`,
    hint: "Export with a first dimension that varies (dynamic_axes in PyTorch).",
  });
}

interface ChosenColumns {
  readonly columns: readonly string[];
  readonly note?: string;
}

function chooseColumns(
  spec: TensorSpec,
  metadata: ReadonlyMap<string, string>,
  { table, reserved }: ColumnSource,
): ChosenColumns {
  const width = widthOf(spec);
  const named = namesIn(metadata);
  if (named !== undefined) {
    requireColumns(named, table.columns, table.path);
    if (width === -1 || width === named.length) return { columns: named };
    throw new PawlError("model.unsupported", {
      message: `input ${spec.name} takes ${width} columns, the model's metadata names ${named.length}`,
      hint: remedy,
    });
  }
  const columns = [...table.columns].filter((name) => !reserved.has(name));
  if (width === -1 || width === columns.length) {
    return {
      columns,
      note: `input ${spec.name} takes the columns ${listNames(columns)}, in the order of the table`,
    };
  }
  throw new PawlError("model.unsupported", {
    message: `input ${spec.name} takes ${width} columns; ${table.path} has ${columns.length} that are not ${listNames([...reserved])}: ${listNames(columns)}`,
    hint: remedy,
  });
}

function namesIn(metadata: ReadonlyMap<string, string>): readonly string[] | undefined {
  const key = nameKeys.find((name) => metadata.has(name));
  const text = key === undefined ? undefined : metadata.get(key);
  if (text === undefined) return undefined;
  const names = parseList(text);
  if (names !== undefined && new Set(names).size === names.length) return names;
  throw new PawlError("model.unsupported", {
    message: `the model's metadata ${key} is ${text.slice(0, 80)}, expected a JSON list of different names`,
    hint: remedy,
  });
}

function parseList(text: string): readonly string[] | undefined {
  const value = parseJson(text);
  const isList = Array.isArray(value) && value.every((item): item is string => typeof item === "string");
  return isList && value.length > 0 ? value : undefined;
}

function severalMatrices(specs: readonly TensorSpec[]): PawlError {
  return new PawlError("model.unsupported", {
    message: `several inputs take more than one column: ${listNames(specs.map(({ name }) => name))}`,
    hint: "Export one input of the shape [-1, 1] a column, by its name.",
  });
}
