import type { CheckedRequest, Feed } from "./feeds.ts";
import type { PredictionRecord } from "./prediction-record.ts";
import { pickScores } from "./score.ts";
import { rowValue, type FlatTensor } from "./tensor-data.ts";

/** Who served, for the log. */
export interface ServedBy {
  readonly model: string;
  readonly version: string;
  readonly environment: string;
  readonly servedAt: Date;
}

/** The lines of the prediction log for one request: one a row. */
export function toPredictionRecords(
  request: CheckedRequest,
  outputs: readonly FlatTensor[],
  by: ServedBy,
): readonly PredictionRecord[] {
  const scores = pickScores(outputs, request.rows);
  const servedAt = by.servedAt.toISOString();
  return scores.map((score, row) => ({
    schema: "pawl.prediction/1",
    model: by.model,
    version: by.version,
    environment: by.environment,
    id: request.id === undefined ? null : String(request.id.data[row]),
    timestamp: readEventTime(request.timestamp?.data[row]) ?? servedAt,
    servedAt,
    inputs: Object.fromEntries(request.feeds.flatMap((feed) => toColumns(feed, row))),
    score,
  }));
}

/** A tensor with several values a row becomes the columns `name[0]`, `name[1]` … */
function toColumns(feed: Feed, row: number): [string, string | number | boolean | null][] {
  const value = rowValue(feed, row);
  return Array.isArray(value)
    ? value.map((item, index) => [`${feed.name}[${index}]`, item])
    : [[feed.name, value]];
}

/**
 * An event time as ISO 8601 in UTC: a text without a zone is UTC, a number is milliseconds since 1970; `undefined` when
 * it is neither.
 */
export function readEventTime(value: string | number | boolean | undefined): string | undefined {
  if (value === undefined || typeof value === "boolean") return undefined;
  const time = typeof value === "number" ? value : Date.parse(withZone(value.trim()));
  const isDate = Number.isFinite(time) && Math.abs(time) <= 8.64e15;
  return isDate ? new Date(time).toISOString() : undefined;
}

function withZone(text: string): string {
  const iso = text.replace(/^(\d{4}-\d\d-\d\d) /, "$1T");
  return /T\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(iso) ? `${iso}Z` : iso;
}

/** Where the lines of one day go, relative to the log's directory: `<environment>/<model>/date=YYYY-MM-DD/<writer>.jsonl`. */
export function predictionPath(record: PredictionRecord, writer: string): string {
  const date = record.timestamp.slice(0, 10);
  return `${record.environment}/${record.model}/date=${date}/${writer}.jsonl`;
}
