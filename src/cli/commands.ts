import type { Command } from "commander";
import { verbList } from "./verb-list.ts";

type AddCommand = (program: Command) => void;

/** Every verb, in the order of the help: set-up, DVC's, models, live. A command line loads only the one that it runs. */
const loaders: Readonly<Record<string, () => Promise<AddCommand>>> = {
  init: async () => (await import("./init.ts")).addInitCommand,
  install: async () => (await import("./install.ts")).addInstallCommand,
  "git-hook": async () => (await import("./git-hook.ts")).addGitHookCommand,
  validate: async () => (await import("./validate.ts")).addValidateCommand,
  config: async () => (await import("./config.ts")).addConfigCommand,
  remote: async () => (await import("./remote.ts")).addRemoteCommand,
  sandbox: async () => (await import("./sandbox.ts")).addSandboxCommand,
  bot: async () => (await import("./bot.ts")).addBotCommand,
  stage: async () => (await import("./stage.ts")).addStageCommand,
  add: async () => (await import("./add.ts")).addAddCommand,
  repro: async () => (await import("./repro.ts")).addReproCommand,
  status: async () => (await import("./status.ts")).addStatusCommand,
  checkout: async () => (await import("./checkout.ts")).addCheckoutCommand,
  fetch: async () => (await import("./fetch.ts")).addFetchCommand,
  pull: async () => (await import("./pull.ts")).addPullCommand,
  push: async () => (await import("./push.ts")).addPushCommand,
  gc: async () => (await import("./gc.ts")).addGcCommand,
  dag: async () => (await import("./dag.ts")).addDagCommand,
  diff: async () => (await import("./diff.ts")).addDiffCommand,
  data: async () => (await import("./data.ts")).addDataCommand,
  metrics: async () => (await import("./metrics.ts")).addMetricsCommand,
  params: async () => (await import("./params.ts")).addParamsCommand,
  plots: async () => (await import("./plots.ts")).addPlotsCommand,
  evaluate: async () => (await import("./evaluate.ts")).addEvaluateCommand,
  compare: async () => (await import("./compare.ts")).addCompareCommand,
  report: async () => (await import("./report.ts")).addReportCommand,
  models: async () => (await import("./models.ts")).addModelsCommand,
  register: async () => (await import("./register.ts")).addRegisterCommand,
  promote: async () => (await import("./promote.ts")).addPromoteCommand,
  rollback: async () => (await import("./promote.ts")).addPromoteCommand,
  runs: async () => (await import("./runs.ts")).addRunsCommand,
  serve: async () => (await import("./serve.ts")).addServeCommand,
  monitor: async () => (await import("./monitor.ts")).addMonitorCommand,
  drift: async () => (await import("./drift.ts")).addDriftCommand,
  profile: async () => (await import("./profile.ts")).addProfileCommand,
};

/** Adds the verb that the arguments name; when they name none, what help and corrections need of all verbs. */
export async function addCommands(program: Command, args: readonly string[]): Promise<void> {
  const load = Object.entries(loaders).find(([name]) => name === findVerb(args))?.[1];
  if (load === undefined) listVerbs(program);
  else (await load())(program);
}

/** Adds every verb with its code, in the order of the help. */
export async function addAllCommands(program: Command): Promise<void> {
  const adders = await Promise.all(Object.values(loaders).map(async (load) => load()));
  for (const add of new Set(adders)) add(program);
}

function listVerbs(program: Command): void {
  const terms = new Map<string, string>(verbList.map(({ name, term }) => [name, term]));
  program.configureHelp({ subcommandTerm: (command) => terms.get(command.name()) ?? "help [command]" });
  for (const { name, description } of verbList) program.command(name).description(description);
}

/** The first argument that is neither an option of the program nor the value of one, nor `help` before a verb. */
function findVerb(args: readonly string[]): string | undefined {
  const [first, ...rest] = args;
  if (first === "--cd") return findVerb(rest.slice(1));
  if (first === "help") return findVerb(rest);
  return first?.startsWith("-") === true ? findVerb(rest) : first;
}
