import { f as PawlError } from "./copy-W2n1VAGm.js";
import { on as createFileSystem, un as createModelRuntime, vn as createSql } from "./pipeline-DJgoMtB1.js";
import { t as mostProbable } from "./most-probable-C2KAQPn9.js";
import { i as checkInputValues, s as scoreTable, t as planInputs, u as openEvaluationTable } from "./input-plan-CbmNBjsb.js";
import { n as Option } from "./commander-DFFLS3wq.js";
import { n as profileTable } from "./profile-D82OiS0-.js";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
//#region src/app/predict-rows.ts
async function predictRows({ model: bytes, path, task }, ports) {
	const table = await openEvaluationTable({
		path,
		id: void 0
	}, ports);
	const model = await ports.modelRuntime.load(bytes);
	try {
		const plan = planInputs(model, {
			table,
			reserved: new Set()
		});
		await checkInputValues(plan, table, ports.sql);
		const { values, width } = await scoreTable({
			model,
			plan,
			task
		}, table);
		if (width === 1) return Array.from(values);
		return Array.from({ length: values.length / width }, (_, row) => String(mostProbable(values, row * width, width)));
	} finally {
		await model.release();
	}
}
//#endregion
//#region src/cli/profile.ts
const memoryLimitBytes = 2 ** 30;
function addProfileCommand(program) {
	program.command("profile").description("describe a table's columns for later comparison; no rows are in it").requiredOption("--data <file>", "table: Parquet, Arrow, CSV or JSON lines").option("--columns <names>", "columns, separated by commas; default: all").option("--model <file>", "ONNX file: the distribution of its predictions for the rows goes in too").addOption(new Option("--task <task>", "what the model does").choices([
		"binary-classification",
		"multiclass-classification",
		"regression"
	]).default("binary-classification")).option("--out <file>", "write the profile here; it is printed without this option, or with --json").action(async (_, command) => {
		const options = command.optsWithGlobals();
		const profile = JSON.stringify(await profileFile(options), null, 2);
		if (options.out !== void 0) await writeProfile(options.out, `${profile}\n`);
		if (options.out === void 0 || options.json === true) console.log(profile);
	});
}
async function profileFile(options) {
	const temporaryDirectory = await mkdtemp(join(tmpdir(), "pawl-profile-"));
	const sql = await createSql({
		memoryLimitBytes,
		temporaryDirectory
	});
	try {
		const { data, columns } = options;
		const wanted = columns === void 0 ? {} : { columns: columns.split(",") };
		const predictions = await predict(options, sql);
		return await profileTable({
			path: data,
			...wanted,
			...predictions === void 0 ? {} : { predictions }
		}, { sql });
	} finally {
		await sql.close();
		await rm(temporaryDirectory, {
			recursive: true,
			force: true
		});
	}
}
async function predict({ data, model, task }, sql) {
	if (model === void 0) return void 0;
	const bytes = await readFile(model).catch((cause) => {
		throw new PawlError("file.missing", {
			message: `--model ${model} cannot be read.`,
			cause
		});
	});
	const path = resolve(data);
	const files = await createFileSystem(dirname(path));
	const modelRuntime = await createModelRuntime();
	return predictRows({
		model: bytes,
		path: basename(path),
		task
	}, {
		sql,
		files,
		modelRuntime
	});
}
async function writeProfile(path, text) {
	await writeFile(path, text).catch((cause) => {
		throw new PawlError("file.write-failed", {
			message: `--out ${path} cannot be written.`,
			cause
		});
	});
}
//#endregion
export { addProfileCommand };
