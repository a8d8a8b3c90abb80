import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Ft as stageAddress, I as relativePath, Jt as isOverlap, K as loadPipeline, P as addressIn, Rt as compareCodePoints, Xt as joinPath, on as createFileSystem, v as findRepository, yn as createWorkspaceView } from "./pipeline-DJgoMtB1.js";
//#region src/versioning/stage-dag.ts
function buildDag(source, request) {
	const producers = listProducers(source);
	const graph = request.isOutputs ? outputGraph(producers) : stageGraph(producers);
	const filtered = request.target === void 0 ? graph : keepAround(graph, targetNodes(request.target, producers, request), request.isFull);
	const named = request.folder === void 0 ? filtered : seenFrom(request.folder, filtered, producers);
	return request.isCollapsed ? collapse(named) : named;
}
function seenFrom(folder, dag, producers) {
	const addresses = new Map(producers.map((one) => [one.name, addressIn(folder, one)]));
	const rename = (name) => addresses.get(name) ?? relativePath(name, folder);
	return {
		nodes: dag.nodes.map(rename),
		edges: dag.edges.map(({ from, to }) => ({
			from: rename(from),
			to: rename(to)
		}))
	};
}
function splitDag(dag) {
	const parts = [];
	const seen = new Set();
	for (const node of dag.nodes) {
		if (seen.has(node)) continue;
		const names = reach([node], [...dag.edges, ...dag.edges.map(reverse)]);
		for (const name of names) seen.add(name);
		parts.push(restrict(dag, names));
	}
	return parts;
}
function listProducers({ pipeline, tracked }) {
	const stages = pipeline.map((stage) => ({
		name: stage.address,
		file: stage.file,
		stage,
		outs: stage.outs.map((out) => out.path),
		needs: [...stage.deps, ...stage.params].map((dependency) => dependency.path)
	}));
	const files = [...new Set(tracked.map((data) => data.file))].map((file) => ({
		name: file,
		file,
		stage: void 0,
		outs: tracked.filter((data) => data.file === file).map((data) => data.target),
		needs: []
	}));
	return [...stages, ...files].sort((a, b) => compareCodePoints(a.file, b.file));
}
function stageGraph(producers) {
	const edges = producers.flatMap((to) => producers.filter((from) => from.outs.some((out) => to.needs.some((need) => isOverlap(out, need)))).map((from) => ({
		from: from.name,
		to: to.name
	})));
	return {
		nodes: producers.map((producer) => producer.name),
		edges
	};
}
function outputGraph(producers) {
	const outs = producers.flatMap((producer) => producer.outs);
	return {
		nodes: outs,
		edges: producers.flatMap((producer) => {
			const above = outs.filter((out) => producer.needs.some((need) => isOverlap(out, need)));
			return producer.outs.flatMap((to) => above.map((from) => ({
				from,
				to
			})));
		})
	};
}
function targetNodes(given, producers, { isOutputs, folder = "" }) {
	const target = joinPath(folder, given) ?? given;
	const address = addressOf(given, folder);
	const named = producers.filter(({ name }) => name === target || name === address || name.startsWith(`${address}@`));
	const making = producers.filter(({ outs }) => outs.some((out) => isOverlap(out, target)));
	const found = named.length > 0 ? named : making;
	if (found.length === 0) throw new PawlError("stage.unknown", { message: `${given} is no stage, no output and no .dvc file.` });
	if (!isOutputs) return found.map((producer) => producer.name);
	return found.flatMap(({ outs }) => named.length > 0 ? outs : outs.filter((out) => isOverlap(out, target)));
}
function addressOf(given, folder) {
	const [, before = "", name = given] = /^([^@]*):([^:]*)$/.exec(given) ?? [];
	return stageAddress(joinPath(folder, before === "" ? "dvc.yaml" : before) ?? before, name);
}
function keepAround(dag, targets, isFull) {
	const above = dag.edges.map(reverse);
	const part = isFull ? dag : restrict(dag, reach(targets, above));
	return restrict(part, reach(targets, [...part.edges, ...part.edges.map(reverse)]));
}
function collapse(dag) {
	const rename = (name) => name.endsWith(".dvc") ? name : name.split("@")[0] ?? name;
	const edges = dag.edges.map(({ from, to }) => ({
		from: rename(from),
		to: rename(to)
	}));
	const unique = new Map(edges.map((edge) => [JSON.stringify(edge), edge]));
	return {
		nodes: [...new Set(dag.nodes.map(rename))],
		edges: [...unique.values()]
	};
}
function restrict(dag, names) {
	return {
		nodes: dag.nodes.filter((node) => names.has(node)),
		edges: dag.edges.filter(({ from, to }) => names.has(from) && names.has(to))
	};
}
function reach(start, edges) {
	const next = new Map();
	for (const { from, to } of edges) {
		const known = next.get(from);
		if (known === void 0) next.set(from, [to]);
		else known.push(to);
	}
	const seen = new Set(start);
	for (const node of seen) for (const other of next.get(node) ?? []) seen.add(other);
	return seen;
}
function reverse({ from, to }) {
	return {
		from: to,
		to: from
	};
}
//#endregion
//#region src/app/dag.ts
async function dag(request, view) {
	return buildDag(await loadPipeline(view), request);
}
//#endregion
//#region src/report/dag-text.ts
function renderDagMermaid(dag) {
	const lines = ["flowchart TD"];
	let count = 0;
	for (const part of splitDag(dag)) {
		const ids = new Map();
		for (const node of [...part.nodes].sort(compareCodePoints)) {
			count += 1;
			ids.set(node, `node${count}`);
			lines.push(`\tnode${count}["${node.replaceAll("\"", "#quot;")}"]`);
		}
		const edges = [...part.edges].sort((a, b) => compareCodePoints(a.from, b.from) || compareCodePoints(a.to, b.to));
		for (const { from, to } of edges) lines.push(`\t${ids.get(from)}-->${ids.get(to)}`);
	}
	return lines.join("\n");
}
function renderDagDot(dag) {
	const quote = (name) => `"${name.replaceAll(/["\\]/g, "\\$&")}"`;
	const edges = dag.nodes.flatMap((node) => dag.edges.filter((edge) => edge.from === node));
	return [
		"strict digraph {",
		...dag.nodes.map((node) => `${quote(node)};`),
		...edges.map(({ from, to }) => `${quote(from)} -> ${quote(to)};`),
		"}",
		""
	].join("\n");
}
function renderDagTree(dag) {
	const below = new Map(dag.nodes.map((node) => [node, []]));
	for (const { from, to } of dag.edges) if (from !== to) below.get(from)?.push(to);
	const needed = new Set(dag.edges.filter(({ from, to }) => from !== to).map((edge) => edge.to));
	const seen = new Set();
	const lines = [];
	const draw = (node, lead, indent) => {
		const isRepeated = seen.has(node);
		const branches = below.get(node) ?? [];
		lines.push(`${lead}${clean(node)}${isRepeated && branches.length > 0 ? " (above)" : ""}`);
		if (isRepeated) return;
		seen.add(node);
		for (const [index, branch] of branches.entries()) {
			const isLast = index === branches.length - 1;
			draw(branch, `${indent}${isLast ? "└── " : "├── "}`, `${indent}${isLast ? "    " : "│   "}`);
		}
	};
	for (const node of dag.nodes) if (!needed.has(node)) draw(node, "", "");
	return lines.join("\n");
}
function clean(name) {
	return name.replaceAll(/\p{Cc}/gu, "?");
}
//#endregion
//#region src/cli/dag.ts
function addDagCommand(program) {
	program.command("dag").description("draw the graph of stages and data").argument("[target]", "a stage, an output or a .dvc file (default: everything)").option("--dot", "in Graphviz's language").option("--mermaid", "as a Mermaid flowchart").option("--md", "as a Mermaid flowchart in a Markdown block").option("--full", "everything that is connected with the target, not only what it needs").option("-o, --outs", "outputs in place of stages").option("--collapse-foreach-matrix", "one node for all stages of a foreach or matrix").action(async (target, _, command) => {
		const options = command.optsWithGlobals();
		const [isOutputs, isCollapsed] = [options.outs ?? false, options.collapseForeachMatrix ?? false];
		if (isOutputs && isCollapsed) throw new PawlError("usage.invalid", { message: "--outs and --collapse-foreach-matrix exclude each other." });
		const { root, folder } = findRepository(process.cwd());
		const view = await createWorkspaceView(await createFileSystem(root));
		const graph = await dag({
			folder,
			isFull: options.full ?? false,
			isOutputs,
			isCollapsed,
			...target === void 0 ? {} : { target }
		}, view);
		if (options.json === true) console.log(JSON.stringify(graph, null, 2));
		else if (options.dot === true) console.log(renderDagDot(graph));
		else if (options.md === true) console.log(`\`\`\`mermaid\n${renderDagMermaid(graph)}\n\`\`\``);
		else console.log(options.mermaid === true ? renderDagMermaid(graph) : renderDagTree(graph));
	});
}
//#endregion
export { addDagCommand };
