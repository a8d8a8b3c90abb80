import { o as __toESM } from "./chunks/rolldown-runtime-BQZXps4v.js";
import { C as object, D as string, M as url, S as number, T as record, j as unknown } from "./chunks/schemas-CFgJ4ov0.js";
import { c as number$1 } from "./chunks/provenance-DkknPRya.js";
import { f as PawlError } from "./chunks/copy-W2n1VAGm.js";
import { Cn as openFileQueue, Pn as readArchive, _n as createSharedLimits, an as createClock, sn as createGitHub } from "./chunks/pipeline-DJgoMtB1.js";
import { n as require_pino } from "./chunks/secure-json-parse-CBXhFeAQ.js";
import { c as isEventName, f as Probot, i as listOpenKeys, l as keysOf, o as createApp, r as reconcile, t as drain, u as formatKey } from "./chunks/worker-BkIu9QwG.js";
import { n as runAction } from "./chunks/run-action-Dqp5Gw2y.js";
import { a as tokenInput, o as defineAction } from "./chunks/shared-inputs-DSngGAsj.js";
import { readFile } from "node:fs/promises";
//#region bot/workflow.ts
var import_pino = __toESM(require_pino(), 1);
const maxAttempts = 4;
const maxLimitWaitMs = 5 * 6e4;
async function runOnEvent(event) {
	const { context } = event;
	const queue = await openFileQueue(":memory:", context.clock);
	const worked = [];
	const enqueue = (keys) => queue.enqueue(keys.map((key) => formatKey({
		...key,
		repository: context.repository
	})));
	try {
		await receive(event, enqueue);
		const { ownRun, repository } = context;
		if (ownRun !== void 0) await enqueue([{
			kind: "run",
			repository,
			id: ownRun.id
		}]);
		await drain({
			queue,
			clock: context.clock,
			log: context.log,
			maxAttempts,
			maxLimitWaitMs,
			reconcile: (key) => reconcile(key, context),
			onSettled: (key, outcome) => worked.push({
				key: formatKey(key),
				outcome
			})
		});
		return worked;
	} finally {
		await queue.close();
	}
}
async function receive(event, enqueue) {
	const { name, payload, token, context } = event;
	if (!isEventName(name)) {
		await enqueue(await listOpenKeys(context));
		return;
	}
	if (keysOf(name, payload) === void 0) throw new PawlError("github.malformed-response", { message: `The payload of ${name} has an unknown shape` });
	const probot = new Probot({
		githubToken: token,
		secret: "unused: nothing listens",
		log: (0, import_pino.default)({ level: "silent" })
	});
	await probot.load(createApp(enqueue));
	await probot.receive({
		id: "workflow",
		name,
		payload
	});
}
//#endregion
//#region bot/action.ts
const environmentSchema = object({
	GITHUB_EVENT_NAME: string().min(1),
	GITHUB_EVENT_PATH: string().min(1),
	GITHUB_REPOSITORY: string().min(1),
	GITHUB_API_URL: url().default("https://api.github.com"),
	GITHUB_RUN_ID: number$1().int().positive()
});
const pullRequestSchema = object({
	action: string(),
	repository: object({ id: number() }),
	pull_request: object({ head: object({ repo: object({ id: number() }).nullable() }) })
});
const pipelineActions = new Set([
	"opened",
	"synchronize",
	"reopened",
	"ready_for_review"
]);
async function runBotAction(inputs, log) {
	const environment = environmentSchema.parse(process.env);
	const payload = await readPayload(environment.GITHUB_EVENT_PATH);
	const pull = pullRequestSchema.safeParse(payload).data;
	if (pull !== void 0 && pull.pull_request.head.repo?.id !== pull.repository.id) {
		log.info("The pull request comes from a fork: its run has a token that may only read.");
		return toOutcome([], "fork.read-only");
	}
	const { token } = inputs;
	const repository = environment.GITHUB_REPOSITORY;
	const shared = await createSharedLimits();
	const apiUrl = environment.GITHUB_API_URL;
	const github = await createGitHub({
		apiUrl,
		repository,
		auth: { token },
		...shared
	});
	const ranPipeline = pull !== void 0 && pipelineActions.has(pull.action);
	const context = {
		repository,
		github,
		log,
		readArchive,
		clock: createClock(),
		ownRun: {
			id: environment.GITHUB_RUN_ID,
			ranPipeline
		},
		dispatchesDeployments: true
	};
	return toOutcome(await runOnEvent({
		name: environment.GITHUB_EVENT_NAME,
		payload,
		token,
		context
	}), "handled");
}
async function readPayload(path) {
	const text = await readFile(path, "utf8");
	const parsed = record(string(), unknown()).safeParse(JSON.parse(text));
	if (parsed.success) return parsed.data;
	throw new PawlError("input.invalid", { message: `The event file ${path} holds no JSON object` });
}
function toOutcome(worked, reasonCode) {
	const failed = worked.filter((entry) => entry.outcome === void 0);
	const decision = failed.length === 0 ? "positive" : "negative";
	const rows = worked.map(({ key, outcome }) => `| \`${key}\` | ${outcome?.decision ?? "failed"} | ${outcome?.reasonCode ?? ""} |`);
	return {
		decision,
		reasonCode: failed.length === 0 ? reasonCode : "bot.failed",
		reason: failed.length === 0 ? "" : `could not handle ${failed.map((entry) => entry.key).join(", ")}`,
		outputs: { handled: String(worked.length) },
		result: {
			schema: "pawl.bot/1",
			handled: worked
		},
		summary: [
			"| Key | Decision | Reason |",
			"|---|---|---|",
			...rows
		].join("\n")
	};
}
//#endregion
//#region actions/bot/main.ts
await runAction(defineAction({
	verb: "bot",
	description: "Runs the bot on the event that started the workflow: comment, checks, labels, commands, promotion.",
	inputs: object({ token: tokenInput("write access to checks, issues, pull requests, contents, deployments and actions") }),
	outputs: { handled: "How many things the bot looked at." }
}), runBotAction);
//#endregion
export {};
