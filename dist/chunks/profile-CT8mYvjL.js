import { f as createSql } from "./compose-DIOF2qOa.js";
import { n as profileTable } from "./profile-DfmfayaT.js";
import { writeFile } from "node:fs/promises";
//#region src/cli/profile.ts
function addProfileCommand(program) {
	program.command("profile").description("describe a table's columns for later comparison; no rows are in it").requiredOption("--data <file>", "table: Parquet, CSV or JSON lines").option("--columns <names>", "columns, separated by commas; default: all").option("--out <file>", "write the profile here instead of to standard output").action(async (_, command) => {
		const { data, columns, out } = command.optsWithGlobals();
		const sql = await createSql();
		try {
			const wanted = columns === void 0 ? {} : { columns: columns.split(",") };
			const profile = JSON.stringify(await profileTable({
				path: data,
				...wanted
			}, { sql }), null, 2);
			if (out === void 0) console.log(profile);
			else await writeFile(out, `${profile}\n`);
		} finally {
			await sql.close();
		}
	});
}
//#endregion
export { addProfileCommand };
