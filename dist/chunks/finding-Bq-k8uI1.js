import { f as PawlError } from "./copy-W2n1VAGm.js";
import { d as readTrailer } from "./promotion-facts-BGaQ6fup.js";
import { t as readDeploymentPayload } from "./deployment-payload-C3riQ_lf.js";
import { a as readRegistry, s as parseTag } from "./released-manifest-CM4I6NaU.js";
//#region src/registry/holders.ts
function parseTimeSpan(text) {
	const [, day, time, zone] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ?? [];
	if (day === void 0) return void 0;
	const startMs = Date.parse(`${day}T00:00:00Z`);
	if (Number.isNaN(startMs) || new Date(startMs).toISOString().slice(0, 10) !== day) return void 0;
	if (time === void 0) return {
		fromMs: startMs,
		toMs: startMs + 864e5 - 1
	};
	const atMs = Date.parse(`${day}T${time}${zone ?? "Z"}`);
	return Number.isNaN(atMs) ? void 0 : {
		fromMs: atMs,
		toMs: atMs
	};
}
function listHolders(tags, span, only = {}) {
	const byModel = new Map();
	for (const record of tags) {
		const artifact = parseTag(record.name)?.artifact;
		if (artifact === void 0 || only.model !== void 0 && artifact !== only.model) continue;
		if (Date.parse(record.taggedAt) > span.toMs) continue;
		const list = byModel.get(artifact) ?? [];
		byModel.set(artifact, list);
		list.push(record);
	}
	return [...byModel].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([model, records]) => holdersOfModel(model, records, span).filter(({ environment }) => only.environment === void 0 || environment === only.environment));
}
function holdersOfModel(model, records, span) {
	const spells = new Map();
	for (const atMs of instantsOf(records, span)) {
		const known = records.filter((record) => secondMs(record) <= atMs);
		for (const [environment, { current }] of readRegistry(known).get(model)?.environments ?? []) {
			const list = spells.get(environment) ?? [];
			spells.set(environment, list);
			noteHolder(list, current, atMs);
		}
	}
	const byTag = new Map(records.map((record) => [record.name, record]));
	return [...spells].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([, list]) => list.toReversed().map((spell) => toHolder(model, spell, byTag.get(spell.assignment.tag))));
}
function instantsOf(records, { fromMs, toMs }) {
	const within = records.map(secondMs).filter((atMs) => atMs > fromMs && atMs <= toMs);
	return [...new Set([fromMs, ...within])].sort((a, b) => a - b);
}
function secondMs(record) {
	return Math.floor(Date.parse(record.taggedAt) / 1e3) * 1e3;
}
function noteHolder(list, current, atMs) {
	const last = list.at(-1);
	const isOpen = last !== void 0 && last.untilMs === null;
	if (isOpen && last.assignment.tag === current?.tag) return;
	if (isOpen) last.untilMs = atMs;
	if (current !== void 0) list.push({
		assignment: current,
		fromMs: atMs,
		untilMs: null
	});
}
function toHolder(model, { assignment, fromMs, untilMs }, record) {
	const { environment, version, tag, commitSha: commit, assignedAt, message } = assignment;
	return {
		model,
		environment,
		version: version ?? "",
		tag,
		commit,
		assignedAt,
		from: toText(fromMs),
		until: untilMs === null ? null : toText(untilMs),
		tagger: {
			name: assignment.assignedBy,
			email: record?.taggerEmail ?? ""
		},
		requestedBy: readTrailer(message, "Requested-by") ?? null,
		source: readTrailer(message, "Source") ?? null
	};
}
function toText(ms) {
	return new Date(ms).toISOString().replace(".000Z", "Z");
}
//#endregion
//#region src/registry/registry-history.ts
const kinds = {
	register: {
		event: "registration",
		order: 3
	},
	deregister: {
		event: "deregistration",
		order: 4
	},
	assign: {
		event: "assignment",
		order: 5
	},
	unassign: {
		event: "unassignment",
		order: 6
	},
	deprecate: {
		event: "deprecation",
		order: 2
	}
};
function listEvents(tags, artifact) {
	const entries = tags.flatMap((record) => {
		const tag = parseTag(record.name);
		if (tag === void 0 || artifact !== void 0 && tag.artifact !== artifact) return [];
		return [{
			record,
			tag,
			seconds: Math.floor(Date.parse(record.taggedAt) / 1e3)
		}];
	});
	const versions = versionsOfCommits(entries);
	return entries.sort(newestFirst).map((entry) => toEvent(entry, versions));
}
function newestFirst(a, b) {
	return b.seconds - a.seconds || kinds[b.tag.kind].order - kinds[a.tag.kind].order || (b.tag.counter ?? 0) - (a.tag.counter ?? 0) || (a.record.name < b.record.name ? 1 : -1);
}
function versionsOfCommits(entries) {
	const found = new Map();
	for (const { record, tag } of [...entries].sort((a, b) => newestFirst(b, a))) if (tag.kind === "register") found.set(`${tag.artifact} ${record.commitSha}`, tag.version);
	return found;
}
function toEvent({ record, tag }, versions) {
	const registered = versions.get(`${tag.artifact} ${record.commitSha}`) ?? null;
	return {
		event: kinds[tag.kind].event,
		model: tag.artifact,
		version: "version" in tag ? tag.version : "environment" in tag ? registered : null,
		environment: "environment" in tag ? tag.environment : null,
		tag: record.name,
		commit: record.commitSha,
		at: record.taggedAt,
		tagger: {
			name: record.taggerName,
			email: record.taggerEmail
		},
		requestedBy: readTrailer(record.message, "Requested-by") ?? null,
		source: readTrailer(record.message, "Source") ?? null
	};
}
//#endregion
//#region src/app/read-models.ts
function tagsOnGitHub(github) {
	const listRefs = () => github.commits.listRefs("refs/tags/");
	return { read: async () => {
		const before = await listRefs();
		const annotated = await github.gitData.listTags("");
		const known = new Set(annotated.map((tag) => `refs/tags/${tag.name}`));
		const unknown = before.filter(({ name }) => !known.has(name));
		if (unknown.length === 0) return {
			annotated,
			others: []
		};
		const after = new Map((await listRefs()).map(({ name, sha }) => [name, sha]));
		return {
			annotated,
			others: unknown.filter(({ name, sha }) => after.get(name) === sha).map(({ name }) => name.slice(10))
		};
	} };
}
async function listModels({ source, tags }) {
	return {
		schema: "pawl.models-list/1",
		source,
		models: [...readRegistry((await tags.read()).annotated).values()].sort((a, b) => a.artifact < b.artifact ? -1 : 1).map((state) => ({
			model: state.artifact,
			version: state.versions[0]?.version ?? null,
			versions: state.versions.length,
			environments: Object.fromEntries([...state.environments].map(([name, { current }]) => [name, current?.version ?? null])),
			deprecated: state.isDeprecated,
			updatedAt: state.lastTaggedAt ?? ""
		}))
	};
}
async function showModel(model, { source, tags }) {
	const state = requireModel((await tags.read()).annotated, model);
	const environments = [...state.environments].map(([environment, { current, history }]) => ({
		environment,
		version: current?.version ?? null,
		tag: current?.tag ?? null,
		assignedAt: current?.assignedAt ?? null,
		requestedBy: (current && readTrailer(current.message, "Requested-by")) ?? null,
		assignments: history.length
	}));
	const versions = state.versions.map(({ version, tag, commitSha: commit, registeredAt }) => ({
		version,
		tag,
		commit,
		registeredAt,
		environments: environments.filter((held) => held.version === version).map(({ environment }) => environment)
	}));
	const { isDeprecated: deprecated } = state;
	return {
		schema: "pawl.models-show/1",
		source,
		model,
		deprecated,
		versions,
		environments
	};
}
async function modelHistory(model, { source, tags }) {
	const { annotated } = await tags.read();
	if (model !== void 0) requireModel(annotated, model);
	return {
		schema: "pawl.models-history/1",
		source,
		events: [...listEvents(annotated, model)]
	};
}
async function modelsAt(request, ports) {
	const span = parseTimeSpan(request.date);
	if (span === void 0) throw new PawlError("usage.invalid", {
		message: `${JSON.stringify(request.date.slice(0, 40))} is no date.`,
		hint: "Write a day such as 2026-11-20, or an instant such as 2026-11-20T10:00:00Z."
	});
	const { annotated } = await ports.tags.read();
	if (request.model !== void 0) requireModel(annotated, request.model);
	const holders = [];
	const deployments = new Map();
	for (const holder of listHolders(annotated, span, request)) {
		const { environment } = holder;
		const known = deployments.get(environment) ?? await ports.github?.deployments.list(environment) ?? [];
		deployments.set(environment, known);
		holders.push({
			...holder,
			deployment: await describeDeployment(holder.tag, known, ports)
		});
	}
	const [from, to] = [span.fromMs, span.toMs].map((ms) => new Date(ms).toISOString());
	return {
		schema: "pawl.models-at/1",
		source: ports.source,
		from: from ?? "",
		to: to ?? "",
		holders
	};
}
async function describeDeployment(tag, known, { github }) {
	const found = known.filter(({ payload }) => readDeploymentPayload(payload)?.tag === tag).sort((a, b) => a.id - b.id)[0];
	if (found === void 0 || github === void 0) return null;
	const [newest] = await github.deployments.listStatuses(found.id);
	return {
		id: found.id,
		url: found.url,
		state: newest?.state ?? null
	};
}
function requireModel(tags, model) {
	const registry = readRegistry(tags);
	const state = registry.get(model);
	if (state !== void 0) return state;
	const known = [...registry.keys()].sort().slice(0, 10).join(", ");
	throw new PawlError("registry.model-unknown", { message: `No tag names a model ${JSON.stringify(model.slice(0, 100))}; known are: ${known || "none"}.` });
}
//#endregion
//#region src/registry/finding.ts
const findingTable = {
	"tag.lightweight": "Remove the tag; Pawl makes annotated ones.",
	"tag.malformed": "Remove the tag, or give it a name of the grammar.",
	"tag.date": "Find out who made the tag; the order of events follows its date.",
	"tag.future": "Remove the tag, or later tags must be dated after it.",
	"tag.moved": "Put the tag back on the commit of the manifest, or register the commit anew.",
	"version.ambiguous": "Deregister one of the two.",
	"assignment.version-missing": "Remove the tag, or register the commit.",
	"assignment.version-differs": "Find out who moved the tag; roll back to the version that is meant.",
	"assignment.version-withdrawn": "Unassign it, or promote another version.",
	"release.missing": "Run `pawl register` at the tag's commit; the bytes come from the DVC remote.",
	"release.draft": "Run `pawl register` at the tag's commit: it goes on where it stopped.",
	"release.doubled": "Delete the Release that does not have the manifest.",
	"release.edited": "Put the old notes back; the manifest and the tags stay the truth.",
	"manifest.missing": "Restore the Release from the DVC remote; deploys of the version are refused.",
	"manifest.invalid": "Restore the Release from the DVC remote; deploys of the version are refused.",
	"manifest.differs": "Restore the Release from the DVC remote; deploys of the version are refused.",
	"asset.missing": "Run `pawl register` at the tag's commit.",
	"asset.incomplete": "Run `pawl register` at the tag's commit.",
	"asset.changed": "Do not deploy the version; delete the asset and run `pawl register` at the tag's commit.",
	"asset.unexpected": "Delete the asset, or ignore it: nothing reads it.",
	"lock.differs": "Do not deploy the version: the commit's dvc.lock names another file.",
	"provenance.missing": "Give the job `register` an identity or a key (docs/guides/provenance.md); deploy refuses it.",
	"provenance.malformed": "Do not deploy the version; find out who made the Release, then register the commit anew.",
	"provenance.untrusted": "Do not deploy the version; find out who made the Release, then register the commit anew.",
	"provenance.wrong-subject": "Do not deploy the version; find out who made the Release, then register the commit anew.",
	"provenance.wrong-repository": "Do not deploy the version; find out who made the Release, then register the commit anew.",
	"provenance.wrong-workflow": "Do not deploy the version; find out who made the Release, then register the commit anew.",
	"mirror.missing": "Run `pawl register` with HF_TOKEN: it copies what the mirror lacks.",
	"mirror.differs": "Find out who made the tag on the Hub; remove it there, then run `pawl register` with HF_TOKEN.",
	"deployment.differs": "Roll back to a version that you trust; the Deployment names another model."
};
function toFinding(reasonCode, place, reason) {
	return {
		reasonCode,
		model: place.model,
		tag: place.tag,
		reason,
		hint: findingTable[reasonCode]
	};
}
//#endregion
export { showModel as a, modelsAt as i, listModels as n, tagsOnGitHub as o, modelHistory as r, toFinding as t };
