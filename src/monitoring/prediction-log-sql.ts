import { quoteIdentifier } from "../drift/profile-sql.ts";

/** Pattern of the files of one model's prediction log below its directory. */
export const predictionLogPattern = "date=*/*.jsonl";

/** Formats of label files and how each is read; `$FILES` is the bound list. Arrow files are read one by one. */
const labelReaders = {
  parquet: "read_parquet($FILES, union_by_name = true, filename = true)",
  csv: "read_csv($FILES, union_by_name = true, filename = true)",
  jsonl: "read_json($FILES, format = 'newline_delimited', union_by_name = true, filename = true)",
  arrow: null,
} as const;

/** The format of a label file. */
export type LabelFormat = keyof typeof labelReaders;

/** Every one, in the order in which they are read. */
export const labelFormats: readonly LabelFormat[] = ["parquet", "csv", "jsonl", "arrow"];

const recordType = JSON.stringify({
  schema: "VARCHAR",
  version: "VARCHAR",
  id: "VARCHAR",
  timestamp: "VARCHAR",
  inputs: "MAP(VARCHAR, JSON)",
  score: "DOUBLE",
});

/** `$1, $2 …`: a bound list of `count` values, beginning at parameter `from`. */
function boundList(count: number, from: number): string {
  return `[${Array.from({ length: count }, (_, index) => `$${from + index}`).join(", ")}]`;
}

/**
 * Reads the log line by line into the table `pawl_log`, so that one broken line costs one line. Parameters: start of the
 * first window and length of a window, both in milliseconds, then the files. `place` is the number of the window (also
 * outside the wanted ones), null for a line that is not `pawl.prediction/1`.
 */
export function loadPredictionLogSql(fileCount: number): string {
  return `CREATE OR REPLACE TEMP TABLE pawl_log AS
WITH lines AS (
  SELECT line FROM read_csv(${boundList(fileCount, 3)}, columns = {'line': 'VARCHAR'}, header = false, auto_detect = false,
    delim = chr(31), quote = '', escape = '', strict_mode = false, null_padding = true, ignore_errors = true)
  WHERE trim(line) <> ''
), records AS (
  SELECT CASE WHEN json_valid(line) THEN json_transform(line, '${recordType}') END AS r FROM lines
), times AS (
  SELECT r.version AS version, r.id AS id, r.inputs AS inputs, r.score AS score,
    CASE WHEN r.schema = 'pawl.prediction/1' AND r.version IS NOT NULL AND r.inputs IS NOT NULL
      THEN epoch_ms(TRY_CAST(r.timestamp AS TIMESTAMPTZ)) END AS at_ms
  FROM records
)
SELECT version, id, inputs, score, at_ms, CAST(floor((at_ms - $1::DOUBLE) / $2::DOUBLE) AS BIGINT) AS place FROM times`;
}

/** An empty `pawl_log`, for a model without log files. */
export const emptyPredictionLogSql = `CREATE OR REPLACE TEMP TABLE pawl_log
(version VARCHAR, id VARCHAR, inputs MAP(VARCHAR, JSON), score DOUBLE, at_ms BIGINT, place BIGINT)`;

/** Counts of broken lines, and the newest prediction of any version in milliseconds since 1970 before `$1`. */
export const logFactsSql = `SELECT count(*) FILTER (place IS NULL) AS malformed,
max(at_ms) FILTER (at_ms < $1) AS newest FROM pawl_log`;

/** Rows of each window by version; `$1` windows. */
export const windowRowsSql = `SELECT place, version, count(*) AS rows FROM pawl_log
WHERE place >= 0 AND place < $1 GROUP BY ALL`;

/** Distinct input values, as JSON text, of the version `$2` in each of `$1` windows. */
export const inputCountsSql = `SELECT place, entry.key AS name, entry.value AS value, count(*) AS rows
FROM (SELECT place, unnest(map_entries(inputs)) AS entry FROM pawl_log WHERE place >= 0 AND place < $1 AND version = $2)
GROUP BY ALL`;

/** Distinct scores of the version `$2` in each of `$1` windows. */
export const scoreCountsSql = `SELECT place, score, count(*) AS rows FROM pawl_log
WHERE place >= 0 AND place < $1 AND version = $2 GROUP BY ALL`;

/** Scores with their label, of the version `$2` in each of `$1` windows; rows without either are left out. */
export const labelledSql = `SELECT place, score, target FROM pawl_log JOIN pawl_labels USING (id)
WHERE place >= 0 AND place < $1 AND version = $2 AND isfinite(score) AND isfinite(target) ORDER BY place`;

/** An empty `pawl_labels`. */
export const emptyLabelsSql = "CREATE OR REPLACE TEMP TABLE pawl_labels (id VARCHAR, target DOUBLE)";

/** The kind of a label file by its ending, or `undefined`. */
export function labelFormat(path: string): LabelFormat | undefined {
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  if (ending === "ndjson") return "jsonl";
  if (ending === "feather" || ending === "ipc") return "arrow";
  if (ending === "arrow") return ending;
  return ending === "parquet" || ending === "csv" || ending === "jsonl" ? ending : undefined;
}

/**
 * Adds the labels of files of one format to `pawl_labels`. Only ids that the log knows are kept. An id that occurs twice
 * gets the label of the last file by name.
 */
export function addLabelsSql(
  format: LabelFormat,
  fileCount: number,
  columns: { readonly id: string; readonly target: string },
): string {
  const table = labelTable(format, fileCount);
  return `INSERT INTO pawl_labels SELECT id, arg_max(target, filename) FROM (
  SELECT CAST(${quoteIdentifier(columns.id)} AS VARCHAR) AS id,
    TRY_CAST(${quoteIdentifier(columns.target)} AS DOUBLE) AS target, filename FROM ${table}
) WHERE target IS NOT NULL AND id IN (SELECT id FROM pawl_log WHERE id IS NOT NULL)
AND id NOT IN (SELECT id FROM pawl_labels) GROUP BY id`;
}

function labelTable(format: LabelFormat, fileCount: number): string {
  const reader = labelReaders[format];
  if (reader !== null) return reader.replace("$FILES", () => boundList(fileCount, 1));
  const files = Array.from(
    { length: fileCount },
    (_, index) => `SELECT *, $${index + 1}::VARCHAR AS filename FROM read_arrow($${index + 1})`,
  );
  return `(${files.join(" UNION ALL BY NAME ")})`;
}
