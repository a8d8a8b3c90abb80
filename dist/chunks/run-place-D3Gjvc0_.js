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
export { recordRun as n, recordDecision as t };
