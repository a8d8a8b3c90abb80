import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown, type Plugin } from "rolldown";
import { buildPageScript, pageScriptFile } from "../src/adapters/plots/page-script.ts";
import { diagramFile, findDiagramBundle } from "../sandbox/github/pages/diagram-script.ts";
import { bundledLicenses, pathsOfPackage } from "./bundled-licenses.ts";

const natives = ["onnxruntime-node", "@duckdb/node-api"];

/** Bundle name → source: one bundle an action, the command line, the bot server, the sandbox, the inference server, the process of an isolated model, and the thread that copies files. */
function entries(): Record<string, string> {
  const actions = readdirSync("actions").filter((verb) => existsSync(`actions/${verb}/main.ts`));
  const named = Object.fromEntries(actions.map((verb) => [verb, `actions/${verb}/main.ts`]));
  return {
    ...named,
    pawl: "src/cli/main.ts",
    "bot-server": "bot/main.ts",
    sandbox: "sandbox/main.ts",
    serve: "src/runtime/serve-main.ts",
    model: "src/runtime/model-main.ts",
    "copy-thread": "src/adapters/data-store/copy-thread.ts",
  };
}

/**
 * commander imports modules of Node that it needs for programs in files of their own, which Pawl has none of. Loading them
 * takes a tenth of the time of a short command.
 */
const lazyBuiltins: Plugin = {
  name: "lazy-builtins",
  resolveId(source, importer) {
    const isFor = importer?.includes("/node_modules/commander/") === true;
    return isFor && builtinTexts.has(source) ? `\0lazy:${source}` : null;
  },
  load(id) {
    return id.startsWith("\0lazy:") ? (builtinTexts.get(id.slice("\0lazy:".length)) ?? null) : null;
  },
};

const builtinTexts: ReadonlyMap<string, string> = new Map([
  ["node:process", "export default globalThis.process;"],
  [
    "node:child_process",
    'export default { spawn: (...values) => process.getBuiltinModule("node:child_process").spawn(...values) };',
  ],
  [
    "node:util",
    'export const stripVTControlCharacters = (text) => process.getBuiltinModule("node:util").stripVTControlCharacters(text);',
  ],
]);

/**
 * Chunks of what is loaded together: in many small ones Node takes a tenth of the time of a short command to find and open
 * them. What is imported only when it is needed stays apart, and so do packages. A module goes into the first that it fits.
 */
const chunks: readonly { readonly name: string; readonly roots: readonly string[] }[] = [
  // What the thread that copies files loads.
  { name: "copy", roots: ["src/adapters/data-store/copy-file.ts"] },
  {
    // What the short verbs of pipelines and data load, `status` above all.
    name: "pipeline",
    roots: [
      "src/cli/status.ts",
      "src/app/status.ts",
      "src/runtime/find-repository.ts",
      "src/runtime/open-pipeline.ts",
      "src/adapters/data-store/open-data-store.ts",
      "src/adapters/file-system/local.ts",
      "src/adapters/file-system/workspace-view.ts",
    ],
  },
];

function chunkNames(): (id: string, chunking: Chunking) => string | null {
  const names = new Map<string, string>();
  const add = (name: string, id: string, chunking: Chunking): void => {
    if (names.has(id) || id.includes("/node_modules/")) return;
    names.set(id, name);
    const module = chunking.getModuleInfo(id);
    if (module === null) throw new Error(`${id} is in no bundle; see chunks`);
    for (const imported of module.importedIds) add(name, imported, chunking);
  };
  return (id, chunking) => {
    if (names.size === 0) {
      for (const { name, roots } of chunks) {
        for (const root of roots) add(name, fileURLToPath(new URL(`../${root}`, import.meta.url)), chunking);
      }
    }
    return names.get(id) ?? null;
  };
}

interface Chunking {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Builds every bundle into `directory`, which is replaced. */
export async function build(directory: string): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  const bundle = await rolldown({
    input: entries(),
    platform: "node",
    // CycloneDX's library looks for xmlbuilder2 to write XML, and does without it; Pawl writes JSON.
    external: [...natives, "xmlbuilder2"],
    plugins: [lazyBuiltins],
    preserveEntrySignatures: "allow-extension",
    // prom-client asks for the CommonJS form, in which rolldown 1.2.0 declares a name twice.
    resolve: { alias: { "@opentelemetry/api": fileURLToPath(import.meta.resolve("@opentelemetry/api")) } },
    // bottleneck asks for Redis clients through eval; Pawl never configures them.
    checks: { eval: false },
    // A dynamic import of what is in one of the chunks above anyway costs nothing.
    onLog(level, log, handle) {
      if (log.code !== "CIRCULAR_DEPENDENCY" && log.code !== "INEFFECTIVE_DYNAMIC_IMPORT") handle(level, log);
    },
  });
  const { output } = await bundle.write({
    dir: directory,
    format: "esm",
    // Notices of licences are in licenses.txt.
    comments: { legal: false, annotation: false, jsdoc: false },
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkNames() }] },
    banner: (chunk) => (chunk.name === "pawl" && chunk.isEntry ? "#!/usr/bin/env node" : ""),
  });
  await bundle.close();
  const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? Object.keys(chunk.modules) : []));
  copyFileSync(findDiagramBundle(), join(directory, diagramFile));
  writeFileSync(join(directory, "licenses.txt"), bundledLicenses([...modules, ...pathsOfPackage("mermaid")]));
  writeFileSync(join(directory, pageScriptFile), await buildPageScript());
}

function listFiles(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(directory, path)).isFile())
    .sort();
}

function differences(left: string, right: string): readonly string[] {
  const all = [...new Set([...listFiles(left), ...listFiles(right)])].sort();
  return all.filter((path) => {
    const [a, b] = [join(left, path), join(right, path)];
    return !existsSync(a) || !existsSync(b) || !readFileSync(a).equals(readFileSync(b));
  });
}

async function check(): Promise<void> {
  const fresh = mkdtempSync(join(tmpdir(), "pawl-dist-"));
  try {
    await build(fresh);
    const different = differences("dist", fresh);
    if (different.length === 0) return;
    console.error(
      `dist/ is not what the source builds: ${different.join(", ")}. Run npm run build and commit.`,
    );
    process.exitCode = 1;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

if (import.meta.main) await (process.argv.includes("--check") ? check() : build("dist"));
