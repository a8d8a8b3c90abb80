//#region src/app/pipeline/stage-progress.ts
const unwatched = {
	onStart: () => void 0,
	onEnd: () => void 0
};
//#endregion
export { unwatched as t };
