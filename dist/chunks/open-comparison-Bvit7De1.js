import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Tn as openGitRepository, on as createFileSystem } from "./pipeline-DJgoMtB1.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { r as requireCommit, s as readRepositoryEvidence, u as selectModels } from "./run-evaluate-CN3C1tvW.js";
import { a as evaluate } from "./released-predictions-B9fx67tZ.js";
import { n as placeFile } from "./bench-C_S3Bsw7.js";
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
//#region src/runtime/open-comparison.ts
async function openComparison(place) {
	const files = await createFileSystem(place.directory);
	const git = await openGitRepository(place.directory);
	const base = {
		name: place.base,
		commit: await requireCommit(git, place.base)
	};
	const head = {
		name: place.head,
		commit: await requireCommit(git, place.head)
	};
	const policy = await readPolicyFile(files, place.config);
	const named = Object.keys(policy.models).find((model) => [base, head].some(({ name }) => versionOf(name, model) !== null));
	return {
		files,
		git,
		base,
		head,
		models: selectModels(policy, place.model ?? named)
	};
}
//#endregion
export { compare as n, openComparison as t };
