import { C as object, D as string, S as number } from "./schemas-CFgJ4ov0.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { n as listGpuNames } from "./machine-Dih2jeSp.js";
import { existsSync, readFileSync } from "node:fs";
import { arch, availableParallelism, platform, totalmem } from "node:os";
import { version } from "node:process";
//#region src/runtime/run-place.ts
function describeRunPlace(started, ended, commit, gpus = []) {
	const variables = process.env;
	const runId = wholeNumber(variables["GITHUB_RUN_ID"]);
	const attempt = wholeNumber(variables["GITHUB_RUN_ATTEMPT"]);
	const id = `${runId ?? "local"}.${attempt ?? started.getTime()}`;
	const asked = readAsked(variables);
	const isSha = /^[0-9a-f]{40}$/.test(commit);
	return {
		id,
		attemptBefore: runId !== null && attempt !== null && attempt > 1 ? `${runId}.${attempt - 1}` : null,
		actor: asked?.actor ?? describeActor(variables),
		trigger: {
			event: variables["GITHUB_EVENT_NAME"] ?? "cli",
			workflow: variables["GITHUB_WORKFLOW_REF"]?.replace(/@.*$/s, "").slice(0, 2e3) ?? null,
			runId,
			attempt,
			job: variables["GITHUB_JOB"]?.slice(0, 2e3) ?? null,
			pullRequest: asked?.pull ?? wholeNumber(/^refs\/pull\/(\d+)\//.exec(variables["GITHUB_REF"] ?? "")?.[1]),
			url: describeUrl(variables, runId),
			...asked?.request === void 0 ? {} : { request: asked.request }
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
			gpus: [...gpus]
		}
	};
}
const login = string().regex(/^[A-Za-z0-9][\w-]{0,99}$/);
const eventSchema = object({ inputs: object({ run: string().max(1e5) }) });
const askedSchema = object({
	asker: object({
		login,
		id: number().int().positive().nullable(),
		request: string().regex(/^issuecomment-[1-9]\d{0,15}$/).nullable()
	}),
	pull: string().regex(/^[1-9]\d{0,9}$/).optional()
});
function readAsked(variables) {
	const path = variables["GITHUB_EVENT_PATH"];
	const starter = variables["GITHUB_TRIGGERING_ACTOR"] ?? variables["GITHUB_ACTOR"] ?? "";
	if (!(variables["GITHUB_EVENT_NAME"] === "workflow_dispatch" && starter.endsWith("[bot]")) || path === void 0) return void 0;
	const event = eventSchema.safeParse(parseJson(readText(path))).data;
	const asked = askedSchema.safeParse(parseJson(event?.inputs.run ?? "")).data;
	if (asked === void 0) return void 0;
	const { asker, pull } = asked;
	return {
		actor: {
			id: asker.id,
			login: asker.login,
			type: "User",
			role: null
		},
		pull: wholeNumber(pull),
		request: asker.request ?? void 0
	};
}
function readText(path) {
	return existsSync(path) ? readFileSync(path, "utf8") : "";
}
function findRunGpus() {
	return listGpuNames(process.env["CUDA_VISIBLE_DEVICES"]);
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
export { findRunGpus as n, describeRunPlace as t };
