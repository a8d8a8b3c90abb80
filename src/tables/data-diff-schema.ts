import { z } from "zod";
import { methodNames } from "../drift/methods.ts";
import { jsonNumber } from "../math/json-number-schema.ts";

const count = z.number().int().nonnegative();
const cellText = z
  .string()
  .nullable()
  .describe("The value as text, at most 200 characters; null when it is missing.");

const tableSchema = z.strictObject({
  name: z.string().describe("What the caller calls the table: its path, with the revision."),
  rows: count,
  columns: count,
});

/** How one column's distribution moved. */
export const distributionSchema = z.strictObject({
  verdict: z.enum(["drift", "ok", "not enough data", "not compared"]),
  reason: z.string(),
  missingBefore: count.nullable().describe("Rows without a value; null when the column was not counted."),
  missingAfter: count.nullable(),
  statistics: z
    .partialRecord(z.enum(methodNames), jsonNumber)
    .describe("The drift methods that fit the type."),
});

const columnSchema = z.strictObject({
  name: z.string(),
  state: z.enum(["shared", "added", "removed"]),
  typeBefore: z.string().nullable().describe("DuckDB's name of the type; null for an added column."),
  typeAfter: z.string().nullable(),
  typeChange: z
    .enum(["none", "storage", "kind"])
    .describe(
      "`storage`: the same kind of values in another width; `kind`: numbers became text, for instance.",
    ),
  isKey: z.boolean(),
  notCompared: z.string().nullable().describe("Why its values are not compared; null when they are."),
  cellsChanged: count
    .nullable()
    .describe("Cells that differ in rows that both tables have; null without a key."),
  distribution: distributionSchema
    .nullable()
    .describe("Null when nothing in the column changed, for key columns and for columns of one table."),
});

const cellSchema = z.strictObject({ column: z.string(), value: cellText });
const changedCellSchema = z.strictObject({ column: z.string(), before: cellText, after: cellText });

/** `pawl.data-diff/1`: what changed between two versions of a table. Lists, not mappings, so that any column name fits. */
export const dataDiffSchema = z.strictObject({
  schema: z.literal("pawl.data-diff/1"),
  verdict: z.enum(["identical", "changed"]),
  before: tableSchema,
  after: tableSchema,
  key: z
    .array(z.string())
    .nullable()
    .describe("Columns that identify a row; null: rows are compared as a multiset."),
  tolerance: z
    .strictObject({ absolute: z.number().nonnegative(), relative: z.number().nonnegative() })
    .nullable(),
  rows: z.strictObject({
    added: count,
    removed: count,
    changed: count
      .nullable()
      .describe("Null without a key: a changed row is then one removed and one added."),
    unchanged: count,
  }),
  columns: z.array(columnSchema).describe("In the order of before, then what only after has."),
  renamed: z
    .array(z.strictObject({ from: z.string(), to: z.string() }))
    .describe("A removed and an added column that hold the same values."),
  examples: z.strictObject({
    changed: z.array(
      z.strictObject({
        key: z.array(cellSchema),
        cells: z.array(changedCellSchema),
        moreCells: count.describe("Changed cells of the row that are not shown."),
      }),
    ),
    added: z
      .array(z.array(cellSchema))
      .describe("The first rows in the order of the file, at most 20 cells a row."),
    removed: z.array(z.array(cellSchema)),
  }),
});

/** What changed between two versions of a table, as data. */
export type DataDiff = z.infer<typeof dataDiffSchema>;
/** One column of a data diff, as data. */
export type DataDiffColumn = DataDiff["columns"][number];
