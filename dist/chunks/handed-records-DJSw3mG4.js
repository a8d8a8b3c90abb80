import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { _ as ledgerRecordSchema } from "./read-ledger-BOzKXy_l.js";
import { n as recordRun } from "./run-place-D3Gjvc0_.js";
//#region src/app/evaluate-run/workflow-files.ts
const pipelineWorkflow = {
	file: "pawl.yml",
	path: ".github/workflows/pawl.yml"
};
const evaluationWorkflow = {
	path: ".github/workflows/pawl-evaluate.yml",
	titleOf: (runId) => `evaluate run ${runId}`,
	runOf: (title) => {
		const id = /^evaluate run ([1-9]\d{0,15})$/.exec(title)?.[1];
		return id === void 0 ? void 0 : Number(id);
	}
};
const artifactNames = {
	reports: "pawl-report",
	explanations: "pawl-explanation",
	models: "pawl-models"
};
//#endregion
//#region src/app/ledger/records-of-jobs.ts
const known = {
	"feature, train, evaluate": {
		id: "pipeline",
		verb: "train"
	},
	pipeline: {
		id: "pipeline",
		verb: "train"
	},
	feature: {
		id: "feature",
		verb: "feature"
	},
	train: {
		id: "train",
		verb: "train"
	},
	evaluate: {
		id: "evaluate",
		verb: "evaluate"
	},
	register: {
		id: "register",
		verb: "register"
	},
	deploy: {
		id: "deploy",
		verb: "deploy"
	},
	monitor: {
		id: "monitor",
		verb: "monitor"
	},
	retrain: {
		id: "retrain",
		verb: "retrain"
	},
	run: {
		id: "run",
		verb: "run"
	}
};
const withoutModel = new Set(["deploy", "monitor"]);
const observedPrefix = "job.";
const endings = {
	success: {
		state: "done",
		reasonCode: `${observedPrefix}succeeded`
	},
	failure: {
		state: "failed",
		reasonCode: `${observedPrefix}failed`
	},
	timed_out: {
		state: "failed",
		reasonCode: `${observedPrefix}timed-out`
	},
	cancelled: {
		state: "cancelled",
		reasonCode: `${observedPrefix}cancelled`
	}
};
function isObserved({ reasonCode }) {
	return reasonCode?.startsWith(observedPrefix) === true;
}
function isSameJob({ trigger: a }, { trigger: b }) {
	return a.runId === b.runId && a.attempt === b.attempt && a.job === b.job;
}
function recordsOfJobs(jobs, observed) {
	return jobs.flatMap((job) => toRecords(job, observed));
}
function toRecords(job, observed) {
	const [name = ""] = job.name.split(" (", 1);
	const kind = Object.hasOwn(known, name) ? known[name] : void 0;
	const conclusion = job.conclusion ?? "";
	const ending = isEnding(conclusion) ? endings[conclusion] : void 0;
	const hasRun = job.startedAt !== null && job.runnerName !== null && job.runnerName !== "";
	if (kind === void 0 || ending === void 0 || !hasRun) return [];
	if (ending.state === "done" && !observed.isAlone) return [];
	const verb = kind.verb === "run" ? observed.step : kind.verb;
	const place = describePlace({
		...job,
		id: kind.id
	}, observed);
	const status = ending.state === "done" ? "none" : "failed";
	if (withoutModel.has(verb)) return [recordRun(place, deploymentOf(observed.run) ?? "job", {
		verb,
		model: null,
		...ending
	})];
	return observed.models.map((model) => recordRun(place, model, {
		verb,
		model: {
			name: model,
			version: null,
			status,
			digest: null
		},
		...ending
	}));
}
function deploymentOf({ event, displayTitle = "" }) {
	return event === "workflow_dispatch" ? /^deploy #([1-9]\d{0,15})$/.exec(displayTitle)?.[1] : void 0;
}
function isEnding(conclusion) {
	return Object.hasOwn(endings, conclusion);
}
function describePlace(job, { run, repository, actor, commit, pullRequest, request }) {
	const attempt = job.attempt ?? 1;
	const startedAt = job.startedAt ?? job.createdAt;
	const endedAt = job.completedAt ?? startedAt;
	return {
		id: `${run.id}.${attempt}`,
		attemptBefore: attempt > 1 ? `${run.id}.${attempt - 1}` : null,
		actor,
		trigger: {
			event: run.event,
			workflow: `${repository}/${run.path}`.slice(0, 2e3),
			runId: run.id,
			attempt,
			job: job.id,
			pullRequest,
			url: run.url.slice(0, 2e3),
			...request === void 0 ? {} : { request }
		},
		startedAt,
		endedAt,
		durationSeconds: Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1e3),
		commit,
		ref: run.headBranch === null ? null : `refs/heads/${run.headBranch}`.slice(0, 2e3),
		environment: {
			os: "unknown",
			architecture: "unknown",
			runner: job.runnerName?.slice(0, 2e3) ?? null,
			image: null,
			versions: {}
		},
		hardware: null
	};
}
//#endregion
//#region src/app/ledger/handed-records.ts
const handedPrefix = "pawl-runs-";
const mostArtifacts = 50;
const largestArtifact = 4 * 2 ** 20;
const longestFile = 256 * 1024;
const mostFiles = 12;
function packRecords(records) {
	const texts = [];
	for (const record of records) {
		const line = `${JSON.stringify(record)}\n`;
		const last = texts.at(-1);
		if (last === void 0 || last.length + line.length > longestFile) texts.push(line);
		else texts[texts.length - 1] = last + line;
	}
	return texts.slice(0, mostFiles).map((content, index) => ({
		path: `records-${index}.jsonl`,
		content
	}));
}
async function readHandedRecords(handing, ports) {
	const { run } = handing;
	if (!mayHandOver(handing)) return [];
	const own = (await ports.workflows.listArtifacts(run.id)).filter(({ name, expired, sizeBytes }) => name.startsWith("pawl-runs-") && !expired && sizeBytes <= largestArtifact);
	const records = [];
	for (const { id, name } of own.slice(0, mostArtifacts)) try {
		const bytes = await ports.workflows.downloadArtifact(id, largestArtifact);
		const files = await ports.readArchive(bytes, (path) => /^records-\d{1,2}\.jsonl$/.test(path));
		for (const content of files.values()) records.push(...parseRecords(content, handing));
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		ports.log.warning(`The artifact ${JSON.stringify(name.slice(0, 100))} of run ${run.id} was not read: ${error.message}`);
	}
	return records;
}
function mayHandOver({ run, isFork }) {
	if (isFork) return false;
	if (run.path === evaluationWorkflow.path) return run.event === "workflow_run";
	return run.path === pipelineWorkflow.path;
}
function parseRecords(content, handing) {
	return new TextDecoder().decode(content).split("\n").flatMap((line) => {
		if (line.length > 2e5) return [];
		const record = ledgerRecordSchema.safeParse(parseJson(line)).data;
		return record !== void 0 && belongsTo(record, handing) ? [record] : [];
	});
}
const pullRequestVerbs = new Set([
	"feature",
	"train",
	"evaluate"
]);
function belongsTo(record, { run, isOfPullRequest }) {
	const isPullRequest = isOfPullRequest || run.event === "pull_request" || run.event === "workflow_run";
	if (record.schema === "pawl.audit/1") {
		const { action, key, runId } = record;
		const isOwn = action === "deploy" ? key === `deploy/${record.deploymentId}` : action === "retrain" && key.startsWith("retrain/");
		return !isPullRequest && isOwn && runId === run.id;
	}
	const { id, key, trigger, verb } = record;
	if (!id.startsWith(`${run.id}.`) || key !== `run/${id}` || trigger.runId !== run.id) return false;
	if (trigger.event !== run.event || isObserved(record)) return false;
	return isPullRequest ? pullRequestVerbs.has(verb) : true;
}
//#endregion
export { isSameJob as a, evaluationWorkflow as c, isObserved as i, pipelineWorkflow as l, packRecords as n, recordsOfJobs as o, readHandedRecords as r, artifactNames as s, handedPrefix as t };
