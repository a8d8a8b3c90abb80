import { f as PawlError } from "./copy-W2n1VAGm.js";
import { s as readRepositoryEvidence } from "./run-evaluate-4qWuYBYi.js";
import { a as evaluate } from "./released-predictions-a9gurq5w.js";
import { n as placeFile } from "./bench-DMaoXcTG.js";
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
export { versionOf as n, compare as t };
