//#region src/cli/command-log.ts
function createCommandLog(options = {}) {
	const say = (message, location) => {
		const place = location === void 0 ? "" : `${location.file}${location.line === void 0 ? "" : `:${location.line}`}: `;
		console.error(`${place}${message}`);
	};
	return {
		debug: () => void 0,
		info: options.isQuiet === true ? () => void 0 : say,
		warning: say,
		error: say
	};
}
//#endregion
export { createCommandLog as t };
