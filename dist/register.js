import { C as object, D as string } from "./chunks/schemas-CFgJ4ov0.js";
import { t as escapeText } from "./chunks/escape-BJ4yC3X_.js";
import { n as runAction } from "./chunks/run-action-Dqp5Gw2y.js";
import { a as tokenInput, o as defineAction, r as repositoryInputs, t as modelInput } from "./chunks/shared-inputs-DSngGAsj.js";
import { i as needsAttention } from "./chunks/open-registry-CgxxShHC.js";
import { n as workflowRepository } from "./chunks/workflow-repository-xL-ccSYK.js";
import { n as describeFailures, r as failedRegistrations, t as runRegister } from "./chunks/run-register-CivNQsaM.js";
import { resolve } from "node:path";
//#region src/report/register-summary.ts
function renderRegisterSummary(rows, mirrors = []) {
	return [
		"### Registration",
		"",
		"| model | version | result | why |",
		"| --- | --- | --- | --- |",
		...rows.map(({ model, version, reasonCode, reason }) => `| ${escapeText(model)} | ${escapeText(version ?? "–")} | ${escapeText(reasonCode)} | ${escapeText(reason, 300)} |`),
		"",
		...mirrorLines(mirrors)
	].join("\n");
}
function mirrorLines(mirrors) {
	if (mirrors.length === 0) return [];
	return [
		"### Mirrors",
		"",
		...mirrors.some(({ isAmiss }) => isAmiss) ? ["⚠️ The versions above are registered; a mirror lacks something.", ""] : [],
		"| mirror | model | version | result | why |",
		"| --- | --- | --- | --- | --- |",
		...mirrors.map(({ mirror, model, version, reasonCode, reason, isAmiss }) => {
			return `| ${[...[
				mirror,
				model,
				version ?? "–",
				`${isAmiss ? "⚠️ " : ""}${reasonCode}`
			].map((text) => escapeText(text)), escapeText(reason, 300)].join(" | ")} |`;
		}),
		""
	];
}
//#endregion
//#region actions/register/main.ts
await runAction(defineAction({
	verb: "register",
	description: "Gives each model of the checked out commit whose artifact is new a version: annotated tag, then Release with model, card, manifest and profile.",
	inputs: object({
		token: tokenInput("contents: write and pull-requests: read"),
		model: modelInput("Register this model only. Default: every model of the policy."),
		"signing-key": string().optional().describe("Private key (PEM, EC P-256 or Ed25519) to sign the Release with. Default: the job attests, if it has `id-token: write` and `attestations: write`."),
		...repositoryInputs
	}),
	outputs: {
		version: "Versions of the models, `name@v1.2.0`, one a line; those that did not change too.",
		"release-url": "Addresses of the Releases that were published, one a line."
	}
}), async (inputs, log) => {
	const report = await runRegister({
		...inputs,
		directory: resolve(inputs["working-directory"]),
		signingKey: inputs["signing-key"],
		variables: process.env,
		...workflowRepository(),
		log
	});
	const registered = report.models.filter((result) => result.decision === "registered");
	for (const { model, version, provenance } of registered) {
		if (provenance.how !== "none") continue;
		log.warning(`${model} ${version} has no provenance, so deploy may refuse it: ${provenance.reason}`);
	}
	const versions = report.models.flatMap(({ model, version }) => version === null ? [] : `${model}@${version}`);
	const urls = registered.map((result) => result.releaseUrl);
	const failures = failedRegistrations(report.models);
	return {
		decision: failures.length === 0 ? "positive" : "negative",
		reasonCode: failures[0]?.reasonCode ?? registered[0]?.reasonCode ?? "unchanged",
		reason: describeFailures(failures) || report.models.map((result) => result.reason).join("; "),
		outputs: {
			version: versions.join("\n"),
			"release-url": urls.join("\n")
		},
		result: { ...report },
		summary: renderRegisterSummary(report.models, report.mirrors.map((mirror) => ({
			...mirror,
			isAmiss: needsAttention(mirror)
		})))
	};
});
//#endregion
export {};
