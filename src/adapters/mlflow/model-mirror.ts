import { z } from "zod";
import type { FoundVersion, ModelMirror } from "../../ports/experiment-tracking.ts";
import { callServer, type MlflowServer, required } from "./call-server.ts";

const nothing = z.looseObject({});
const tagList = z.array(z.looseObject({ key: z.string(), value: z.string().default("") })).default([]);
const modelSchema = z.looseObject({
  registered_model: z.looseObject({
    tags: tagList,
    aliases: z.array(z.looseObject({ alias: z.string(), version: z.coerce.string() })).default([]),
  }),
});
const versionSchema = z.looseObject({ version: z.coerce.string(), tags: tagList });
const pageSchema = z.looseObject({
  model_versions: z.array(versionSchema).default([]),
  next_page_token: z.string().optional(),
});
const versionsAPage = 1000;

/** {@link ModelMirror} by MLflow's REST API 2.0. */
export function createModelMirror(server: MlflowServer): ModelMirror {
  const call = async <Body>(
    method: "POST" | "DELETE",
    path: string,
    given: object,
    schema: z.ZodType<Body>,
  ): Promise<Body> => required(await callServer(server, [method, path], { ...given }, schema));
  return {
    findModel: async (name) => {
      const answer = await callServer(server, ["GET", "registered-models/get"], { name }, modelSchema);
      if ("refused" in answer && answer.refused === "RESOURCE_DOES_NOT_EXIST") return undefined;
      const { tags, aliases } = required(answer).registered_model;
      const numbers = aliases.map(({ alias, version }) => [alias, version] as const);
      return { tags: toMap(tags), aliases: new Map(numbers) };
    },
    createModel: async (name, tags) =>
      void (await call("POST", "registered-models/create", { name, tags }, nothing)),
    listVersions: (name) => listVersions(server, name),
    createVersion: async (name, { source, description, runId: run_id, tags }) => {
      const given = { name, source, description, run_id, tags };
      const made = z.looseObject({ model_version: versionSchema });
      return (await call("POST", "model-versions/create", given, made)).model_version.version;
    },
    setModelTag: async (name, tag) =>
      void (await call("POST", "registered-models/set-tag", { name, ...tag }, nothing)),
    setVersionTag: async (name, version, tag) =>
      void (await call("POST", "model-versions/set-tag", { name, version, ...tag }, nothing)),
    setAlias: async (name, alias, version) =>
      void (await call("POST", "registered-models/alias", { name, alias, version }, nothing)),
    removeAlias: async (name, alias) =>
      void (await call("DELETE", "registered-models/alias", { name, alias }, nothing)),
  };
}

async function listVersions(server: MlflowServer, name: string): Promise<readonly FoundVersion[]> {
  const found: FoundVersion[] = [];
  const filter = `name='${name.replaceAll("'", "")}'`;
  for (let page_token: string | undefined, isFirst = true; isFirst || page_token; isFirst = false) {
    const asked = { filter, max_results: versionsAPage, ...(page_token ? { page_token } : {}) };
    const page = required(await callServer(server, ["GET", "model-versions/search"], asked, pageSchema));
    found.push(...page.model_versions.map(({ version, tags }) => ({ number: version, tags: toMap(tags) })));
    page_token = page.next_page_token;
  }
  return found;
}

function toMap(tags: z.infer<typeof tagList>): ReadonlyMap<string, string> {
  return new Map(tags.map(({ key, value }) => [key, value]));
}
