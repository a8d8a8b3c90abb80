import { n as renderPreview, r as printResult } from "./pipeline-DJgoMtB1.js";
import { i as InvalidArgumentError, n as Option } from "./commander-DFFLS3wq.js";
import { t as readGitHubOptions } from "./github-options-C2uLKqiZ.js";
//#region src/cli/repro.ts
function addReproCommand(program) {
	program.command("repro").description("run the stages of dvc.yaml that are stale; restore what ran before").argument("[targets...]", "stages, groups, dvc.yaml or .dvc files, outputs (default: dvc.yaml of the folder)").option("-f, --force", "run them even when nothing changed; with -s the targets even when they are frozen").option("-s, --single-item", "the targets alone, without what they need").option("-p, --pipeline", "everything that hangs together with the targets").option("-P, --all-pipelines", "all stages of the repository").option("-R, --recursive", "a folder means all that is defined in it").option("--downstream", "the targets and what needs them").option("--force-downstream", "once a stage ran, run those that need it directly").option("--glob", "targets may be patterns of stage names").option("--dry", "print what would run, and run nothing").option("-k, --keep-going", "after a failure go on with what does not need the failed stage").option("--ignore-errors", "after a failure go on with everything").option("--allow-missing", "absent data that did not change counts as current").option("--pull", "take missing data and results of earlier runs from the remote").option("--no-run-cache", "run even what ran before like this").option("--no-commit", "put nothing into the cache").option("-j, --jobs <number>", "how many stages may run at once", wholeNumber, 1).option("--lock-timeout <seconds>", "how long to wait for other runs and for dvc", wholeNumber, 600).addOption(new Option("--rev <revision>", "run another revision's pipeline, away from the work tree").conflicts("dry")).addOption(new Option("--record", "write the runs of the policy's models to the run ledger on GitHub (GITHUB_TOKEN, GITHUB_REPOSITORY)").conflicts(["dry", "rev"])).option("-q, --quiet", "print errors alone").action(async (targets, _, command) => {
		await repro(targets, command.optsWithGlobals());
	});
}
function wholeNumber(text) {
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= 1 && Number.isSafeInteger(value)) return value;
	throw new InvalidArgumentError("It must be a whole number, 1 or more.");
}
async function repro(targets, options) {
	const { abortOnTermination, openPipeline } = await import("./open-pipeline-Cm0G2jd9.js");
	const { findRepository } = await import("./find-repository-DIkIM5B-.js");
	const { createProgressDisplay } = await import("./progress-display-eepfnh9Z.js");
	using termination = abortOnTermination();
	const { root, folder } = findRepository(process.cwd());
	const display = await createProgressDisplay({ isQuiet: options.quiet ?? false });
	try {
		const request = {
			...readRequest(targets, folder, options),
			progress: display.progress
		};
		if (options.rev !== void 0) {
			const { reproduceRevision } = await import("./reproduce-revision-NWxiUyzf.js");
			const result = await reproduceRevision({
				root,
				revision: options.rev,
				withRemote: options.pull === true
			}, {
				...request,
				signal: termination.signal
			}, display.log);
			display.stop();
			return printOutcome(result, options);
		}
		const { remote, ...local } = await openPipeline(root, display.log);
		const ports = {
			...local,
			remote: options.pull === true ? remote : void 0
		};
		if (options.dry === true) {
			const { preview } = await import("./preview-CTb88Kjf.js");
			printPreview(await preview(request, ports), options);
		} else {
			const { reproduce } = await import("./reproduce-D6kMmlAX.js");
			const recorder = await openRecorder(options, {
				root,
				progress: request.progress,
				log: display.log
			});
			const watched = {
				...request,
				progress: recorder.progress,
				signal: termination.signal
			};
			const result = await recorder.record(() => reproduce(watched, ports));
			display.stop();
			printOutcome(result, options);
		}
	} finally {
		display.stop();
	}
}
async function openRecorder(options, place) {
	if (options.record !== true) return {
		progress: place.progress,
		record: (run) => run()
	};
	const { openReproRecorder } = await import("./record-repro-SgmfJE0X.js");
	return openReproRecorder({
		...place,
		github: readGitHubOptions("repro --record")
	});
}
function readRequest(targets, folder, options) {
	const isAll = options.allPipelines === true;
	const isSingle = options.singleItem === true && !isAll && options.pipeline !== true;
	return {
		folder,
		...isAll ? {} : { targets: targets.length === 0 ? ["dvc.yaml"] : targets },
		extent: extentOf(options),
		isGlob: options.glob ?? false,
		isRecursive: options.recursive ?? false,
		...options.force === true ? { force: isSingle ? "targets" : "all" } : {},
		isForcedDownstream: options.forceDownstream ?? false,
		allowsMissing: options.allowMissing ?? false,
		ignoresRunCache: !options.runCache,
		isUncommitted: !options.commit,
		onError: options.ignoreErrors === true ? "ignore" : options.keepGoing === true ? "keep-going" : "fail",
		jobs: options.jobs,
		lockTimeoutMs: options.lockTimeout * 1e3
	};
}
function extentOf(options) {
	if (options.pipeline === true) return "pipeline";
	if (options.singleItem === true) return "single";
	return options.downstream === true ? "downstream" : "upstream";
}
function printPreview(stages, options) {
	if (options.quiet === true && options.json !== true) return;
	printResult(options.json, {
		schema: "pawl.preview/1",
		stages
	}, renderPreview(stages));
}
function printOutcome(result, options) {
	if (options.quiet === true && options.json !== true) return;
	const lines = [...result.stages, ...result.failures].map((one) => {
		const time = one.state === "ran" ? ` in ${(one.durationMs / 1e3).toFixed(1)} s` : "";
		return `${one.stage}: ${one.state}${time} (${one.reason})`;
	});
	const done = result.changed ? [] : ["Data and pipelines are up to date."];
	printResult(options.json, {
		schema: "pawl.pipeline/1",
		...result
	}, [...lines, ...done]);
}
//#endregion
export { addReproCommand };
