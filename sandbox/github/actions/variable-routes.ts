import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, JsonObject, Router } from "../http/messages.ts";
import { counted, created, noContent, ok } from "../http/reply.ts";
import type { ActionsService } from "./actions-service.ts";
import type { VariableRecord } from "./actions-store.ts";

const base = "/repos/:owner/:repo/actions/variables";
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

function find({ store }: ActionsService, request: ApiRequest): VariableRecord {
  const variable = store.variables.get(request.repository.id, (request.params["name"] ?? "").toUpperCase());
  if (variable === undefined) throw notFound();
  return variable;
}

/** Sets a configuration variable of a repository, from inside the process. The name becomes upper case. */
export function setVariable(
  service: ActionsService,
  repositoryId: number,
  name: string,
  value: string,
): void {
  const { context, store } = service;
  const key = readName(name);
  const now = context.timestamp();
  const createdAt = store.variables.get(repositoryId, key)?.createdAt ?? now;
  store.variables.put(repositoryId, key, { name: key, value, createdAt, updatedAt: now });
}

/** Configuration variables of a repository: list, create, read, change, delete. */
export function addVariableRoutes(app: Router, service: ActionsService): void {
  const { store } = service;
  const read = { permission: "variables:read", role: "write" } as const;
  const write = { permission: "variables:write", role: "write" } as const;
  app.route("GET", base, read, (request) =>
    counted(request, "variables", store.variables.list(request.repository.id), render),
  );
  app.route("POST", base, write, async (request) => {
    const body = await request.json();
    const name = readName(requiredText(body, "name", "Variable"));
    const { id } = request.repository;
    if (store.variables.get(id, name) !== undefined)
      throw new ApiError(409, "Already exists - Variable already exists");
    setVariable(service, id, name, textField(body, "value", "Variable") ?? "");
    return created({});
  });
  app.route("GET", `${base}/:name`, read, (request) => ok(render(find(service, request))));
  app.route("PATCH", `${base}/:name`, write, async (request) => {
    const variable = find(service, request);
    const body = await request.json();
    const name = readName(textField(body, "name", "Variable") ?? variable.name);
    if (name !== variable.name) store.variables.remove(request.repository.id, variable.name);
    setVariable(service, request.repository.id, name, textField(body, "value", "Variable") ?? variable.value);
    return noContent();
  });
  app.route("DELETE", `${base}/:name`, write, (request) => {
    store.variables.remove(request.repository.id, find(service, request).name);
    return noContent();
  });
}
