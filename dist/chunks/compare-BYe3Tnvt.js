import { f as PawlError } from "./copy-CoEv6Qhj.js";
import { Cn as openGitRepository, cn as createModelRuntime, gn as createSql, in as createFileSystem, rn as createClock } from "./pipeline-DdGrLffK.js";
import { m as formatDifference, v as formatSide } from "./flowchart-CtvVGVVq.js";
import { t as readPolicyFile } from "./read-policy-DcsAWsBV.js";
import { a as openEvidence, l as selectModels, r as requireCommit, s as readRepositoryEvidence } from "./run-evaluate-DZYUrsgJ.js";
import { a as evaluate } from "./released-predictions-Ct2gcYMY.js";
import { n as summarizeEvaluations, t as renderEvaluationSummary } from "./evaluation-summary-Cvza56M8.js";
import { i as placeFile, n as openCommit, t as openBenches } from "./open-benches-DBZVn0T1.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
//#region src/app/compare.ts
async function compare(request, ports) {
	const { model, policy, base, head } = request;
	const bench = await ports.openBench();
	const { metricsFiles, params, notes } = await readRepositoryEvidence({
		baseSha: base.commit,
		gates: policy.gates
	}, {
		...ports,
		workspace: ports.head.view
	});
	const predictions = policy.evaluation?.predictions;
	if (predictions !== void 0) await placeFile(predictions, ports.head, bench);
	const result = await evaluate({
		model,
		policy,
		headSha: head.commit,
		baseSha: base.commit,
		champion: await readModel(request, base, ports),
		challenger: await readModel(request, head, ports),
		stages: [],
		isUnchanged: false,
		metricsFiles,
		params,
		sections: { notes: [...notes] }
	}, {
		...ports,
		files: predictions === void 0 ? ports.files : bench.files
	});
	return {
		...result,
		report: {
			...result.report,
			notes: notesOf(request, result.report)
		}
	};
}
async function readModel({ policy, model }, revision, { readArtifact }) {
	const { artifact, evaluation } = policy;
	const bytes = await readArtifact(artifact, revision.commit);
	const version = versionOf(revision.name, model);
	const source = version === null ? "base" : "release";
	const predictions = evaluation?.predictions === void 0 ? void 0 : await readArtifact(evaluation.predictions, revision.commit);
	if (bytes !== void 0) {
		const own = predictions === void 0 ? {} : { predictions };
		return {
			bytes,
			source,
			version,
			commit: revision.commit,
			...own
		};
	}
	if (evaluation?.data === void 0) return null;
	throw new PawlError("data.missing", { message: `${artifact} of ${revision.name} (${revision.commit.slice(0, 7)}) is in neither git, cache nor remote.` });
}
function versionOf(name, model) {
	const [owner, version] = name.split("@");
	return owner === model && version !== void 0 && /^v\d+\.\d+\.\d+/.test(version) ? version : null;
}
function notesOf({ base, head }, { notes }) {
	return [`compared by hand: ${head.name} against ${base.name}, on the rows of the work tree`, ...notes].slice(0, 50);
}
//#endregion
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
	program.command("compare").description("score the models of two revisions on the rows of the work tree and judge the gates").argument("<base>", "revision of the champion: a branch, tag or commit, or a version such as name@v1.2.0").argument("[head]", "revision of the challenger", "HEAD").option("--model <name>", "only this model (default: that of a version, else all)").option("--config <file>", "the policy file", ".github/pawl.yml").option("--md", "print Markdown, as the bot's comment").action(async (base, head, _, command) => {
		const { json, md, ...options } = command.optsWithGlobals();
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
