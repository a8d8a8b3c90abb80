import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Tn as openGitRepository, an as createClock, on as createFileSystem, un as createModelRuntime, vn as createSql } from "./pipeline-CJbzdjho.js";
import { r as formatDifference, s as formatSide } from "./format-metric-CisidVRA.js";
import { t as readPolicyFile } from "./read-policy-DF6Q-ta5.js";
import { a as openEvidence, r as requireCommit, u as selectModels } from "./run-evaluate-4qWuYBYi.js";
import { n as summarizeEvaluations, t as renderEvaluationSummary } from "./evaluation-summary-CBM0Vf-K.js";
import { n as openCommit, t as openBenches } from "./open-benches-DAlCbjBE.js";
import { n as versionOf, t as compare } from "./compare-2CidJMRV.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
//#region src/runtime/run-compare.ts
async function runCompare(options) {
	const { directory } = options;
	const files = await createFileSystem(directory);
	const git = await openGitRepository(directory);
	const base = {
		name: options.base,
		commit: await requireCommit(git, options.base)
	};
	const head = {
		name: options.head,
		commit: await requireCommit(git, options.head)
	};
	const policy = await readPolicyFile(files, options.config);
	const named = Object.keys(policy.models).find((model) => [base, head].some(({ name }) => versionOf(name, model) !== null));
	const [sql, evidence] = await Promise.all([createSql(), openEvidence(files)]);
	await using benches = openBenches(directory);
	try {
		const ports = {
			sql,
			files,
			revisions: evidence.revisions,
			objects: evidence.objects,
			clock: createClock(),
			modelRuntime: await createModelRuntime(),
			head: await openCommit(head.commit, directory, git),
			readArtifact: evidence.readBaseArtifact,
			openBench: benches.open
		};
		const results = [];
		const models = Object.entries(selectModels(policy, options.model ?? named));
		for (const [model, own] of models) results.push(await compare({
			model,
			policy: own,
			base,
			head
		}, ports));
		return results;
	} finally {
		await evidence.close();
		await sql.close();
	}
}
//#endregion
//#region src/cli/compare.ts
function addCompareCommand(program) {
	program.command("compare").description("score the models of two revisions on the rows of the work tree and judge the gates").argument("<base>", "revision of the champion: a branch, tag or commit, or a version such as name@v1.2.0").argument("[head]", "revision of the challenger", "HEAD").option("--model <name>", "only this model (default: that of a version, else all)").option("--config <file>", "the policy file", ".github/pawl.yml").option("--md", "print Markdown, as the bot's comment").option("--explain", "say what made the difference: code, parameters, data; prints a plan and trains nothing").option("--run", "with --explain: train the combinations that the run-cache does not hold").action(async (base, head, _, command) => {
		const { json, md, explain, run, ...options } = command.optsWithGlobals();
		if (explain === true) {
			const { explainComparison } = await import("./compare-explain-kQM-xVm8.js");
			return explainComparison(base, head, {
				...options,
				json,
				md,
				run
			});
		}
		if (run === true) throw new PawlError("usage.invalid", { message: "--run goes with --explain: a comparison trains nothing." });
		const results = await runCompare({
			...options,
			directory: process.cwd(),
			base,
			head
		});
		const outcome = summarizeEvaluations(results);
		const reports = results.map(({ report }) => report);
		if (json === true) console.log(JSON.stringify(outcome.result));
		else if (md === true) console.log(renderEvaluationSummary(reports));
		else console.log([...reports.map(linesOf), `${outcome.reason} (${outcome.reasonCode})`].join("\n\n"));
		process.exitCode = outcome.decision === "negative" ? 3 : 0;
	});
}
function linesOf({ model, data, metrics, gates, notes }) {
	const rows = metrics.map((metric) => [
		metric.metric,
		formatSide(metric, "champion"),
		formatSide(metric, "challenger"),
		formatDifference(metric),
		metric.verdict
	]);
	const judged = gates.map(({ status, gate, slice, reason }) => [
		status,
		gate,
		slice ?? "",
		reason
	]);
	return [
		`${model}: ${data === null ? "metrics files" : `${data.rows} rows of ${data.path}`}`,
		renderTextTable([
			"Metric",
			"Base",
			"Head",
			"Change",
			"Verdict"
		], rows, "plain"),
		...judged.length === 0 ? [] : [renderTextTable([
			"Status",
			"Gate",
			"Slice",
			"Reason"
		], judged, "plain")],
		...notes
	].join("\n");
}
//#endregion
export { addCompareCommand };
