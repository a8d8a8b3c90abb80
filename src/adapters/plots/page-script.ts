import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PawlError } from "../../errors.ts";

/** The file beside the bundles that `scripts/build.ts` writes. */
export const pageScriptFile = "report-page-vega.js";

/**
 * Vega for a page: the file beside this bundle or above its chunk, or in the source tree put together from the packages.
 *
 * @throws PawlError `plot.invalid`
 */
export async function readPageScript(): Promise<string> {
  const bundled = [`./${pageScriptFile}`, `../${pageScriptFile}`]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  return bundled === undefined ? buildPageScript() : readFile(bundled, "utf8");
}

/**
 * Puts Vega's own browser bundle and its interpreter of expressions, a module with one import and one export, into one script.
 *
 * @throws PawlError `plot.invalid` when a package is not there or has another form.
 */
export async function buildPageScript(): Promise<string> {
  try {
    const folder = dirname(fileURLToPath(import.meta.resolve("vega")));
    const vega = await readFile(join(folder, "vega.min.js"), "utf8");
    const interpreter = await readFile(fileURLToPath(import.meta.resolve("vega-interpreter")), "utf8");
    return requireEmbeddable(`${withoutMap(vega)}\n${toScript(withoutMap(interpreter))}`);
  } catch (cause) {
    if (cause instanceof PawlError) throw cause;
    throw new PawlError("plot.invalid", { message: "Vega's bundle for browsers is not installed.", cause });
  }
}

function toScript(module: string): string {
  const imports = /^import \{ ([\w, ]+) \} from 'vega-util';\n/.exec(module);
  const exported = /\nexport \{ (\w+) as expressionInterpreter \};\s*$/.exec(module);
  const names = imports?.[1];
  const name = exported?.[1];
  if (imports === null || exported === null || names === undefined || name === undefined) {
    throw new PawlError("plot.invalid", { message: "vega-interpreter is not the module that is expected." });
  }
  const body = module.slice(imports[0].length, exported.index);
  return `(() => {\nconst { ${names} } = vega;\n${body}\nvega.expressionInterpreter = ${name};\n})();\n`;
}

function withoutMap(script: string): string {
  return script.replaceAll(/^\/\/# sourceMappingURL=.*$/gm, "").trimEnd();
}

/** What could end the element of the page that holds the script. */
function requireEmbeddable(script: string): string {
  if (!/<\/script|<!--/i.test(script)) return script;
  throw new PawlError("plot.invalid", { message: "Vega's bundle cannot stand inside a page." });
}
