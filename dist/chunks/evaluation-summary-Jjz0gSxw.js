import { n as renderJobSummary } from "./evaluation-check-D-oPGfVx.js";
//#region src/report/evaluation-summary.ts
function summarizeEvaluations(outcomes) {
	const reports = outcomes.map((outcome) => outcome.report);
	const verdict = ["fail", "warn"].find((worst) => reports.some((report) => report.verdict === worst)) ?? "pass";
	const shown = outcomes.find((outcome) => outcome.decision === "negative") ?? outcomes[0];
	return {
		decision: shown?.decision ?? "positive",
		reasonCode: shown?.reasonCode ?? "evaluation.no-models",
		reason: shown?.reason ?? "the policy has no models",
		result: {
			schema: "pawl.evaluate/1",
			verdict,
			reports
		}
	};
}
function renderEvaluationSummary(reports, context = {}) {
	return reports.map((report) => renderJobSummary(report, context)).join("\n\n---\n\n");
}
//#endregion
export { summarizeEvaluations as n, renderEvaluationSummary as t };
