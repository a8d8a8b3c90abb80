import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Qt as readDocument, Z as pipelinePath } from "./pipeline-DJgoMtB1.js";
import { n as policyPath } from "./parse-policy-CiPne4bg.js";
//#region src/config/starter-policy.ts
const maxLength = 1024 * 1024;
const heading = "# What Pawl judges, promotes and watches; docs/guides/policy.md explains every key.\nversion: 1\n# One issue that shows every model, with boxes to ask for more:\n# dashboard: true\n";
function renderStarterPolicy(pipelineText) {
	const artifacts = pipelineText === void 0 ? [] : modelFiles(pipelineText);
	const models = new Map(artifacts.map((path) => [modelName(path), path]));
	if (models.size === 0) return `${heading}${example}`;
	const texts = [...models].map(([name, path]) => `  ${name}:
    artifact: ${JSON.stringify(path)}
    # What the model does; or multiclass-classification, or regression.
    task: binary-classification
    # What a new version must reach, for instance a value of a metrics file of dvc.yaml:
    # gates:
    #   - {metric: "metrics.json:accuracy", direction: higher, max_regression: 1%}
`);
	return `${heading}models:\n${texts.join("")}`;
}
const example = `models: {}
# Name the model file that a stage of dvc.yaml writes, and put it in the place of {}:
# models:
#   my-model:
#     artifact: models/model.onnx
#     task: binary-classification # or multiclass-classification, or regression
#     gates:
#       - {metric: "metrics.json:accuracy", direction: higher, max_regression: 1%}
`;
function modelFiles(text) {
	const { document } = readDocument(text, {
		file: "dvc.yaml",
		maxLength
	});
	return Object.values(asRecord(asRecord(document?.toData())["stages"])).flatMap((stage) => {
		const { wdir, outs } = asRecord(stage);
		const paths = (Array.isArray(outs) ? outs : []).flatMap((out) => typeof out === "string" ? [out] : Object.keys(asRecord(out)));
		const folder = typeof wdir === "string" && wdir !== "." ? `${wdir.replace(/\/$/, "")}/` : "";
		return paths.filter((path) => /^[\w./-]+\.onnx$/.test(path)).map((path) => `${folder}${path}`);
	});
}
function asRecord(value) {
	return typeof value === "object" && value !== null ? { ...value } : {};
}
function modelName(path) {
	const parts = path.replace(/\.onnx$/, "").split("/");
	const own = parts.at(-1) ?? "model";
	return (own === "model" ? parts.findLast((part) => !/^(models?|\.*)$/.test(part)) ?? own : own).replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(0, 64).replace(/^[_-]{1,64}/, "").replace(/[_-]{1,64}$/, "") || "model";
}
//#endregion
//#region src/app/init.ts
const workflowPath = ".github/workflows/pawl.yml";
const dvcFiles = {
	".dvc/config": "",
	".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
	".dvcignore": "# Add patterns of files dvc should ignore, which could improve\n# the performance. Learn more at\n# https://dvc.org/doc/user-guide/dvcignore\n"
};
async function init(request, ports) {
	const { files, git } = ports;
	if (request.isWithoutGit === true && request.isSubdirectory === true) throw refuse("--no-scm and --subdir exclude each other.", "Choose one.");
	const isTop = request.isWithoutGit !== true && await checkPlace(request, ports);
	const isThere = await files.stat(".dvc") !== void 0;
	const written = [];
	if (!isThere || request.isForced === true) written.push(...await writeDvcFiles(request, files));
	const staged = request.isWithoutGit === true ? [] : [...written];
	if (staged.length > 0) await git.stage(staged);
	if (isTop) written.push(...await writePawlFiles(request, ports));
	if (written.length > 0) return {
		written,
		staged
	};
	throw refuse(`${files.root} is set up already: .dvc exists.`, "Use --force to begin anew without its cache.");
}
function refuse(message, hint) {
	return new PawlError("usage.invalid", {
		message,
		hint
	});
}
async function checkPlace(request, { files, git }) {
	const top = await git.top();
	const isTop = top === files.root;
	if (top === void 0 || !isTop && request.isSubdirectory !== true) throw refuse(`${files.root} is not the top of a git work tree.`, "Run `git init` first; or use --subdir below the top of one, or --no-scm without git.");
	if (await git.isIgnored(".dvc")) throw refuse(`${files.root}/.dvc is ignored by git.`, "Add !.dvc to .gitignore.");
	return isTop;
}
async function writeDvcFiles(request, files) {
	if (await files.stat(".dvc") !== void 0) await files.remove(".dvc");
	const texts = request.isWithoutGit === true ? withoutGit : dvcFiles;
	const written = [];
	for (const [path, text] of Object.entries(texts)) {
		if (await files.stat(path) === void 0) await files.write(path, text);
		written.push(path);
	}
	return written;
}
const { ".dvc/.gitignore": _, ...withoutIgnore } = dvcFiles;
const withoutGit = {
	...withoutIgnore,
	".dvc/config": "[core]\n    no_scm = True\n"
};
async function writePawlFiles(request, { files, git }) {
	const texts = renderPawlFiles({
		pipeline: await files.stat("dvc.yaml") !== void 0 ? await files.readText(pipelinePath) : void 0,
		branch: await git.defaultBranch(),
		workflow: request.workflow
	});
	const written = [];
	for (const [path, text] of Object.entries(texts)) {
		if (await files.stat(path) !== void 0) continue;
		await files.write(path, text);
		written.push(path);
	}
	return written;
}
function renderPawlFiles(facts) {
	const { pipeline, branch, workflow } = facts;
	return {
		[policyPath]: renderStarterPolicy(pipeline),
		[workflowPath]: workflow.replaceAll("$default-branch", () => JSON.stringify(branch))
	};
}
//#endregion
export { renderPawlFiles as n, init as t };
