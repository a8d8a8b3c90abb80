//#region src/cli/print-result.ts
function printResult(isJson, data, lines) {
	if (isJson === true) console.log(JSON.stringify(data, null, 2));
	else for (const line of lines) console.log(line);
}
//#endregion
export { printResult as t };
