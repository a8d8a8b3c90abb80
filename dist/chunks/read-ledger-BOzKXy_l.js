import { A as union, C as object, D as string, S as number, T as record, b as literal, f as _enum, g as boolean, k as tuple, m as array, p as _null, v as discriminatedUnion, x as looseObject } from "./schemas-CFgJ4ov0.js";
import { t as datetime } from "./iso-fcMRFgpt.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { n as jsonNumber } from "./json-number-schema-BIV5Gqnk.js";
import { hash } from "node:crypto";
//#region src/runs/chain.ts
const genesis = {
	sequence: 0,
	digest: "0".repeat(64)
};
const head = /^\{"digest":"([0-9a-f]{64})","previous":"([0-9a-f]{64})","sequence":([1-9]\d{0,14}),"record":(?=\{)/;
const mostProblems = 100;
function entryDigest(line, sha256) {
	return sha256(`${line.sequence}\n${line.previous}\n${line.recordText}`);
}
function renderLine({ digest, previous, sequence, recordText }) {
	return `{"digest":"${digest}","previous":"${previous}","sequence":${sequence},"record":${recordText}}`;
}
function parseLine(text) {
	const found = head.exec(text);
	if (found === null || !text.endsWith("}}")) return void 0;
	const [prefix, digest = "", previous = "", sequence = ""] = found;
	return {
		digest,
		previous,
		sequence: Number(sequence),
		recordText: text.slice(prefix.length, -1)
	};
}
function extendChain(last, recordTexts, sha256) {
	const lines = [];
	let { sequence, digest: previous } = last;
	for (const recordText of recordTexts) {
		sequence += 1;
		const digest = entryDigest({
			sequence,
			previous,
			recordText
		}, sha256);
		lines.push({
			sequence,
			previous,
			digest,
			recordText
		});
		previous = digest;
	}
	return lines;
}
function readChain(segments, sha256) {
	const chain = followChain(segments, sha256, genesis);
	return {
		...chain,
		problems: boundProblems(chain.problems)
	};
}
function followChain(segments, sha256, from) {
	const lines = [];
	const problems = [];
	let last = from;
	for (const { path, text } of segments) {
		let number = 0;
		for (const lineText of text.split("\n")) {
			number += 1;
			if (lineText === "") continue;
			const where = `${path}:${number}`;
			const line = parseLine(lineText);
			if (line === void 0) {
				problems.push({
					kind: "unreadable",
					where,
					message: `The line is no entry of a ledger: ${cut(lineText)}`
				});
				continue;
			}
			const isIntact = line.digest === entryDigest(line, sha256);
			const wrong = describeBreak(line, last, isIntact);
			if (wrong !== void 0) problems.push({
				kind: "chain-broken",
				where,
				message: wrong
			});
			lines.push({
				...line,
				segment: path,
				line: number,
				isIntact
			});
			last = line;
		}
	}
	return {
		lines,
		problems,
		last
	};
}
function describeBreak(line, last, isIntact) {
	if (!isIntact) return `Entry ${line.sequence} was changed: its text has not the digest ${line.digest.slice(0, 12)}.`;
	if (line.previous === last.digest && line.sequence === last.sequence + 1) return void 0;
	return `Entry ${line.sequence} does not follow entry ${last.sequence}: entries are missing, added or moved.`;
}
function cut(text) {
	const shown = JSON.stringify(text.slice(0, 60).toWellFormed());
	return text.length > 60 ? `${shown} … (${text.length} characters)` : shown;
}
function boundProblems(problems) {
	const more = problems.length - mostProblems;
	const [next] = problems.slice(mostProblems);
	if (more <= 0 || next === void 0) return problems;
	const message = `and ${more} more problems of the chain, the next here`;
	return [...problems.slice(0, mostProblems), {
		...next,
		message
	}];
}
const shortText = string().max(2e3);
const sha = string().regex(/^[0-9a-f]{40}$/);
const instant = datetime();
const contentDigest = string().regex(/^(sha256:[0-9a-f]{64}|md5:[0-9a-f]{32}(\.dir)?)$/);
const entityName = string().min(1).max(200);
const naturalKey = string().regex(/^[\x21-\x7e]{1,400}$/);
const actor = object({
	id: number().int().nonnegative().nullable().describe("GitHub's numeric id; null on a laptop."),
	login: string().min(1).max(100),
	type: _enum([
		"User",
		"Bot",
		"Organization",
		"local"
	]),
	role: _enum([
		"none",
		"read",
		"triage",
		"write",
		"maintain",
		"admin"
	]).nullable().describe("The live role in the repository when it was decided; null when nobody asked.")
});
//#endregion
//#region src/runs/audit-schema.ts
const auditActions = [
	"register",
	"deregister",
	"deprecate",
	"promote",
	"unassign",
	"approve",
	"reject",
	"rollback",
	"override",
	"lock",
	"unlock",
	"deploy",
	"retrain"
];
const approval = object({
	id: number().int().positive().nullable().describe("GitHub's id of the review, comment or check run."),
	kind: _enum([
		"review",
		"comment",
		"label",
		"check",
		"environment",
		"cli"
	]),
	actor,
	commit: sha.nullable().describe("The head that it was given for."),
	digest: contentDigest.nullable().describe("The model that it was given for."),
	at: instant
});
const gateSnapshot = object({
	gate: shortText.describe("The rule as a sentence."),
	status: _enum([
		"pass",
		"fail",
		"warn"
	]),
	reasonCode: string().max(200)
});
const auditSchema = object({
	schema: literal("pawl.audit/1"),
	key: naturalKey.describe("What was decided, so that it is written once: `promote/<tag>`, `lock/<model>/<environment>/<sha of the lock>` …"),
	at: instant,
	action: _enum(auditActions),
	outcome: _enum(["done", "refused"]),
	reasonCode: string().max(200),
	reason: shortText.describe("What the decider said, or why it was refused; untrusted text."),
	source: _enum([
		"label",
		"command",
		"check",
		"dashboard",
		"cli",
		"action",
		"automatic"
	]),
	actor: actor.describe("Who asked; for `automatic` the identity of the token."),
	model: entityName,
	version: string().max(100).nullable(),
	previousVersion: string().max(100).nullable().describe("What was there before."),
	environment: entityName.nullable(),
	modelDigest: contentDigest.nullable(),
	shas: object({
		commit: sha.nullable().describe("What the version was made of."),
		head: sha.nullable().describe("Head of the pull request at the decision."),
		base: sha.nullable(),
		policy: sha.nullable().describe("The policy's version: the commit whose .github/pawl.yml judged.")
	}),
	gates: array(gateSnapshot).max(200).describe("The gates as they stood; `[]` when none were asked."),
	approvals: array(approval).max(100),
	pullRequest: number().int().positive().nullable(),
	request: naturalKey.nullable().describe("What asked: `issuecomment-17`, `label-…`, `check-run-9`."),
	tag: shortText.nullable().describe("The tag that carries the decision."),
	deploymentId: number().int().positive().nullable(),
	runId: number().int().positive().nullable().describe("The workflow run that decided or gave the evidence.")
});
//#endregion
//#region src/runs/run-schema.ts
const mostItems = 1e3;
const datum = object({
	path: shortText.describe("From the root of the repository, or a URL."),
	digest: contentDigest.nullable().describe("Null when nothing recorded one."),
	sizeBytes: number().int().nonnegative().nullable(),
	kind: _enum([
		"data",
		"code",
		"model",
		"metrics"
	])
});
const metric = object({
	name: shortText,
	value: jsonNumber,
	slice: shortText.nullable().describe("Null: all rows."),
	interval: tuple([jsonNumber, jsonNumber]).nullable()
});
const artifact = object({
	name: shortText,
	uri: shortText.describe("Where it can be had: a Release's asset, a path, a remote's address. Never a secret."),
	digest: contentDigest.nullable(),
	sizeBytes: number().int().nonnegative().nullable()
});
const trigger = object({
	event: string().max(100).describe("GitHub's event name, or `cli`."),
	workflow: shortText.nullable().describe("Path of the workflow file."),
	runId: number().int().positive().nullable().describe("The workflow run."),
	attempt: number().int().positive().nullable(),
	job: shortText.nullable(),
	pullRequest: number().int().positive().nullable(),
	url: shortText.nullable(),
	request: naturalKey.optional().describe("What asked for it: `issuecomment-17`; absent when nothing did, or nobody knows.")
});
const environment = object({
	os: shortText,
	architecture: string().max(100),
	runner: shortText.nullable().describe("Name of the runner; null outside of a workflow."),
	image: shortText.nullable().describe("The runner's image, when it names one."),
	versions: record(string().max(200), string().max(200)).describe("Tool → version, for instance `node`, `pawl`, `python`.")
});
const hardware = object({
	cpus: number().int().nonnegative(),
	memoryBytes: number().int().nonnegative(),
	gpus: array(shortText).max(64)
});
const runModel = object({
	name: entityName,
	version: string().max(100).nullable().describe("`v1.2.3` once it is registered."),
	status: _enum([
		"none",
		"candidate",
		"registered",
		"deployed",
		"retired",
		"failed"
	]).describe("Where the model stood when the run ended."),
	digest: contentDigest.nullable()
});
//#endregion
//#region src/runs/ledger-record.ts
const ledgerRecordSchema = discriminatedUnion("schema", [object({
	schema: literal("pawl.run/1"),
	id: naturalKey.describe("Unique: `<workflow run>.<attempt>/<verb>/<model>` in a workflow."),
	key: naturalKey.describe("The natural key; of a run it is `run/<id>`."),
	verb: _enum([
		"feature",
		"train",
		"evaluate",
		"register",
		"deploy",
		"predict",
		"monitor",
		"retrain"
	]),
	model: runModel.nullable(),
	actor,
	trigger,
	startedAt: instant,
	endedAt: instant,
	durationSeconds: number().nonnegative().describe("Of the clock of the machine that ran."),
	state: _enum([
		"done",
		"negative",
		"failed",
		"cancelled"
	]).describe("`negative`: an expected negative answer."),
	reasonCode: string().max(200).nullable(),
	failedStage: shortText.optional().describe("Address of the stage of dvc.yaml that failed; absent when none did."),
	commit: sha.nullable().describe("The code; null outside of git."),
	ref: shortText.nullable(),
	params: record(string().max(mostItems), union([
		string().max(5e3),
		number(),
		boolean(),
		_null()
	])).describe("`<file>:<key>` → value; lists and NaN as JSON text."),
	inputs: array(datum).max(mostItems),
	outputs: array(datum).max(mostItems),
	environment,
	hardware: hardware.nullable(),
	metrics: array(metric).max(mostItems),
	artifacts: array(artifact).max(mostItems),
	parents: array(naturalKey).max(100).describe("Ids of the runs that this one builds on."),
	retryOf: naturalKey.nullable().describe("Id of the attempt before, of the same workflow run.")
}), auditSchema]);
function endOf(record) {
	return record.schema === "pawl.run/1" ? record.endedAt : record.at;
}
//#endregion
//#region src/runs/read-entries.ts
const named = looseObject({ schema: string().max(200) });
function readEntries(lines) {
	const entries = [];
	const problems = [];
	const keys = new Map();
	for (const { recordText, sequence, digest, segment, line, isIntact } of lines) {
		const where = `${segment}:${line}`;
		const read = readRecord(recordText);
		if ("kind" in read) {
			problems.push({
				...read,
				where
			});
			continue;
		}
		const first = keys.get(read.record.key);
		if (first !== void 0) {
			const message = `Entry ${sequence} has the key ${read.record.key} of ${first}, which counts.`;
			problems.push({
				kind: "duplicate-key",
				where,
				message
			});
			continue;
		}
		keys.set(read.record.key, where);
		entries.push({
			sequence,
			digest,
			segment,
			isIntact,
			record: read.record
		});
	}
	return {
		entries,
		problems
	};
}
function readRecord(text) {
	const value = parseJson(text);
	const parsed = ledgerRecordSchema.safeParse(value);
	if (parsed.success) return { record: parsed.data };
	const schema = named.safeParse(value).data?.schema;
	if (schema === void 0) return {
		kind: "unreadable",
		message: "The record is no JSON object with a schema."
	};
	if (schema !== "pawl.run/1" && schema !== "pawl.audit/1") return {
		kind: "unknown-schema",
		message: `The record is of ${JSON.stringify(schema.slice(0, 60).toWellFormed())}, which this version of Pawl does not read.`
	};
	const [issue] = parsed.error.issues;
	return {
		kind: "unreadable",
		message: `The record does not fit ${schema}: ${issue?.path.join(".").slice(0, 100) ?? ""}: ${issue?.message.slice(0, 200) ?? ""}`
	};
}
//#endregion
//#region src/runs/segments.ts
const segmentFolder = "segments";
const keyFolder = "keys";
const longestRecord = 2e5;
const longestSegment = 8 * 2 ** 20;
function segmentPath(number) {
	return `${segmentFolder}/${String(number).padStart(8, "0")}.jsonl`;
}
function segmentNumber(path) {
	const digits = /^segments\/(\d{8})\.jsonl$/.exec(path)?.[1];
	return digits === void 0 || Number(digits) === 0 ? void 0 : Number(digits);
}
function isLedgerPath(path) {
	return path === "README.md" || segmentNumber(path) !== void 0 || /^keys\/[0-9a-f]{2}\.txt$/.test(path);
}
function keyMark(key, sha256) {
	return sha256(key).slice(0, 32);
}
function keyListPath(mark) {
	return `${keyFolder}/${mark.slice(0, 2)}.txt`;
}
function isFull(text, entries) {
	return entries >= 256 || text.length >= 262144;
}
const ledgerReadme = `# Run ledger

Written by Pawl: one line a run or decision in \`segments/\`, chained by digest; \`keys/\` holds the digests of natural keys.
Do not edit: \`pawl runs verify\` names every line that was changed. Forbid force pushes and deletion by a ruleset.
`;
//#endregion
//#region src/adapters/digest/node-digest.ts
const nodeDigest = {
	md5: (text) => hash("md5", text),
	sha256: (content) => hash("sha256", content)
};
//#endregion
//#region src/app/ledger/ledger-ports.ts
const defaultLedgerBranch = "pawl/ledger";
//#endregion
//#region src/app/ledger/read-ledger.ts
const mostTraced = 10;
async function readLedger(files, sha256) {
	const { head, lines, problems } = await readLedgerLines(files, sha256);
	const read = readEntries(lines);
	return {
		head,
		entries: read.entries,
		problems: [...problems, ...read.problems]
	};
}
async function readLedgerLines(files, sha256) {
	const lines = [];
	const { remembered, ...found } = await readHead(files, sha256, async (segments) => {
		const chain = await readSegments(segments, files, sha256);
		for (const line of chain.lines) lines.push(line);
		const digestOf = async (sequence) => lines.find((line) => line.sequence === sequence)?.digest;
		return {
			problems: chain.problems,
			digestOf
		};
	});
	await remembered;
	return {
		...found,
		lines
	};
}
async function readHead(files, sha256, read) {
	const [head, seen] = await Promise.all([files.head(), files.lastSeen()]);
	if (head === void 0) {
		await read([]);
		return {
			head: null,
			problems: seen === void 0 ? [] : [gone(seen)],
			remembered: Promise.resolve()
		};
	}
	const listed = await files.list(head);
	const chain = await read(listed.filter(isReadable));
	const rewritten = seen === void 0 || seen === head ? [] : await compareWithSeen(seen, chain, files, sha256);
	const remembered = rewritten.length === 0 && seen !== head ? files.remember(head) : Promise.resolve();
	remembered.catch(() => void 0);
	const foreign = listed.flatMap(describeForeign);
	const traced = await traceProblems(chain.problems, head, files);
	return {
		head,
		problems: [
			...rewritten,
			...traced,
			...foreign
		],
		remembered
	};
}
function isReadable({ path, sizeBytes }) {
	return segmentNumber(path) !== void 0 && sizeBytes <= longestSegment;
}
async function readSegments(segments, files, sha256) {
	const texts = await files.read(segments);
	return readChain(segments.map(({ path }, index) => ({
		path,
		text: texts[index] ?? ""
	})), sha256);
}
async function compareWithSeen(seen, { digestOf }, files, sha256) {
	const last = (await files.list(seen).catch(() => [])).filter(isReadable).at(-1);
	if (last === void 0) return [gone(seen)];
	const before = (await readSegments([last], files, sha256)).last;
	const now = await digestOf(before.sequence);
	if (now === before.digest) return [];
	return [{
		kind: "rewritten",
		where: seen,
		message: `The branch was rewritten: entry ${before.sequence} was ${before.digest.slice(0, 12)} at ${seen.slice(0, 7)} and is ${now?.slice(0, 12) ?? "gone"} now.`
	}];
}
function gone(seen) {
	return {
		kind: "rewritten",
		where: seen,
		message: `The ledger that was seen at ${seen.slice(0, 7)} is gone, and what it held cannot be compared.`
	};
}
function describeForeign({ path, sizeBytes }) {
	const where = path.slice(0, 200);
	if (!isLedgerPath(path)) return [{
		kind: "foreign-file",
		where,
		message: "The file is none of the ledger's; it was not read."
	}];
	if (segmentNumber(path) === void 0 || sizeBytes <= longestSegment) return [];
	return [{
		kind: "unreadable",
		where,
		message: `The segment has ${sizeBytes} bytes, more than ${longestSegment}; it was not read.`
	}];
}
async function traceProblems(problems, head, files) {
	const traced = [];
	for (const [index, problem] of problems.entries()) {
		const [, path = "", line = ""] = /^(.*):(\d+)$/.exec(problem.where) ?? [];
		const origin = index < mostTraced ? await files.originOf(head, path, Number(line)) : void 0;
		const message = origin === void 0 ? problem.message : `${problem.message} It came with commit ${origin}.`;
		traced.push({
			...problem,
			message
		});
	}
	return traced;
}
//#endregion
export { readChain as C, genesis as S, ledgerRecordSchema as _, nodeDigest as a, extendChain as b, keyMark as c, longestSegment as d, segmentFolder as f, endOf as g, readEntries as h, defaultLedgerBranch as i, ledgerReadme as l, segmentPath as m, readLedger as n, isFull as o, segmentNumber as p, readLedgerLines as r, keyListPath as s, readHead as t, longestRecord as u, mostItems as v, renderLine as w, followChain as x, boundProblems as y };
