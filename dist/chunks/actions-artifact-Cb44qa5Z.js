import { f as PawlError } from "./copy-W2n1VAGm.js";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
//#region src/adapters/artifacts/actions-artifact.ts
const actionsArtifacts = { upload };
async function upload(name, files) {
	if (process.env["ACTIONS_RUNTIME_TOKEN"] === void 0) throw new PawlError("artifact.upload-failed", { message: `Artifact ${name} cannot be uploaded: ACTIONS_RUNTIME_TOKEN is not set` });
	const directory = await mkdtemp(join(process.env["RUNNER_TEMP"] ?? tmpdir(), "pawl-artifact-"));
	try {
		const paths = await writeFiles(directory, files);
		const { DefaultArtifactClient } = await import("./artifact-BIYQsbXM.js");
		const { id } = await new DefaultArtifactClient().uploadArtifact(name, paths, directory);
		return { id };
	} catch (error) {
		throw asUploadError(name, error);
	} finally {
		await rm(directory, {
			recursive: true,
			force: true
		});
	}
}
async function writeFiles(directory, files) {
	const paths = [];
	for (const file of files) {
		const path = join(directory, file.path);
		if (relative(directory, path).startsWith("..")) throw new PawlError("artifact.upload-failed", { message: `${file.path} leaves the artifact` });
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, file.content);
		paths.push(path);
	}
	return paths;
}
function asUploadError(name, error) {
	if (error instanceof PawlError) return error;
	return new PawlError("artifact.upload-failed", {
		message: `Artifact ${name} was not uploaded: ${error instanceof Error ? error.message : String(error)}`,
		cause: error
	});
}
//#endregion
export { actionsArtifacts };
