import { type Command, InvalidArgumentError, Option } from "commander";
import type { PreviewedStage } from "../app/preview.ts";
import type { ReproduceRequest, ReproduceResult } from "../app/reproduce.ts";
import type { RunExtent } from "../versioning/plan-run.ts";
import type { ReproPlace, ReproRecorder } from "../runtime/record-repro.ts";
import { readGitHubOptions } from "./github-options.ts";
import { renderPreview } from "./dvc-text.ts";
import { printResult } from "./print-result.ts";

interface ReproOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly force?: boolean;
  readonly singleItem?: boolean;
  readonly downstream?: boolean;
  readonly pipeline?: boolean;
  readonly allPipelines?: boolean;
  readonly recursive?: boolean;
  readonly glob?: boolean;
  readonly dry?: boolean;
  readonly keepGoing?: boolean;
  readonly ignoreErrors?: boolean;
  readonly forceDownstream?: boolean;
  readonly runCache: boolean;
  readonly commit: boolean;
  readonly pull?: boolean;
  readonly allowMissing?: boolean;
  readonly jobs: number;
  readonly lockTimeout: number;
  readonly rev?: string;
  readonly record?: boolean;
}

/** Adds `pawl repro`: runs the stages that are stale, as `dvc repro`, several at once if asked to. */
export function addReproCommand(program: Command): void {
  program
    .command("repro")
    .description("run the stages of dvc.yaml that are stale; restore what ran before")
    .argument(
      "[targets...]",
      "stages, groups, dvc.yaml or .dvc files, outputs (default: dvc.yaml of the folder)",
    )
    .option(
      "-f, --force",
      "run them even when nothing changed; with -s the targets even when they are frozen",
    )
    .option("-s, --single-item", "the targets alone, without what they need")
    .option("-p, --pipeline", "everything that hangs together with the targets")
    .option("-P, --all-pipelines", "all stages of the repository")
    .option("-R, --recursive", "a folder means all that is defined in it")
    .option("--downstream", "the targets and what needs them")
    .option("--force-downstream", "once a stage ran, run those that need it directly")
    .option("--glob", "targets may be patterns of stage names")
    .option("--dry", "print what would run, and run nothing")
    .option("-k, --keep-going", "after a failure go on with what does not need the failed stage")
    .option("--ignore-errors", "after a failure go on with everything")
    .option("--allow-missing", "absent data that did not change counts as current")
    .option("--pull", "take missing data and results of earlier runs from the remote")
    .option("--no-run-cache", "run even what ran before like this")
    .option("--no-commit", "put nothing into the cache")
    .option("-j, --jobs <number>", "how many stages may run at once", wholeNumber, 1)
    .option("--lock-timeout <seconds>", "how long to wait for other runs and for dvc", wholeNumber, 600)
    .addOption(
      new Option("--rev <revision>", "run another revision's pipeline, away from the work tree").conflicts(
        "dry",
      ),
    )
    .addOption(
      new Option(
        "--record",
        "write the runs of the policy's models to the run ledger on GitHub (GITHUB_TOKEN, GITHUB_REPOSITORY)",
      ).conflicts(["dry", "rev"]),
    )
    .option("-q, --quiet", "print errors alone")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      await repro(targets, command.optsWithGlobals<ReproOptions>());
    });
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("It must be a whole number, 1 or more.");
}

async function repro(targets: readonly string[], options: ReproOptions): Promise<void> {
  const { abortOnTermination, openPipeline } = await import("../runtime/open-pipeline.ts");
  const { findRepository } = await import("../runtime/find-repository.ts");
  const { createProgressDisplay } = await import("./progress-display.ts");
  using termination = abortOnTermination();
  const { root, folder } = findRepository(process.cwd());
  const display = await createProgressDisplay({ isQuiet: options.quiet ?? false });
  try {
    const request = { ...readRequest(targets, folder, options), progress: display.progress };
    if (options.rev !== undefined) {
      const { reproduceRevision } = await import("../runtime/reproduce-revision.ts");
      const run = { root, revision: options.rev, withRemote: options.pull === true };
      const result = await reproduceRevision(run, { ...request, signal: termination.signal }, display.log);
      display.stop();
      return printOutcome(result, options);
    }
    const { remote, ...local } = await openPipeline(root, display.log);
    const ports = { ...local, remote: options.pull === true ? remote : undefined };
    if (options.dry === true) {
      const { preview } = await import("../app/preview.ts");
      printPreview(await preview(request, ports), options);
    } else {
      const { reproduce } = await import("../app/reproduce.ts");
      const recorder = await openRecorder(options, { root, progress: request.progress, log: display.log });
      const watched = { ...request, progress: recorder.progress, signal: termination.signal };
      const result = await recorder.record(() => reproduce(watched, ports));
      display.stop();
      printOutcome(result, options);
    }
  } finally {
    display.stop();
  }
}

/** Without `--record` nothing is recorded, and GitHub is not asked. */
async function openRecorder(
  options: ReproOptions,
  place: Omit<ReproPlace, "github">,
): Promise<ReproRecorder> {
  if (options.record !== true) return { progress: place.progress, record: (run) => run() };
  const { openReproRecorder } = await import("../runtime/record-repro.ts");
  return openReproRecorder({ ...place, github: readGitHubOptions("repro --record") });
}

function readRequest(targets: readonly string[], folder: string, options: ReproOptions): ReproduceRequest {
  const isAll = options.allPipelines === true;
  const isSingle = options.singleItem === true && !isAll && options.pipeline !== true;
  return {
    folder,
    ...(isAll ? {} : { targets: targets.length === 0 ? ["dvc.yaml"] : targets }),
    extent: extentOf(options),
    isGlob: options.glob ?? false,
    isRecursive: options.recursive ?? false,
    ...(options.force === true ? { force: isSingle ? ("targets" as const) : ("all" as const) } : {}),
    isForcedDownstream: options.forceDownstream ?? false,
    allowsMissing: options.allowMissing ?? false,
    ignoresRunCache: !options.runCache,
    isUncommitted: !options.commit,
    onError: options.ignoreErrors === true ? "ignore" : options.keepGoing === true ? "keep-going" : "fail",
    jobs: options.jobs,
    lockTimeoutMs: options.lockTimeout * 1000,
  };
}

/** As DVC: a pipeline wins over a single item and downstream. */
function extentOf(options: ReproOptions): RunExtent {
  if (options.pipeline === true) return "pipeline";
  if (options.singleItem === true) return "single";
  return options.downstream === true ? "downstream" : "upstream";
}

function printPreview(stages: readonly PreviewedStage[], options: ReproOptions): void {
  if (options.quiet === true && options.json !== true) return;
  printResult(options.json, { schema: "pawl.preview/1", stages }, renderPreview(stages));
}

function printOutcome(result: ReproduceResult, options: ReproOptions): void {
  if (options.quiet === true && options.json !== true) return;
  const lines = [...result.stages, ...result.failures].map((one) => {
    const time = one.state === "ran" ? ` in ${(one.durationMs / 1000).toFixed(1)} s` : "";
    return `${one.stage}: ${one.state}${time} (${one.reason})`;
  });
  const done = result.changed ? [] : ["Data and pipelines are up to date."];
  printResult(options.json, { schema: "pawl.pipeline/1", ...result }, [...lines, ...done]);
}
