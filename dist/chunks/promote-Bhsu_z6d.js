import { nn as createFileSystem, rn as createGitHub, tn as createClock } from "./pipeline-ex9HlBJS.js";
import { r as rollback, t as promote } from "./promote-DK0mEoT-.js";
import { n as policyPath } from "./parse-policy-DlZZnKvD.js";
import { t as readPolicyFile } from "./read-policy-CM5x9BZE.js";
import { t as readGitHubOptions } from "./github-options-C53DSnkO.js";
//#region src/runtime/run-promote.ts
async function runPromote(options) {
	const { model, environment, version } = options;
	const { github, environments, requester } = await connect(options);
	return await promote({
		model,
		environment,
		environments,
		requester,
		target: version === void 0 ? { kind: "greatest" } : {
			kind: "version",
			version
		},
		source: "cli"
	}, {
		...github,
		clock: createClock()
	});
}
async function runRollback(options) {
	const { model, environment, version: to } = options;
	const { github, environments, requester } = await connect(options);
	return await rollback({
		model,
		environment,
		environments,
		requester,
		to
	}, {
		...github,
		clock: createClock()
	});
}
async function connect(options) {
	const { model, directory, config, token, repository, apiUrl } = options;
	const policy = await readPolicyFile(await createFileSystem(directory), config);
	const github = await createGitHub({
		apiUrl,
		repository,
		auth: { token }
	});
	const { login } = await github.members.self();
	const role = await github.members.roleOf(login);
	return {
		github,
		environments: policy.models[model]?.environments,
		requester: {
			login,
			role
		}
	};
}
//#endregion
//#region src/cli/promote.ts
function addPromoteCommand(program) {
	program.command("promote <model>").description("put a version into an environment: assignment tag, then Deployment").requiredOption("--to <environment>", "the environment").option("--version <version>", "such as v1.2.0; default: the greatest").option("--config <path>", "the policy file", policyPath).action(async (model, _, command) => {
		const { to, version, config, json } = command.optsWithGlobals();
		print(await runPromote({
			model,
			environment: to,
			config,
			directory: process.cwd(),
			version,
			...readGitHubOptions("promote")
		}), json === true);
	});
	program.command("rollback <model>").description("put the version before back into an environment").requiredOption("--from <environment>", "the environment").option("--to <version>", "the version to go to; default: the one before").option("--config <path>", "the policy file", policyPath).action(async (model, _, command) => {
		const { from, to, config, json } = command.optsWithGlobals();
		print(await runRollback({
			model,
			environment: from,
			config,
			directory: process.cwd(),
			version: to,
			...readGitHubOptions("rollback")
		}), json === true);
	});
}
function print(result, isJson) {
	const line = `${result.reason} (${result.reasonCode})`;
	console.log(isJson ? JSON.stringify({
		schema: "pawl.promote/1",
		...result
	}, null, 2) : line);
	if (result.decision === "refused") process.exitCode = 3;
}
//#endregion
export { addPromoteCommand };
