//#region src/versioning/metafile.ts
function isMetafile(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	return !/(^|\/)\.dvc\//.test(path) && (/^(dvc\.yaml|dvc\.lock|\.dvcignore)$/.test(name) || /.\.dvc$/.test(name));
}
//#endregion
export { isMetafile as t };
