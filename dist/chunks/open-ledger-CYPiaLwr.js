import { f as PawlError } from "./copy-W2n1VAGm.js";
import { an as createClock } from "./pipeline-DJgoMtB1.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { t as canonicalJson } from "./canonical-json-CAzE6tei.js";
import { C as readChain, S as genesis, _ as ledgerRecordSchema, a as nodeDigest, b as extendChain, c as keyMark, d as longestSegment, f as segmentFolder, g as endOf, h as readEntries, i as defaultLedgerBranch, l as ledgerReadme, m as segmentPath, n as readLedger, o as isFull, p as segmentNumber, s as keyListPath, u as longestRecord, w as renderLine } from "./read-ledger-BOzKXy_l.js";
//#region src/app/ledger/api-ledger-files.ts
const atOnce = 8;
function createApiLedgerFiles(github, branch, folder = "") {
	let seen;
	const texts = new Map();
	const read = async ({ sha }) => {
		const text = texts.get(sha) ?? await github.commits.readBlob(sha);
		texts.set(sha, text);
		return text;
	};
	const readAll = async (files) => {
		const found = [];
		for (let at = 0; at < files.length; at += atOnce) found.push(...await Promise.all(files.slice(at, at + atOnce).map(read)));
		const wanted = new Set(files.map(({ sha }) => sha));
		for (const sha of texts.keys()) if (!wanted.has(sha)) texts.delete(sha);
		return found;
	};
	return {
		head: () => github.gitData.resolveRef(`refs/heads/${branch}`),
		list: async (commit) => (await github.commits.listFiles(commit, folder)).map(({ path, sha, size }) => ({
			path,
			sha,
			sizeBytes: size
		})),
		read: readAll,
		originOf: () => Promise.resolve(void 0),
		lastSeen: () => Promise.resolve(seen),
		remember: (commit) => {
			seen = commit;
			return Promise.resolve();
		}
	};
}
//#endregion
//#region src/app/ledger/append-best-effort.ts
async function appendBestEffort(records, ledger, log) {
	const failure = await tryAppend(records, ledger);
	if (failure === void 0) return true;
	warnOfLost(records, failure, log);
	return false;
}
async function tryAppend(records, ledger) {
	try {
		await ledger.append(records);
		return;
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		return error;
	}
}
function warnOfLost(records, failure, log) {
	const what = records.map(({ key }) => key).join(", ");
	log.warning(`The run ledger lacks ${what}: ${failure.message} ${failure.hint} The token needs contents: write; the next run of the same verb appends decisions that are missing.`);
}
//#endregion
//#region src/runs/plan-append.ts
const emptyTail = {
	number: 0,
	text: "",
	last: genesis,
	isSound: true
};
function readTail(number, text, sha256) {
	const { lines, problems, last } = readChain([{
		path: segmentPath(number),
		text
	}], sha256);
	if (lines.length === 0) return void 0;
	return {
		number,
		text,
		last,
		isSound: (text === "" || text.endsWith("\n")) && !problems.some((found) => found.kind === "unreadable")
	};
}
function groupByKeyList(records, sha256) {
	const lists = new Map();
	for (const { key } of records) {
		const mark = keyMark(key, sha256);
		const path = keyListPath(mark);
		lists.set(path, [...lists.get(path) ?? [], mark]);
	}
	return lists;
}
function planAppend(tail, records, keyLists, sha256) {
	const files = tail.number === 0 ? { "README.md": ledgerReadme } : {};
	const lines = extendChain(tail.last, records.map((record) => record.text), sha256);
	let { number, text } = tail;
	let count = text.split("\n").length - 1;
	let isOpen = tail.isSound && number > 0;
	for (const line of lines) {
		if (!isOpen || isFull(text, count)) {
			number += 1;
			text = "";
			count = 0;
			isOpen = true;
		}
		text += `${renderLine(line)}\n`;
		count += 1;
		files[segmentPath(number)] = text;
	}
	for (const [path, marks] of groupByKeyList(records, sha256)) files[path] = `${keyLists.get(path) ?? ""}${marks.map((mark) => `${mark}\n`).join("")}`;
	return {
		files,
		tail: {
			number,
			text,
			last: lines.at(-1) ?? tail.last,
			isSound: true
		}
	};
}
//#endregion
//#region src/app/ledger/commit-records.ts
async function lookAtLedger(records, ports) {
	const head = await ports.gitData.resolveRef(`refs/heads/${ports.branch}`);
	const keyLists = await readKeyLists(records, head, ports);
	return {
		head,
		keyLists,
		missing: selectNew(records, keyLists, ports)
	};
}
async function commitRecords({ head, keyLists, missing }, ports, known) {
	const ref = `refs/heads/${ports.branch}`;
	const tail = head !== void 0 && known?.commit === head ? known.tail : await findTail(head, ports);
	const plan = planAppend(tail, missing, keyLists, ports.digest.sha256);
	const message = describe(tail.last.sequence + 1, plan.tail.last.sequence);
	const commit = await ports.commits.create({
		message,
		parent: head,
		files: plan.files
	});
	const moved = head === void 0 ? await ports.commits.createRef(ref, commit) : await ports.commits.advanceRef(ref, commit);
	return moved === "created" || moved === "advanced" ? {
		commit,
		tail: plan.tail
	} : "conflict";
}
function describe(first, last) {
	return first === last ? `ledger: entry ${first}` : `ledger: entries ${first} to ${last}`;
}
async function readKeyLists(records, head, ports) {
	if (head === void 0) return new Map();
	const paths = [...groupByKeyList(records, ports.digest.sha256).keys()];
	const lists = await Promise.all(paths.map(async (path) => [path, await ports.gitData.readFile(path, head) ?? ""]));
	return new Map(lists);
}
function selectNew(records, keyLists, ports) {
	const taken = new Set([...keyLists.values()].flatMap((list) => list.split("\n")));
	return records.filter(({ key }) => {
		const mark = keyMark(key, ports.digest.sha256);
		if (taken.has(mark)) return false;
		taken.add(mark);
		return true;
	});
}
async function findTail(head, ports) {
	if (head === void 0) return emptyTail;
	const segments = (await ports.commits.listFiles(head, segmentFolder)).map(({ path, sha }) => ({
		number: segmentNumber(path) ?? 0,
		sha
	})).filter(({ number }) => number > 0).sort((a, b) => b.number - a.number);
	const newest = segments[0]?.number ?? 0;
	for (const { number, sha } of segments) {
		const tail = readTail(number, await ports.commits.readBlob(sha), ports.digest.sha256);
		if (tail === void 0) continue;
		return number === newest ? tail : {
			...tail,
			number: newest,
			isSound: false
		};
	}
	return {
		...emptyTail,
		number: newest,
		isSound: false
	};
}
//#endregion
//#region src/app/ledger/waiting-records.ts
const waitingPrefix = "refs/pawl/ledger/";
const recordsFile = "records.jsonl";
const mostTaken = 64;
function waitingRef(records, ports) {
	const keys = records.map(({ key }) => key).join("\n");
	return `${waitingPrefix}${ports.digest.sha256(keys).slice(0, 32)}`;
}
async function leaveWaiting(records, ports) {
	const ref = waitingRef(records, ports);
	const text = records.map((record) => `${record.text}\n`).join("");
	const commit = await ports.commits.create({
		message: "ledger: waiting",
		files: { [recordsFile]: text }
	});
	await ports.commits.createRef(ref, commit);
	return ref;
}
async function listWaiting(ports) {
	return (await ports.commits.listRefs(waitingPrefix)).filter(({ name }) => /^refs\/pawl\/ledger\/[0-9a-f]{32}$/.test(name));
}
async function readWaiting(refs, ports) {
	const read = refs.slice(0, mostTaken).map(async ({ name, sha }) => {
		const records = parseRecords(await ports.gitData.readFile(recordsFile, sha) ?? "");
		if (records !== void 0) return [{
			ref: name,
			records
		}];
		ports.log.warning(`${name} should hold records that wait for the ledger and holds none: if nobody knows it, remove it with \`git push --delete origin ${name}\`.`);
		return [];
	});
	return (await Promise.all(read)).flat();
}
async function removeWaiting(refs, ports) {
	await Promise.all(refs.map((ref) => ports.commits.deleteRef(ref).catch((error) => {
		if (!(error instanceof PawlError)) throw error;
		ports.log.debug(`${ref} stays until the next append: ${error.message}`);
	})));
}
function parseRecords(text) {
	const lines = text.split("\n").filter((line) => line !== "");
	if (lines.length === 0 || text.length > 20 * 2e5) return void 0;
	const records = lines.map(parseRecord$1).filter((record) => record !== void 0);
	return records.length === lines.length ? records : void 0;
}
function parseRecord$1(text) {
	const value = parseJson(text);
	const record = ledgerRecordSchema.safeParse(value).data;
	if (record === void 0 || text.length > 2e5 || !isPlain(text, value)) return void 0;
	return {
		key: record.key,
		text
	};
}
function isPlain(text, value) {
	try {
		return JSON.stringify(value) === text && text.isWellFormed();
	} catch (error) {
		if (error instanceof RangeError) return false;
		throw error;
	}
}
//#endregion
//#region src/app/ledger/append-records.ts
const crowdedMs = 5e3;
const shortestWaitMs = 50;
const longestWaitMs = 800;
const mostCheapLooks = 4;
const patienceMs = 1e4;
const aLine = 2;
const mostFailures = 4;
const giveUpMs = 12e4;
async function appendRecords(records, ports, memory) {
	const started = ports.clock.now().getTime();
	const attempt = {
		records,
		missing: void 0
	};
	for (let failures = 0;;) {
		try {
			if (await tryOnce(attempt, ports, memory)) return new Set(attempt.missing?.map(({ key }) => key));
		} catch (error) {
			failures += 1;
			if (!(error instanceof PawlError) || failures > mostFailures) throw error;
			memory.known = void 0;
			ports.log.debug(`The ledger is tried again: ${error.message}`);
			await ports.clock.sleep(ports.random() * 300 * 2 ** failures);
		}
		if (ports.clock.now().getTime() - started > giveUpMs) throw new PawlError("ledger.contended", { message: `${records.length} records could not be written to ${ports.branch} within ${giveUpMs / 1e3} s; the first is ${records[0]?.key ?? ""}.` });
	}
}
async function tryOnce(attempt, ports, memory) {
	if (ports.clock.now().getTime() < memory.crowdedUntil) {
		const { missing } = await lookAtLedger(attempt.records, ports);
		attempt.missing ??= missing;
		if (missing.length === 0) return true;
		await leaveWaiting(missing, ports);
		return await awaitTurn(missing, ports, memory);
	}
	const line = await listWaiting(ports);
	if (line.length < aLine && await writeWithWaiting(attempt, line, ports, memory)) return true;
	memory.crowdedUntil = ports.clock.now().getTime() + crowdedMs;
	return false;
}
async function awaitTurn(records, ports, memory) {
	const own = waitingRef(records, ports);
	const until = ports.clock.now().getTime() + giveUpMs;
	let moved = {
		head: void 0,
		at: ports.clock.now().getTime()
	};
	let patience = patienceMs * (1 + ports.random());
	for (let cheapLooks = 0; ports.clock.now().getTime() < until; cheapLooks -= 1) {
		await ports.clock.sleep(shortestWaitMs + ports.random() * (longestWaitMs - shortestWaitMs));
		if (await ports.gitData.resolveRef(own) === void 0) {
			memory.crowdedUntil = ports.clock.now().getTime() + crowdedMs;
			return (await lookAtLedger(records, ports)).missing.length === 0;
		}
		if (cheapLooks > 0) continue;
		const waiting = await listWaiting(ports);
		const place = waiting.findIndex(({ name }) => name === own);
		cheapLooks = Math.min(Math.max(place, 0), mostCheapLooks);
		moved = await lookAtHead(moved, ports);
		if (place !== 0 && ports.clock.now().getTime() - moved.at < patience) continue;
		if (await writeWithWaiting({
			records,
			missing: records
		}, waiting, ports, memory)) return true;
		patience *= 1 + ports.random();
	}
	return false;
}
async function lookAtHead(moved, ports) {
	const head = await ports.gitData.resolveRef(`refs/heads/${ports.branch}`);
	return head === moved.head ? moved : {
		head,
		at: ports.clock.now().getTime()
	};
}
async function writeWithWaiting(attempt, refs, ports, memory) {
	const waiting = await readWaiting(refs, ports);
	const look = await lookAtLedger([...attempt.records, ...waiting.flatMap(({ records }) => records)], ports);
	attempt.missing ??= look.missing.filter((record) => attempt.records.includes(record));
	if (look.missing.length > 0) {
		const head = await commitRecords(look, ports, memory.known);
		memory.known = head === "conflict" ? void 0 : head;
		if (head === "conflict") return false;
	}
	await removeWaiting(waiting.map(({ ref }) => ref), ports);
	return true;
}
//#endregion
//#region src/app/ledger/find-run-records.ts
const mostSegments = 16;
async function findRunRecords(runId, since, ports) {
	const left = (await readWaiting(await listWaiting(ports), ports)).flatMap(({ records }) => records.flatMap(({ text }) => parseRecord(text)));
	const written = await readNewest(Date.parse(since), ports);
	return {
		records: [...left, ...written.records].filter((record) => record.schema === "pawl.run/1" && record.trigger.runId === runId),
		isComplete: written.isComplete
	};
}
async function readNewest(sinceMs, ports) {
	const head = await ports.gitData.resolveRef(`refs/heads/${ports.branch}`);
	if (head === void 0) return {
		records: [],
		isComplete: true
	};
	const files = (await ports.commits.listFiles(head, segmentFolder)).filter(({ path, size }) => segmentNumber(path) !== void 0 && size <= longestSegment).sort((a, b) => a.path < b.path ? 1 : -1);
	const records = [];
	for (const { path, sha } of files.slice(0, mostSegments)) {
		const { lines } = readChain([{
			path,
			text: await ports.commits.readBlob(sha)
		}], ports.digest.sha256);
		const found = readEntries(lines).entries.map(({ record }) => record);
		records.push(...found);
		if (found.length > 0 && found.every((record) => Date.parse(endOf(record)) < sinceMs)) return {
			records,
			isComplete: true
		};
	}
	return {
		records,
		isComplete: files.length <= mostSegments
	};
}
function parseRecord(text) {
	const record = ledgerRecordSchema.safeParse(parseJson(text)).data;
	return record === void 0 ? [] : [record];
}
//#endregion
//#region src/app/ledger/render-record.ts
function renderRecord(record) {
	const parsed = ledgerRecordSchema.safeParse(record);
	if (!parsed.success) {
		const problems = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join(".")}: ${message}`);
		throw new PawlError("ledger.record-invalid", { message: `The record ${record.key.slice(0, 100)} cannot be kept: ${problems.join("; ")}` });
	}
	const text = canonicalJson(parsed.data).toWellFormed();
	if (canonicalJson(fixedMembers(record)) !== canonicalJson(fixedMembers(parsed.data))) throw new PawlError("ledger.record-invalid", {
		message: `The record ${parsed.data.key} has members that ${parsed.data.schema} does not know.`,
		hint: "Add them to the schema in src/runs/ as optional members."
	});
	if (text.length <= 2e5) return {
		key: parsed.data.key,
		text
	};
	throw new PawlError("ledger.record-invalid", {
		message: `The record ${parsed.data.key} has ${text.length} characters; the ledger takes ${longestRecord}.`,
		hint: "Leave out params or inputs: list what stages really depend on."
	});
}
function fixedMembers(record) {
	return record.schema === "pawl.run/1" ? {
		...record,
		params: {}
	} : record;
}
//#endregion
//#region src/app/ledger/open-run-ledger.ts
function openRunLedger(ports, files) {
	const memory = { crowdedUntil: 0 };
	let running = Promise.resolve();
	let next;
	const join = (records) => {
		if (next !== void 0) {
			next.records.push(...records);
			return next.written;
		}
		const batch = [...records];
		const written = running.then(() => {
			next = void 0;
			return appendRecords(batch, ports, memory);
		});
		running = written.catch(() => void 0);
		next = {
			records: batch,
			written
		};
		return written;
	};
	return {
		append: async (records) => {
			const rendered = records.map(renderRecord);
			if (rendered.length === 0) return [];
			const fresh = await join(rendered);
			return rendered.map(({ key }) => fresh.has(key) ? "appended" : "present");
		},
		has: async (key) => (await lookAtLedger([{
			key,
			text: ""
		}], ports)).missing.length === 0,
		ofRun: (runId, since) => findRunRecords(runId, since, ports),
		read: () => readLedger(files, ports.digest.sha256)
	};
}
//#endregion
//#region src/runtime/open-ledger.ts
function openLedger({ github, log, branch = defaultLedgerBranch }) {
	const { commits, gitData } = github;
	return openRunLedger({
		commits,
		gitData,
		log,
		branch,
		clock: createClock(),
		digest: nodeDigest,
		random: () => Math.random()
	}, createApiLedgerFiles(github, branch));
}
//#endregion
export { createApiLedgerFiles as a, warnOfLost as i, appendBestEffort as n, tryAppend as r, openLedger as t };
