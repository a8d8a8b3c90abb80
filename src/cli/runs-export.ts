import { resolve } from "node:path";
import type { Command } from "commander";
import { policyPath } from "../config/parse-policy.ts";
import { PawlError } from "../errors.ts";
import { flattenText } from "../report/plain-text.ts";
import { exportToMlflow, type MlflowExport } from "../runtime/export-mlflow.ts";
import { exportToOpenLineage } from "../runtime/export-openlineage.ts";
import { type ExportableRuns, readExportableRuns } from "../runtime/export-runs.ts";
import { printResult } from "./print-result.ts";

interface ExportOptions {
  readonly config: string;
  readonly branch?: string;
  readonly json?: boolean;
  /** `true`: the policy's server. */
  readonly mlflow?: string | true;
  readonly openlineage?: string;
  readonly experiment?: string;
  readonly repository?: string;
}

/** Adds `pawl runs export`. */
export function addRunsExportCommand(runs: Command): void {
  runs
    .command("export")
    .description("send runs to an MLflow server with versions and environments, or write OpenLineage events")
    .option(
      "--mlflow [uri]",
      "to this MLflow server; without a value to runs.mlflow.tracking_uri of the policy",
    )
    .option("--openlineage <file>", "events of OpenLineage into this file, one a line")
    .option("--experiment <name>", "MLflow's experiment; default: the repository")
    .option("--repository <owner/name>", "the repository; default: GITHUB_REPOSITORY")
    .option("--branch <name>", "the ledger's branch; default: runs.branch of the policy")
    .option("--config <path>", "the policy file", policyPath)
    .action(async (_: unknown, command: Command) => {
      await exportRuns(command.optsWithGlobals<ExportOptions>());
    });
}

async function exportRuns(options: ExportOptions): Promise<void> {
  if (options.mlflow === undefined && options.openlineage === undefined) {
    throw new PawlError("usage.invalid", {
      message: "pawl runs export was not told where to.",
      hint: "Give --mlflow, --openlineage or both.",
    });
  }
  const repository = readRepository(options);
  const runs = await readExportableRuns({ ...options, directory: process.cwd(), warn });
  const { head, changed, problems } = runs;
  if (changed > 0)
    warn(`${changed} runs were changed in the ledger and are left out; \`pawl runs verify\` names them.`);
  for (const { where, message } of problems) {
    warn(`${flattenText(where, 200)}: ${flattenText(message, 400)}`);
  }
  const openlineage = await toOpenLineage(runs, options, repository);
  const mlflow = await toMlflow(runs, options, repository);
  const lines = [
    ...(openlineage === undefined ? [] : [`${openlineage.events} events in ${openlineage.file}`]),
    ...(mlflow === undefined ? [] : describe(mlflow)),
  ];
  printResult(options.json, { schema: "pawl.runs-export/1", head, changed, openlineage, mlflow }, lines);
}

function warn(message: string): void {
  console.error(`pawl: ${message}`);
}

async function toOpenLineage(
  { entries }: ExportableRuns,
  { openlineage: file }: ExportOptions,
  repository: string,
): Promise<{ readonly file: string; readonly events: number } | undefined> {
  if (file === undefined) return undefined;
  const repositoryUrl = `${process.env["GITHUB_SERVER_URL"] ?? "https://github.com"}/${repository}`;
  return { file, events: await exportToOpenLineage(entries, { file: resolve(file), repositoryUrl }) };
}

async function toMlflow(
  { entries }: ExportableRuns,
  { mlflow, config, experiment }: ExportOptions,
  repository: string,
): Promise<MlflowExport | undefined> {
  if (mlflow === undefined) return undefined;
  const uri = mlflow === true ? undefined : mlflow;
  const place = { directory: process.cwd(), config, repository, experiment, variables: process.env };
  return await exportToMlflow(entries, { ...place, uri });
}

function readRepository({ repository = process.env["GITHUB_REPOSITORY"] }: ExportOptions): string {
  if (/^[\w.-]+\/[\w.-]+$/.test(repository ?? "")) return repository ?? "";
  throw new PawlError("usage.invalid", {
    message: "pawl runs export does not know the repository.",
    hint: "Give --repository owner/name, or set GITHUB_REPOSITORY.",
  });
}

function describe({ experiment, runs, models }: MlflowExport): readonly string[] {
  const begun = runs.completed === 0 ? "" : `, ${runs.completed} gone on with`;
  const doubled = runs.doublesDeleted === 0 ? "" : `, ${runs.doublesDeleted} doubled ones deleted`;
  const first = `experiment ${experiment}: ${runs.created} runs sent${begun}, ${runs.present} were there${doubled}`;
  const more = models.map(
    ({ model, created, present, aliasesSet, aliasesRemoved }) =>
      `model ${flattenText(model, 200)}: ${created} versions registered, ${present} were there, ${aliasesSet} aliases set, ${aliasesRemoved} removed`,
  );
  return [first, ...more];
}
