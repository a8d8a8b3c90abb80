import { arch, availableParallelism, platform, totalmem } from "node:os";
import { version } from "node:process";
//#region src/app/ledger/run-place.ts
function recordRun(place, subject, facts) {
	const { id: prefix, attemptBefore, ...where } = place;
	const suffix = `/${facts.verb}/${subject}`;
	return {
		...where,
		schema: "pawl.run/1",
		id: `${prefix}${suffix}`,
		key: `run/${prefix}${suffix}`,
		params: {},
		inputs: [],
		outputs: [],
		metrics: [],
		artifacts: [],
		parents: [],
		retryOf: attemptBefore === null ? null : `${attemptBefore}${suffix}`,
		...facts
	};
}
function recordDecision(place, facts) {
	const { runId } = place.trigger;
	return {
		schema: "pawl.audit/1",
		at: place.endedAt,
		outcome: "done",
		source: runId === null ? "cli" : "action",
		actor: place.actor,
		previousVersion: null,
		environment: null,
		modelDigest: null,
		shas: {
			commit: null,
			head: null,
			base: null,
			policy: place.commit
		},
		gates: [],
		approvals: [],
		pullRequest: null,
		request: null,
		tag: null,
		deploymentId: null,
		runId,
		...facts,
		reason: facts.reason.slice(0, 2e3)
	};
}
//#endregion
//#region src/runtime/run-place.ts
function describeRunPlace(started, ended, commit) {
	const variables = process.env;
	const runId = wholeNumber(variables["GITHUB_RUN_ID"]);
	const attempt = wholeNumber(variables["GITHUB_RUN_ATTEMPT"]);
	const id = `${runId ?? "local"}.${attempt ?? started.getTime()}`;
	const isSha = /^[0-9a-f]{40}$/.test(commit);
	return {
		id,
		attemptBefore: runId !== null && attempt !== null && attempt > 1 ? `${runId}.${attempt - 1}` : null,
		actor: describeActor(variables),
		trigger: {
			event: variables["GITHUB_EVENT_NAME"] ?? "cli",
			workflow: variables["GITHUB_WORKFLOW_REF"]?.replace(/@.*$/s, "").slice(0, 2e3) ?? null,
			runId,
			attempt,
			job: variables["GITHUB_JOB"]?.slice(0, 2e3) ?? null,
			pullRequest: wholeNumber(/^refs\/pull\/(\d+)\//.exec(variables["GITHUB_REF"] ?? "")?.[1]),
			url: describeUrl(variables, runId)
		},
		startedAt: started.toISOString(),
		endedAt: ended.toISOString(),
		durationSeconds: Math.max(0, (ended.getTime() - started.getTime()) / 1e3),
		commit: isSha ? commit : null,
		ref: variables["GITHUB_REF"]?.slice(0, 2e3) ?? null,
		environment: {
			os: platform(),
			architecture: arch(),
			runner: variables["RUNNER_NAME"]?.slice(0, 2e3) ?? null,
			image: variables["ImageOS"]?.slice(0, 2e3) ?? null,
			versions: { node: version.replace(/^v/, "") }
		},
		hardware: {
			cpus: availableParallelism(),
			memoryBytes: totalmem(),
			gpus: []
		}
	};
}
function describeActor(variables) {
	const login = variables["GITHUB_TRIGGERING_ACTOR"] ?? variables["GITHUB_ACTOR"];
	if (login === void 0 || login === "") return {
		id: null,
		login: (variables["USER"] ?? "unknown").slice(0, 100),
		type: "local",
		role: null
	};
	return {
		id: login === variables["GITHUB_ACTOR"] ? wholeNumber(variables["GITHUB_ACTOR_ID"]) : null,
		login: login.slice(0, 100),
		type: login.endsWith("[bot]") ? "Bot" : "User",
		role: null
	};
}
function describeUrl(variables, runId) {
	const [server, repository] = [variables["GITHUB_SERVER_URL"], variables["GITHUB_REPOSITORY"]];
	if (server === void 0 || repository === void 0 || runId === null) return null;
	return `${server}/${repository}/actions/runs/${runId}`.slice(0, 2e3);
}
function wholeNumber(text) {
	const value = /^\d{1,15}$/.test(text ?? "") ? Number(text) : 0;
	return value > 0 ? value : null;
}
//#endregion
export { recordDecision as n, recordRun as r, describeRunPlace as t };
