import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { format, resolveConfig } from "prettier";
import { z } from "zod";
import { policySchema } from "../../src/config/schema.ts";
import { explanationSchema } from "../../src/evaluation/explanation-schema.ts";
import { evaluationReportSchema } from "../../src/evaluation/report-schema.ts";
import { profileSchema } from "../../src/drift/profile-schema.ts";
import { monitorReportSchema } from "../../src/monitoring/monitor-report-schema.ts";
import { manifestSchema } from "../../src/registry/manifest-schema.ts";
import { modelsSchema } from "../../src/registry/registry-report-schema.ts";
import { dataDiffSchema } from "../../src/tables/data-diff-schema.ts";
import { auditSchema } from "../../src/runs/audit-schema.ts";
import { runSchema } from "../../src/runs/run-schema.ts";
import type { ActionDefinition } from "../../src/runtime/define-action.ts";
import { predictionRecordSchema } from "../../src/serving/prediction-record.ts";
import { gcReportSchema } from "../../src/versioning/gc-report-schema.ts";
import { nativePins } from "../native-pins.ts";
import { renderAppTables } from "./app-tables.ts";
import { renderActionYml } from "./action-yml.ts";
import { renderMetricReference } from "./metric-reference.ts";
import { commands } from "../../bot/commands/table.ts";
import { renderCommandReference } from "./command-reference.ts";
import { renderVerbList } from "./verb-list.ts";
import { renderImportDiagram } from "./import-diagram.ts";
import {
  renderActionReference,
  renderActionTables,
  renderErrorReference,
  renderPolicyReference,
} from "./reference.ts";

const schemas = {
  pawl: policySchema,
  report: evaluationReportSchema,
  explanation: explanationSchema,
  manifest: manifestSchema,
  prediction: predictionRecordSchema,
  profile: profileSchema,
  monitor: monitorReportSchema,
  "data-diff": dataDiffSchema,
  gc: gcReportSchema,
  "run-record": runSchema,
  "audit-record": auditSchema,
  models: modelsSchema,
};

type Definition = ActionDefinition<z.ZodObject>;

async function actionDefinitions(): Promise<readonly Definition[]> {
  const verbs = readdirSync("actions").filter((verb) => existsSync(`actions/${verb}/inputs.ts`));
  return Promise.all(
    verbs.map(async (verb) => {
      // Every inputs.ts exports `action`, made by defineAction.
      const module = (await import(`../../actions/${verb}/inputs.ts`)) as { readonly action: Definition };
      return module.action;
    }),
  );
}

function jsonSchema(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

/** Replaces the text between `<!-- <name>:begin -->` and `<!-- <name>:end -->` of a hand-written page, formatted as the rest. */
async function withBlock(page: string, name: string, block: string): Promise<string> {
  const pattern = new RegExp(`(<!-- ${name}:begin -->\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  const text = existsSync(page) ? readFileSync(page, "utf8") : "";
  const filled = text.replace(pattern, (_, begin: string, end: string) => `${begin}${block}\n${end}`);
  return format(filled, { ...(await resolveConfig(page)), parser: "markdown" });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [name, schema] of Object.entries(schemas)) {
    files.set(`schemas/${name}.schema.json`, json(jsonSchema(schema)));
  }
  const definitions = await actionDefinitions();
  for (const definition of definitions) {
    const isRoot = definition.verb === "pipeline";
    const path = isRoot ? "action.yml" : `actions/${definition.verb}/action.yml`;
    const bundle = `dist/${definition.verb}.js`;
    files.set(path, renderActionYml(definition, isRoot ? bundle : `../../${bundle}`));
    const readme = `actions/${definition.verb}/README.md`;
    if (existsSync(readme)) {
      files.set(readme, await withBlock(readme, "tables", renderActionTables(definition)));
    }
  }
  files.set("src/cli/verb-list.ts", await renderVerbList());
  files.set("docs/reference/actions.md", renderActionReference(definitions));
  files.set("docs/reference/commands.md", renderCommandReference(commands));
  files.set("docs/reference/errors.md", renderErrorReference());
  files.set("docs/reference/metrics.md", renderMetricReference());
  files.set("docs/reference/policy.md", renderPolicyReference(jsonSchema(policySchema)));
  files.set("src/adapters/native/pins.json", json(nativePins("package-lock.json")));
  files.set("ARCHITECTURE.md", await withBlock("ARCHITECTURE.md", "imports", renderImportDiagram()));
  const installation = "docs/guides/bot-installation.md";
  files.set(installation, await withBlock(installation, "app", renderAppTables()));
  return files;
}

async function main(): Promise<void> {
  const isCheck = process.argv.includes("--check");
  const stale: string[] = [];
  for (const [path, text] of await generatedFiles()) {
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    stale.push(path);
    if (isCheck) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (!isCheck)
    console.log(stale.length === 0 ? "generated files are up to date" : `wrote ${stale.join(", ")}`);
  if (!isCheck || stale.length === 0) return;
  console.error(`Not generated from the source: ${stale.join(", ")}. Run npm run generate and commit.`);
  process.exitCode = 1;
}

await main();
