import { f as PawlError } from "./copy-W2n1VAGm.js";
import { o as tagsOnGitHub } from "./finding-Bq-k8uI1.js";
import { a as toFailed, r as warnOf } from "./open-registry-CgxxShHC.js";
import { t as expandEnvironment } from "./expand-environment-D6mcx6oj.js";
import { i as exportToMlflow, t as readExportableRuns } from "./export-runs-B8pFaCRQ.js";
//#region src/runtime/mirror-to-mlflow.ts
async function mirrorToMlflow(options) {
	const { policy, log } = options;
	if (policy.registry?.mirror.mlflow !== true) return [];
	const results = await sendAll(options);
	warnOf(results, log);
	return results;
}
async function sendAll(options) {
	const { policy, directory, config, repository, github, variables, log } = options;
	const { branch, mlflow } = policy.runs ?? {};
	try {
		const warn = (message) => log.warning(message);
		const uri = expandEnvironment(mlflow?.tracking_uri ?? "", variables);
		const { entries } = await readExportableRuns({
			directory,
			config,
			branch,
			warn
		});
		const { models } = await exportToMlflow(entries, {
			directory,
			config,
			repository,
			variables,
			uri,
			experiment: void 0,
			tags: tagsOnGitHub(github)
		});
		return models.map(toResult);
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		return [{
			mirror: "mlflow",
			model: "*",
			url: null,
			...toFailed(null, error)
		}];
	}
}
function toResult({ model, created, aliasesSet, aliasesRemoved, deregistered }) {
	const base = {
		mirror: "mlflow",
		model,
		version: null,
		hint: null,
		url: null
	};
	if (created + aliasesSet + aliasesRemoved + deregistered === 0) return {
		...base,
		decision: "unchanged",
		reasonCode: "present",
		reason: `${model} is there already`
	};
	const reason = `${model}: ${created} versions registered, ${aliasesSet} aliases set, ${aliasesRemoved} removed, ${deregistered} withdrawn`;
	return {
		...base,
		decision: "mirrored",
		reasonCode: "mirrored",
		reason
	};
}
//#endregion
export { mirrorToMlflow as t };
