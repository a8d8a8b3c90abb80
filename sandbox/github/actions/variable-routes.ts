import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, JsonObject, Router } from "../http/messages.ts";
import { counted, created, noContent, ok } from "../http/reply.ts";
import { environmentScope } from "../resources/deployment-records.ts";
import { environmentOf } from "../resources/environments.ts";
import type { ActionsService } from "./actions-service.ts";
import type { VariableRecord } from "./actions-store.ts";

const repositoryBase = "/repos/:owner/:repo/actions/variables";
const environmentBase = "/repos/:owner/:repo/environments/:environment_name/variables";
const namePattern = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/;

function readName(text: string): string {
  const name = text.toUpperCase();
  if (!namePattern.test(name))
    throw validationFailed({ resource: "Variable", field: "name", code: "invalid", value: text });
  return name;
}

function render(variable: VariableRecord): JsonObject {
  const { name, value, createdAt, updatedAt } = variable;
  return { name, value, created_at: createdAt, updated_at: updatedAt };
}

type Scope = number | string;

function find({ store }: ActionsService, request: ApiRequest, scope: Scope): VariableRecord {
  const variable = store.variables.get(scope, (request.params["name"] ?? "").toUpperCase());
  if (variable === undefined) throw notFound();
  return variable;
}

/** Sets a configuration variable of a repository (its id) or an environment (`environmentScope`), from inside the process. The name becomes upper case. */
export function setVariable(service: ActionsService, scope: Scope, name: string, value: string): void {
  const { context, store } = service;
  const key = readName(name);
  const now = context.timestamp();
  const createdAt = store.variables.get(scope, key)?.createdAt ?? now;
  store.variables.put(scope, key, { name: key, value, createdAt, updatedAt: now });
}

interface Place {
  readonly base: string;
  readonly permission: "actions_variables" | "environments";
  readonly scopeOf: (request: ApiRequest) => Scope;
}

function addRoutes(app: Router, service: ActionsService, { base, permission, scopeOf }: Place): void {
  const { store } = service;
  const read = { permission: `${permission}:read`, role: "write" } as const;
  const write = { permission: `${permission}:write`, role: "write" } as const;
  app.route("GET", base, read, (request) =>
    counted(request, "variables", store.variables.list(scopeOf(request)), render),
  );
  app.route("POST", base, write, async (request) => {
    const body = await request.json();
    const name = readName(requiredText(body, "name", "Variable"));
    const scope = scopeOf(request);
    if (store.variables.get(scope, name) !== undefined)
      throw new ApiError(409, "Already exists - Variable already exists");
    setVariable(service, scope, name, textField(body, "value", "Variable") ?? "");
    return created({});
  });
  app.route("GET", `${base}/:name`, read, (request) => ok(render(find(service, request, scopeOf(request)))));
  app.route("PATCH", `${base}/:name`, write, async (request) => {
    const scope = scopeOf(request);
    const variable = find(service, request, scope);
    const body = await request.json();
    const name = readName(textField(body, "name", "Variable") ?? variable.name);
    if (name !== variable.name) store.variables.remove(scope, variable.name);
    setVariable(service, scope, name, textField(body, "value", "Variable") ?? variable.value);
    return noContent();
  });
  app.route("DELETE", `${base}/:name`, write, (request) => {
    store.variables.remove(scopeOf(request), find(service, request, scopeOf(request)).name);
    return noContent();
  });
}

/** Configuration variables of a repository and of its environments: list, create, read, change, delete. */
export function addVariableRoutes(app: Router, service: ActionsService): void {
  const scopeOf = ({ repository }: ApiRequest): Scope => repository.id;
  addRoutes(app, service, { base: repositoryBase, permission: "actions_variables", scopeOf });
  addRoutes(app, service, {
    base: environmentBase,
    permission: "environments",
    scopeOf: (request) => environmentScope(environmentOf(service.context, request)),
  });
}
