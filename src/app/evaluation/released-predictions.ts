import type { ModelPolicy } from "../../config/schema.ts";
import { PawlError } from "../../errors.ts";
import { encodeIds, encodeTargets } from "../../evaluation/comparability.ts";
import { quoteName } from "../../evaluation/table-query.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Release, Releases } from "../../ports/github/releases.ts";
import type { Sql } from "../../ports/sql.ts";
import { predictionsAsset } from "../../registry/asset-name.ts";
import type { Manifest } from "../../registry/manifest-schema.ts";
import { sha256 } from "../../registry/sha256.ts";
import type { EvaluatedModel } from "../evaluate.ts";
import { readTarget } from "./build-sample.ts";
import { type EvaluationTable, openEvaluationTable, rowNumber } from "./evaluation-table.ts";
import { answerColumns, selectPaired } from "./prediction-table.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

/** A larger table is not put into a Release. */
const mostBytes = 50 * 2 ** 20;

/** What keeping and reading a Release's answers reaches. */
export interface ReleasedPredictionsPorts {
  readonly sql: Sql;
  readonly files: Pick<FileSystem, "root" | "stat" | "readBytes" | "write" | "remove">;
}

/** Answers for a Release to hold, and the rows that they are for. */
export interface ReleasedPredictions {
  /** Parquet: the columns of answers alone, in the order of the ids as text. */
  readonly bytes: Uint8Array;
  readonly basis: NonNullable<Manifest["predictions"]>;
}

/** The evaluation rows and the answers for them; one table where the predictions hold the true values too. */
export interface AnsweredRows {
  readonly rows: EvaluationTable;
  readonly predictions: EvaluationTable;
}

/** Opens the evaluation rows and the predictions of a policy. @throws PawlError as {@link openEvaluationTable} */
export async function openAnsweredRows(
  evaluation: NonNullable<ModelPolicy["evaluation"]>,
  path: string,
  ports: ReleasedPredictionsPorts,
): Promise<AnsweredRows> {
  const { data = path, id } = evaluation;
  const rows = await openEvaluationTable({ path: data, id }, ports);
  if (data === path) return { rows, predictions: rows };
  return { rows, predictions: await openEvaluationTable({ path, id, name: "pawl_challenger" }, ports) };
}

/**
 * Keeps a model's answers for a Release, so that it can be compared on the same rows later. Neither ids nor true values are in
 * it: a Release may be read by more people than the data. Digests of both tell whether later rows are the same ones.
 *
 * @returns `undefined` when they take more than 50 MiB.
 */
export async function keepPredictions(
  { rows, predictions }: AnsweredRows,
  policy: Pick<ModelPolicy, "task" | "evaluation">,
  ports: ReleasedPredictionsPorts,
): Promise<ReleasedPredictions | undefined> {
  const target = policy.evaluation?.target ?? "";
  const names = answerColumns(policy.task, predictions);
  const select = selectPaired(names, names, { rows, predictions });
  const bytes = await withCopy(select, ports, async (path) => {
    const { sizeBytes = 0 } = (await ports.files.stat(path)) ?? {};
    return sizeBytes > mostBytes ? undefined : await ports.files.readBytes(path);
  });
  if (bytes === undefined) return undefined;
  return { bytes, basis: { rows: rows.rows, ...(await digestRows(rows, target, policy.task)) } };
}

/** The champion that a Release's answers stand for. */
export function toReleasedChampion(manifest: Manifest, table: Uint8Array): EvaluatedModel {
  const { version, commit, artifact } = manifest;
  return {
    bytes: table,
    sha256: artifact.sha256,
    predictions: table,
    predictionsName: predictionsAsset,
    source: "release",
    version,
    commit,
  };
}

/** A champion's table of predictions, or why the Release has none for these rows. */
export type ReleasedTable = { readonly table: Uint8Array } | { readonly note: string };

/**
 * The answers that a Release holds, as a Parquet table with the ids and true values of today's rows, if these are the rows that
 * the released model answered for.
 *
 * @throws PawlError `registry.artifact-changed` when the asset is not the one that the manifest names; as
 * {@link openEvaluationTable} for today's table.
 */
