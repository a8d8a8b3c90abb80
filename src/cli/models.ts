import type { Command } from "commander";
import { listModels, modelHistory, modelsAt, showModel } from "../app/read-models.ts";
import { verifyModels } from "../app/verify-models.ts";
import { policyPath } from "../config/parse-policy.ts";
import {
  renderModelsAt,
  renderModelsHistory,
  renderModelsList,
  renderModelsShow,
  renderModelsVerify,
} from "../report/models-text.ts";
import { openRegistry, type OpenedRegistry } from "../runtime/open-registry.ts";
import { readGitHubOptions } from "./github-options.ts";
import { addWithdrawCommands } from "./models-withdraw.ts";
import { printResult } from "./print-result.ts";

interface ReadOptions {
  readonly repository?: string;
  readonly model?: string;
  readonly environment?: string;
  readonly live?: boolean;
  readonly config: string;
  readonly json?: boolean;
}

/** Adds `pawl models`: what the registry says, then the verbs that withdraw. */
export function addModelsCommand(program: Command): void {
  const models = program
    .command("models")
    .description("look at the registry of models, and withdraw from it");
  addReading(models, "list", "every model, its greatest version and where it is").action(
    async (_: unknown, command: Command) => {
      const { options, registry } = await open(command);
      const list = await listModels(registry);
      printResult(options.json, list, [renderModelsList(list)]);
    },
  );
  addReading(models, "show <model>", "versions and environments of a model").action(
    async (model: string, _: unknown, command: Command) => {
      const { options, registry } = await open(command);
      const shown = await showModel(model, registry);
      printResult(options.json, shown, [renderModelsShow(shown)]);
    },
  );
  addReading(models, "history [model]", "every event, newest first").action(
    async (model: string | undefined, _: unknown, command: Command) => {
      const { options, registry } = await open(command);
      const history = await modelHistory(model, registry);
      printResult(options.json, history, [renderModelsHistory(history)]);
    },
  );
  addAt(models);
  addVerify(models);
  addWithdrawCommands(models);
}

function addAt(models: Command): void {
  addReading(models, "at <date>", "which version was in an environment on a day, and who put it there")
    .option("--model <name>", "this model only")
    .option("--environment <name>", "this environment only")
    .action(async (date: string, _: unknown, command: Command) => {
      const { options, registry } = await open(command);
      const { model, environment } = options;
      const answer = await modelsAt({ date, model, environment }, registry);
      printResult(options.json, answer, [renderModelsAt(answer)]);
    });
}

function addVerify(models: Command): void {
  addReading(models, "verify", "find contradictions among tags, Releases, manifests, assets and dvc.lock")
    .option("--model <name>", "this model only")
    .option("--live", "manifests and assets only of versions in use and of the three greatest")
    .action(async (_: unknown, command: Command) => {
      const { options, registry } = await open(command);
      const depth = options.live === true ? ("live" as const) : ("all" as const);
      const result = await verifyModels({ model: options.model, models: registry.models, depth }, registry);
      const report = {
        schema: "pawl.models-verify/1" as const,
        source: registry.source,
        ...result,
        findings: [...result.findings],
      };
      printResult(options.json, report, [renderModelsVerify(report)]);
      if (result.decision === "negative") process.exitCode = 3;
    });
}

function addReading(models: Command, nameAndArgs: string, description: string): Command {
  return models
    .command(nameAndArgs)
    .description(description)
    .option("--repository <owner/name>", "read over GitHub's API; default: the tags of this clone, offline")
    .option("--config <path>", "the policy file", policyPath);
}

async function open(
  command: Command,
): Promise<{ readonly options: ReadOptions; readonly registry: OpenedRegistry }> {
  const options = command.optsWithGlobals<ReadOptions>();
  const { repository, config } = options;
  const remote =
    repository === undefined ? undefined : readGitHubOptions(`models ${command.name()}`, repository);
  return {
    options,
    registry: await openRegistry({ directory: process.cwd(), config, remote, variables: process.env }),
  };
}
