import { f as PawlError } from "./copy-W2n1VAGm.js";
import { fn as createOutputDirectory, pn as createPlotRenderer } from "./pipeline-DJgoMtB1.js";
import { r as plainCell } from "./plain-text-B3nEYAFD.js";
import { s as planHeadline } from "./flowchart-DY8QKSTI.js";
import { c as planNotes, i as gateTable, l as planProvenance, s as planNextStep } from "./evaluation-check-D-oPGfVx.js";
import { t as reportPage } from "./report-page-BPyFxX2W.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
import { pathToFileURL } from "node:url";
import { basename, dirname, join } from "node:path";
//#region src/report/evaluation-lines.ts
const mostGates = 100;
function renderEvaluationLines(report) {
	const { columns, rows } = gateTable(report);
	const next = planNextStep(report);
	const table = rows.slice(0, mostGates).map((row) => row.map((cell) => plainCell(cell)));
	const headings = columns.map(({ heading }) => heading);
	const left = rows.length - mostGates;
	return [
		plainCell(planHeadline(report)),
		plainCell(planProvenance(report)),
		...table.length === 0 ? [] : ["", ...renderTextTable(headings, table, "plain").trimEnd().split("\n")],
		...left > 0 ? [`… and ${left} more gates`] : [],
		...planNotes(report).flatMap((note, index) => [...index === 0 ? [""] : [], plainCell(note)]),
		...next.length === 0 ? [] : ["", `Next: ${plainCell(next)}`]
	];
}
//#endregion
//#region src/runtime/write-report-page.ts
async function writeReportPage(reports, path) {
	const [report, ...others] = reports;
	if (report === void 0 || others.length > 0) {
		const names = reports.map(({ model }) => JSON.stringify(model)).join(", ");
		throw new PawlError("usage.invalid", {
			message: `A page shows one model; there is ${names === "" ? "none" : names}.`,
			hint: "Name one with --model."
		});
	}
	const files = await createOutputDirectory(dirname(path));
	await files.write(basename(path), await reportPage(report, await createPlotRenderer()));
	return pathToFileURL(join(files.root, basename(path))).href;
}
//#endregion
export { renderEvaluationLines as n, writeReportPage as t };
