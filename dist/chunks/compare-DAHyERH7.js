import { f as PawlError } from "./copy-W2n1VAGm.js";
import { an as createClock, un as createModelRuntime, vn as createSql } from "./pipeline-DJgoMtB1.js";
import { r as formatDifference, s as formatSide } from "./format-metric-CisidVRA.js";
import { a as openEvidence } from "./run-evaluate-CN3C1tvW.js";
import { n as summarizeEvaluations, t as renderEvaluationSummary } from "./evaluation-summary-Jjz0gSxw.js";
import { n as openCommit, t as openBenches } from "./open-benches-MlK9XymG.js";
import { n as compare, t as openComparison } from "./open-comparison-Bvit7De1.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
//#region src/runtime/run-compare.ts
async function runCompare(options) {
	const { directory } = options;
	const { files, git, base, head, models } = await openComparison(options);
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
		for (const [model, policy] of Object.entries(models)) results.push(await compare({
			model,
			policy,
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
			const { explainComparison } = await import("./compare-explain-DsKdCQzN.js");
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
