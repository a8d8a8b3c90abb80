import { E as strictObject, b as literal, m as array, v as discriminatedUnion } from "./schemas-CFgJ4ov0.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { on as createFileSystem } from "./pipeline-DJgoMtB1.js";
import { t as evaluationReportSchema } from "./report-schema-DfF52wm-.js";
import { t as renderEvaluationSummary } from "./evaluation-summary-Jjz0gSxw.js";
import { n as renderEvaluationLines, t as writeReportPage } from "./write-report-page-D2ePvekB.js";
import { basename, dirname, resolve } from "node:path";
//#region src/app/read-reports.ts
const mostBytes = 64 * 2 ** 20;
const documentSchema = discriminatedUnion("schema", [evaluationReportSchema, strictObject({
	schema: literal("pawl.evaluate/1"),
	verdict: evaluationReportSchema.shape.verdict,
	reports: array(evaluationReportSchema).min(1).max(1e3)
})]);
async function readReports(request, { files }) {
	const { path, model } = request;
	const found = await files.stat(path);
	if (found?.kind !== "file") throw new PawlError("file.missing", { message: `${path} is no file.` });
	if (found.sizeBytes > mostBytes) throw new PawlError("file.too-large", { message: `${path} has ${found.sizeBytes} bytes.` });
	const parsed = documentSchema.safeParse(parseJson(await files.readText(path), path));
	if (!parsed.success) throw unreadable(path, describeIssue(parsed.error.issues[0]));
	const all = parsed.data.schema === "pawl.report/1" ? [parsed.data] : parsed.data.reports;
	const reports = model === void 0 ? all : all.filter((report) => report.model === model);
	if (reports.length > 0) return {
		document: parsed.data,
		reports
	};
	const names = all.map((report) => JSON.stringify(report.model)).join(", ");
	throw new PawlError("usage.invalid", { message: `${path} has no report of ${JSON.stringify(model)}; it has ${names}.` });
}
function parseJson(text, path) {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw unreadable(path, "it is no JSON", cause);
	}
}
function describeIssue(issue) {
	const where = issue?.path.map(String).join(".") ?? "";
	return `it is no pawl.report/1 or pawl.evaluate/1: ${where === "" ? "" : `${where}: `}${issue?.message ?? ""}`;
}
function unreadable(path, why, cause) {
	return new PawlError("file.unreadable", {
		message: `${path} cannot be read: ${why}.`,
		cause
	});
}
//#endregion
//#region src/cli/report.ts
function addReportCommand(program) {
	program.command("report").description("show a report that evaluate wrote: as text, Markdown or one HTML page with live plots").argument("<file>", "pawl.report/1, or pawl.evaluate/1 with the reports of all models").option("--html <file>", "write the page here; it needs nothing from elsewhere").option("--md", "print the Markdown of the pull-request comment").option("--model <name>", "only this model").action(async (file, _, command) => {
		await showReport(resolve(file), command.optsWithGlobals());
	});
}
async function showReport(path, options) {
	const files = await createFileSystem(dirname(path));
	const { document, reports } = await readReports({
		path: basename(path),
		model: options.model
	}, { files });
	if (options.html !== void 0) {
		const address = await writeReportPage(reports, resolve(options.html));
		if (options.json !== true && options.md !== true) {
			console.log(address);
			return;
		}
	}
	if (options.json === true) console.log(JSON.stringify(document));
	else if (options.md === true) console.log(renderEvaluationSummary(reports));
	else console.log(reports.map((report) => renderEvaluationLines(report).join("\n")).join("\n\n"));
}
//#endregion
export { addReportCommand };
