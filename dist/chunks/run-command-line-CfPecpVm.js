import { f as PawlError } from "./copy-W2n1VAGm.js";
import { r as CommanderError, t as Command } from "./commander-DFFLS3wq.js";
//#region src/cli/verb-list.ts
const verbList = [
	{
		name: "init",
		term: "init [options] [directory]",
		description: "set up DVC's files as `dvc init`, .github/pawl.yml and the workflow; what is there stays"
	},
	{
		name: "install",
		term: "install",
		description: "let git merge dvc.lock and .dvc files by pawl in this repository"
	},
	{
		name: "git-hook",
		term: "git-hook",
		description: "commands that git runs; `pawl install` sets them up"
	},
	{
		name: "validate",
		term: "validate [options]",
		description: "check .github/pawl.yml and dvc.yaml and print everything that is wrong, with lines"
	},
	{
		name: "config",
		term: "config [options] [name] [value]",
		description: "show or set options of DVC's configuration"
	},
	{
		name: "remote",
		term: "remote",
		description: "set up the places that data is shared through"
	},
	{
		name: "sandbox",
		term: "sandbox [options]",
		description: "serve a GitHub on 127.0.0.1 with a workflow runner, until stopped; docs/guides/sandbox.md says what it knows"
	},
	{
		name: "bot",
		term: "bot [options]",
		description: "run the bot as a server for a GitHub App, until stopped; docs/guides/bot.md lists its settings"
	},
	{
		name: "stage",
		term: "stage",
		description: "look at the stages of dvc.yaml"
	},
	{
		name: "add",
		term: "add [options] <paths...>",
		description: "put files and directories under version control; git keeps a small .dvc file"
	},
	{
		name: "repro",
		term: "repro [options] [targets...]",
		description: "run the stages of dvc.yaml that are stale; restore what ran before"
	},
	{
		name: "status",
		term: "status [options] [targets...]",
		description: "show which stages and data files changed"
	},
	{
		name: "checkout",
		term: "checkout [options] [targets...]",
		description: "put the cache's data into the work tree"
	},
	{
		name: "fetch",
		term: "fetch [options] [targets...]",
		description: "bring data and models from the remote into the cache"
	},
	{
		name: "pull",
		term: "pull [options] [targets...]",
		description: "bring data and models from the remote into the work tree"
	},
	{
		name: "push",
		term: "push [options] [targets...]",
		description: "send data and models to the remote"
	},
	{
		name: "gc",
		term: "gc [options]",
		description: "delete data that no branch, tag, Release or work tree needs"
	},
	{
		name: "dag",
		term: "dag [options] [target]",
		description: "draw the graph of stages and data"
	},
	{
		name: "diff",
		term: "diff [options] [a] [b]",
		description: "what changed in the data between two revisions, or a revision and the work tree"
	},
	{
		name: "data",
		term: "data",
		description: "look at data under version control"
	},
	{
		name: "metrics",
		term: "metrics",
		description: "show and compare metrics"
	},
	{
		name: "params",
		term: "params",
		description: "compare parameters"
	},
	{
		name: "plots",
		term: "plots",
		description: "draw and compare plots"
	},
	{
		name: "evaluate",
		term: "evaluate [options]",
		description: "metrics with intervals: of a table with --data, else of the repository's models against their champions"
	},
	{
		name: "compare",
		term: "compare [options] <base> [head]",
		description: "score the models of two revisions on the rows of the work tree and judge the gates"
	},
	{
		name: "report",
		term: "report [options] <file>",
		description: "show a report that evaluate wrote: as text, Markdown or one HTML page with live plots"
	},
	{
		name: "models",
		term: "models",
		description: "look at the registry of models, and withdraw from it"
	},
	{
		name: "register",
		term: "register [options]",
		description: "give each model of the checked out commit whose artifact is new a version, tag and Release"
	},
	{
		name: "promote",
		term: "promote [options] <model>",
		description: "put a version into an environment: assignment tag, then Deployment"
	},
	{
		name: "rollback",
		term: "rollback [options] <model>",
		description: "put the version before back into an environment"
	},
	{
		name: "runs",
		term: "runs",
		description: "look at the ledger of runs and decisions"
	},
	{
		name: "serve",
		term: "serve [options]",
		description: "answer the Open Inference Protocol v2 for one ONNX file, until stopped"
	},
	{
		name: "monitor",
		term: "monitor [options]",
		description: "judge the prediction logs of live models; keep one drift issue a cause; start retraining by policy"
	},
	{
		name: "drift",
		term: "drift [options]",
		description: "compare two tables column by column"
	},
	{
		name: "profile",
		term: "profile [options]",
		description: "describe a table's columns for later comparison; no rows are in it"
	}
];
//#endregion
//#region src/cli/commands.ts
const loaders = {
	init: async () => (await import("./init-6QziP_OV.js")).addInitCommand,
	install: async () => (await import("./install-BabF5UC4.js")).addInstallCommand,
	"git-hook": async () => (await import("./git-hook-n1Ea9jVE.js")).addGitHookCommand,
	validate: async () => (await import("./validate-ICwpESqg.js")).addValidateCommand,
	config: async () => (await import("./config-CPujc6iB.js")).addConfigCommand,
	remote: async () => (await import("./remote-Dxn6UxRF.js")).addRemoteCommand,
	sandbox: async () => (await import("./sandbox-BfuBg89B.js")).addSandboxCommand,
	bot: async () => (await import("./bot-lu1CVCuw.js")).addBotCommand,
	stage: async () => (await import("./stage-BeoztBU_.js")).addStageCommand,
	add: async () => (await import("./add-ByGKQmMG.js")).addAddCommand,
	repro: async () => (await import("./repro-lIHabTZO.js")).addReproCommand,
	status: async () => (await import("./status-UpXtYF9p.js")).addStatusCommand,
	checkout: async () => (await import("./checkout-C5qooDxJ.js")).addCheckoutCommand,
	fetch: async () => (await import("./fetch-JKsEsAfn.js")).addFetchCommand,
	pull: async () => (await import("./pull-COum3Mcu.js")).addPullCommand,
	push: async () => (await import("./push-CetRkoUu.js")).addPushCommand,
	gc: async () => (await import("./gc-CTtydk1o.js")).addGcCommand,
	dag: async () => (await import("./dag-BkmcTIgr.js")).addDagCommand,
	diff: async () => (await import("./diff-CPZk5uID.js")).addDiffCommand,
	data: async () => (await import("./data-CSMjOssd.js")).addDataCommand,
	metrics: async () => (await import("./metrics-Cl_9pJgp.js")).addMetricsCommand,
	params: async () => (await import("./params-DfM8SphC.js")).addParamsCommand,
	plots: async () => (await import("./plots-P1VJo-WL.js")).addPlotsCommand,
	evaluate: async () => (await import("./evaluate-DJrlDMU0.js")).addEvaluateCommand,
	compare: async () => (await import("./compare-DAHyERH7.js")).addCompareCommand,
	report: async () => (await import("./report-uAwruXtP.js")).addReportCommand,
	models: async () => (await import("./models-rYcv5LAZ.js")).addModelsCommand,
	register: async () => (await import("./register-C6LCeHam.js")).addRegisterCommand,
	promote: async () => (await import("./promote-DMg20Fsk.js")).addPromoteCommand,
	rollback: async () => (await import("./promote-DMg20Fsk.js")).addPromoteCommand,
	runs: async () => (await import("./runs-LxgooqE1.js")).addRunsCommand,
	serve: async () => (await import("./serve-3kNE51A0.js")).addServeCommand,
	monitor: async () => (await import("./monitor-B7R7Cs87.js")).addMonitorCommand,
	drift: async () => (await import("./drift--O0XyEh_.js")).addDriftCommand,
	profile: async () => (await import("./profile-6LJl-CKP.js")).addProfileCommand
};
async function addCommands(program, args) {
	const load = Object.entries(loaders).find(([name]) => name === findVerb(args))?.[1];
	if (load === void 0) listVerbs(program);
	else (await load())(program);
}
function listVerbs(program) {
	const terms = new Map(verbList.map(({ name, term }) => [name, term]));
	program.configureHelp({ subcommandTerm: (command) => terms.get(command.name()) ?? "help [command]" });
	for (const { name, description } of verbList) program.command(name).description(description);
}
function findVerb(args) {
	const [first, ...rest] = args;
	if (first === "--cd") return findVerb(rest.slice(1));
	if (first === "help") return findVerb(rest);
	return first?.startsWith("-") === true ? findVerb(rest) : first;
}
//#endregion
//#region src/cli/run-command-line.ts
async function runCommandLine(args) {
	const program = new Command("pawl").description("MLOps in your pull requests. A model only moves forward.").option("--json", "print one JSON document on standard output and nothing else there").option("--cd <dir>", "run in another directory").hook("preAction", (command) => {
		const { cd } = command.opts();
		if (cd !== void 0) changeDirectory(cd);
	}).exitOverride();
	try {
		await addCommands(program, args);
		await program.parseAsync([...args], { from: "user" });
		return typeof process.exitCode === "number" ? process.exitCode : 0;
	} catch (error) {
		return explain(error);
	}
}
function changeDirectory(directory) {
	try {
		process.chdir(directory);
	} catch (cause) {
		throw new PawlError("usage.invalid", {
			message: `--cd ${directory}: there is no such directory.`,
			cause
		});
	}
}
function explain(error) {
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
	if (error instanceof PawlError) {
		console.error(`pawl: ${error.message}\n${error.hint} (${error.code})`);
		return error.exitStatus;
	}
	const reason = error instanceof Error ? error.message : String(error);
	console.error(`pawl: ${reason.split("\n")[0] ?? ""}`);
	console.error("This is not expected. Run again with PAWL_DEBUG=1 and report what it prints.");
	if (process.env["PAWL_DEBUG"] === "1") console.error(error);
	return 1;
}
//#endregion
export { runCommandLine };
