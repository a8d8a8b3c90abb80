import { f as PawlError } from "./copy-CoEv6Qhj.js";
import { a as parseJson, o as ledgerRecordSchema } from "./read-ledger-BT-0_2VM.js";
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
	models: "pawl-models"
};
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
async function readHandedRecords(run, repositoryId, ports) {
	if (!mayHandOver(run, repositoryId)) return [];
	const own = (await ports.workflows.listArtifacts(run.id)).filter(({ name, expired, sizeBytes }) => name.startsWith("pawl-runs-") && !expired && sizeBytes <= largestArtifact);
	const records = [];
	for (const { id, name } of own.slice(0, mostArtifacts)) try {
		const bytes = await ports.workflows.downloadArtifact(id, largestArtifact);
		const files = await ports.readArchive(bytes, (path) => /^records-\d{1,2}\.jsonl$/.test(path));
		for (const content of files.values()) records.push(...parseRecords(content, run));
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		ports.log.warning(`The artifact ${JSON.stringify(name.slice(0, 100))} of run ${run.id} was not read: ${error.message}`);
	}
	return records;
}
function mayHandOver(run, repositoryId) {
	if (run.headRepositoryId !== repositoryId) return false;
	if (run.path === evaluationWorkflow.path) return run.event === "workflow_run";
	return run.path === pipelineWorkflow.path && run.displayTitle?.startsWith("run ") !== true;
}
function parseRecords(content, run) {
	return new TextDecoder().decode(content).split("\n").flatMap((line) => {
		const record = ledgerRecordSchema.safeParse(parseJson(line)).data;
		return record !== void 0 && belongsTo(record, run) ? [record] : [];
	});
}
const pullRequestVerbs = new Set([
	"feature",
	"train",
	"evaluate"
]);
function belongsTo(record, run) {
	const isPullRequest = run.event === "pull_request" || run.event === "workflow_run";
	if (record.schema === "pawl.audit/1") {
		const { action, key, runId } = record;
		const isOwn = action === "deploy" ? key === `deploy/${record.deploymentId}` : action === "retrain" && key.startsWith("retrain/");
		return !isPullRequest && isOwn && runId === run.id;
	}
	const { id, key, trigger, verb } = record;
	if (!id.startsWith(`${run.id}.`) || key !== `run/${id}` || trigger.runId !== run.id) return false;
	if (trigger.event !== run.event) return false;
	return isPullRequest ? pullRequestVerbs.has(verb) : true;
}
//#endregion
export { evaluationWorkflow as a, artifactNames as i, packRecords as n, pipelineWorkflow as o, readHandedRecords as r, handedPrefix as t };
