import { c as gateMetricId, l as isFileMetric, o as describeGate } from "./parse-policy-CiPne4bg.js";
import { n as overallVerdict, t as judgeGates } from "./gates-fIOE3WIQ.js";
//#region src/evaluation/judge-report.ts
function evidenceOf(report, isStrict) {
	return {
		metrics: report.metrics,
		slices: report.slices,
		isFirst: (metric) => isFileMetric(metric.metric) ? metric.champion === null : report.champion === null,
		isStrict,
		confidence: report.confidence,
		...report.seedNoise === void 0 ? {} : { seedNoise: report.seedNoise }
	};
}
function judgeReport(report, policy) {
	if (report.outcome === "unchanged") return report;
	const judged = judgeGates(policy.gates, evidenceOf(report, policy.strict)).map((result) => explainMissing(result, report.gates));
	const claimed = new Map(report.gates.map((result) => [keyOf(result), result]));
	const own = new Set(policy.gates.map(describeGate));
	const gates = [...judged.map((result) => worse(result, claimed.get(keyOf(result)))), ...report.gates.filter((result) => !own.has(result.gate))].slice(0, mostGates);
	return {
		...report,
		gates,
		verdict: worstOf(report.verdict, overallVerdict(gates))
	};
}
const mostGates = 1e3;
function explainMissing(result, claimed) {
	if (claimed.some((entry) => entry.gate === result.gate) || result.reasonCode !== "gate.metric-missing") return result;
	const reason = "the report was made without this gate of the base branch: bring the branch up to date";
	return {
		...result,
		reasonCode: "gate.not-judged",
		reason
	};
}
function keyOf({ gate, slice }) {
	return JSON.stringify([gate, slice]);
}
const order = [
	"fail",
	"warn",
	"pass"
];
function worse(judged, claimed) {
	if (claimed === void 0) return judged;
	return order.indexOf(claimed.status) < order.indexOf(judged.status) ? claimed : judged;
}
function worstOf(a, b) {
	return order.find((status) => status === a || status === b) ?? "fail";
}
function keepGatedMetrics(metrics, gates, most) {
	if (metrics.length <= most) return metrics;
	const gated = new Set(gates.map(gateMetricId));
	const room = most - metrics.filter(({ metric }) => gated.has(metric)).length;
	const others = metrics.filter(({ metric }) => !gated.has(metric)).slice(0, Math.max(0, room));
	const kept = new Set(others);
	return metrics.filter((metric) => gated.has(metric.metric) || kept.has(metric)).slice(0, most);
}
//#endregion
export { keepGatedMetrics as n, judgeReport as t };