export async function readReleasedTable(
  released: { readonly release: Release; readonly manifest: Manifest },
  policy: Pick<ModelPolicy, "task"> & { readonly evaluation: NonNullable<ModelPolicy["evaluation"]> },
  ports: ReleasedPredictionsPorts & { readonly releases: Pick<Releases, "downloadAsset"> },
): Promise<ReleasedTable> {
  const { model, version, predictions: kept } = released.manifest;
  const named = `the Release of ${model} ${version}`;
  if (kept === undefined) return { note: `${named} holds no predictions` };
  const { id, target, data, predictions } = policy.evaluation;
  const rows = await openEvaluationTable({ path: data ?? predictions ?? "", id }, ports);
  const today = await digestRows(rows, target, policy.task);
  if (kept.rows !== rows.rows || kept.rowsDigest !== today.rowsDigest) {
    return { note: `${named} holds predictions for other rows than today's` };
  }
  if (kept.targetDigest !== today.targetDigest) {
    return { note: `${named} holds predictions for other values of ${target} than today's` };
  }
  const bytes = await downloadPredictions(released, ports);
  return { table: await joinAnswers(bytes, { rows, id, target, task: policy.task }, ports) };
}

async function downloadPredictions(
  { release, manifest }: { readonly release: Release; readonly manifest: Manifest },
  { releases }: { readonly releases: Pick<Releases, "downloadAsset"> },
): Promise<Uint8Array> {
  const wanted = manifest.assets.find(({ name }) => name === predictionsAsset);
  const asset = release.assets.find(({ name, state }) => name === predictionsAsset && state === "uploaded");
  const isSmall = asset !== undefined && asset.sizeBytes <= mostBytes;
  const bytes = isSmall ? await releases.downloadAsset(asset.id) : undefined;
  if (bytes !== undefined && (await sha256(bytes)) === wanted?.sha256) return bytes;
  throw new PawlError("registry.artifact-changed", {
    message: `${predictionsAsset} of the Release ${release.tag} is not the file that its manifest names.`,
    hint: "Run the registration of that version again, or register a new one.",
  });
}

/** The order of the answers is that of the ids, which the digests prove to be today's. */
async function joinAnswers(
  bytes: Uint8Array,
  today: {
    readonly rows: EvaluationTable;
    readonly id: string;
    readonly target: string;
    readonly task: ModelPolicy["task"];
  },
  ports: ReleasedPredictionsPorts,
): Promise<Uint8Array> {
  const { rows, id, target, task } = today;
  return await withTemporaryFolder("pawl-released", ports, async (folder) => {
    const path = `${folder}/${predictionsAsset}`;
    await ports.files.write(path, bytes);
    const answers = await openEvaluationTable({ path, id: undefined, name: "pawl_released" }, ports);
    if (answers.rows !== rows.rows) {
      throw new PawlError("registry.artifact-changed", {
        message: `${predictionsAsset} has ${answers.rows} rows, its manifest says ${rows.rows}.`,
      });
    }
    const own = [id, target].map((name) => `r.${quoteName(name)}`);
    const columns = answerColumns(task, answers).map((name) => `a.${quoteName(name)}`);
    // The table has no id of its own, so its rows are numbered as the file has them.
    const select = `SELECT ${[...own, ...columns].join(", ")} FROM ${rows.name} AS r JOIN ${answers.name} AS a
       ON r.${rowNumber} = a.${rowNumber} ORDER BY r.${rowNumber}`;
    return await withCopy(select, ports, (joined) => ports.files.readBytes(joined));
  });
}

async function digestRows(
  rows: EvaluationTable,
  target: string,
  task: ModelPolicy["task"],
): Promise<{ readonly rowsDigest: string; readonly targetDigest: string }> {
  const ids = await rows.read(rows.id ?? "", { type: "VARCHAR" });
  return {
    rowsDigest: `sha256:${await sha256(encodeIds(ids.map(String)))}`,
    targetDigest: `sha256:${await sha256(encodeTargets(await readTarget(rows, target, task)))}`,
  };
}

/** Runs with the result of a query as a Parquet file. Equal rows give equal bytes. */
async function withCopy<Result>(
  select: string,
  ports: ReleasedPredictionsPorts,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const { files, sql } = ports;
  return await withTemporaryFolder("pawl-copied", ports, async (folder) => {
    const path = `${folder}/${predictionsAsset}`;
    // Makes the folder: the engine does not.
    await files.write(path, "");
    await sql.query(`COPY (${select}) TO $1 (FORMAT parquet)`, [`${files.root}/${path}`]);
    return await work(path);
  });
}
