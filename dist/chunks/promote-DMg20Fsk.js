import { an as createClock, on as createFileSystem, sn as createGitHub } from "./pipeline-DJgoMtB1.js";
import { n as policyPath } from "./parse-policy-CiPne4bg.js";
import { a as rollback, i as promote, n as promotionPlanLines, t as recordPromotions } from "./record-promotions-B-fvaw0Z.js";
import { t as openLedger } from "./open-ledger-CYPiaLwr.js";
import { t as actionLog } from "./run-action-Dqp5Gw2y.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { t as createCommandLog } from "./command-log-CoWntGrM.js";
import { t as readGitHubOptions } from "./github-options-C2uLKqiZ.js";
//#region src/runtime/run-promote.ts
async function runPromote(options) {
	const { model, environment, version, isDryRun } = options;
	const { github, policy, requester, record } = await connect(options);
	return await record(await promote({
		model,
		environment,
		policy,
		requester,
		target: version === void 0 ? { kind: "greatest" } : {
			kind: "version",
			version
		},
		isDryRun,
		source: "cli"
	}, {
		...github,
		clock: createClock()
	}));
}
async function runRollback(options) {
	const { model, environment, version: to, isDryRun, reason } = options;
	const { github, policy, requester, record } = await connect(options);
	return await record(await rollback({
		model,
		environment,
		policy,
		requester,
		to,
		isDryRun,
		reason
	}, {
		...github,
		clock: createClock()
	}));
}
async function connect(options) {
	const { model, directory, config, token, repository, apiUrl } = options;
	const { models, runs } = await readPolicyFile(await createFileSystem(directory), config);
	const policy = Object.hasOwn(models, model) ? models[model] : void 0;
	const github = await createGitHub({
		apiUrl,
		repository,
		auth: { token }
	});
	const { login } = await github.members.self();
	const role = await github.members.roleOf(login);
	const record = async (result) => {
		if (options.isDryRun !== true) await recordDecisions(runs, github, options.log ?? actionLog);
		return result;
	};
	return {
		github,
		policy,
		requester: {
			login,
			role
		},
		record
	};
}
async function recordDecisions(runs, github, log) {
	if (runs === void 0) return;
	await recordPromotions({
		github,
		log,
		ledger: openLedger({
			github,
			log,
			branch: runs.branch
		})
	});
}
//#endregion
//#region src/cli/promote.ts
function addPromoteCommand(program) {
	program.command("promote <model>").description("put a version into an environment: assignment tag, then Deployment").requiredOption("--to <environment>", "the environment").option("--version <version>", "such as v1.2.0; default: the greatest").option("--config <path>", "the policy file", policyPath).option("--dry-run", "print the plan and write nothing").action(async (model, _, command) => {
		const { to, version, config, json, dryRun = false } = command.optsWithGlobals();
		const place = {
			model,
			environment: to,
			config,
			directory: process.cwd(),
			isDryRun: dryRun
		};
		const log = createCommandLog();
		print(await runPromote({
			...place,
			log,
			version,
			...readGitHubOptions("promote")
		}), json === true);
	});
	program.command("rollback <model>").description("put the version before back into an environment").requiredOption("--from <environment>", "the environment").option("--to <version>", "the version to go to; default: the one before").option("--reason <text>", "why, for the issue that is opened").option("--config <path>", "the policy file", policyPath).option("--dry-run", "print the plan and write nothing").action(async (model, _, command) => {
		const { from, to, reason, config, json, dryRun = false } = command.optsWithGlobals();
		const place = {
			model,
			environment: from,
			config,
			directory: process.cwd(),
			isDryRun: dryRun,
			reason
		};
		const log = createCommandLog();
		print(await runRollback({
			...place,
			log,
			version: to,
			...readGitHubOptions("rollback")
		}), json === true);
	});
}
function print(result, isJson) {
	const lines = "plan" in result ? promotionPlanLines(result.plan) : [];
	const text = [`${result.reason} (${result.reasonCode})`, ...lines].join("\n");
	console.log(isJson ? JSON.stringify({
		schema: "pawl.promote/1",
		...result
	}, null, 2) : text);
	const wouldBeRefused = result.decision === "planned" && result.reasonCode !== "planned";
	if (result.decision === "refused" || wouldBeRefused) process.exitCode = 3;
}
//#endregion
export { addPromoteCommand };
