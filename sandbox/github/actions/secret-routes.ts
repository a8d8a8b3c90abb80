import { notFound, validationFailed } from "../http/api-error.ts";
import { requiredText } from "../http/fields.ts";
import type { ApiRequest, JsonObject, Router } from "../http/messages.ts";
import { counted, created, noContent, ok } from "../http/reply.ts";
import { environmentScope } from "../resources/deployment-records.ts";
import { environmentOf } from "../resources/environments.ts";
import type { ActionsService } from "./actions-service.ts";
import type { SecretRecord } from "./actions-store.ts";

const repositoryBase = "/repos/:owner/:repo/actions/secrets";
const environmentBase = "/repos/:owner/:repo/environments/:environment_name/secrets";
const namePattern = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/;

function render({ name, createdAt, updatedAt }: SecretRecord): JsonObject {
  return { name, created_at: createdAt, updated_at: updatedAt };
}

type Scope = number | string;

function find({ store }: ActionsService, request: ApiRequest, scope: Scope): SecretRecord {
  const secret = store.secrets.get(scope, (request.params["name"] ?? "").toUpperCase());
  if (secret === undefined) throw notFound();
  return secret;
}

function put(
  { context, store }: ActionsService,
  scope: Scope,
  secret: Pick<SecretRecord, "name" | "encrypted" | "value">,
): boolean {
  const name = secret.name.toUpperCase();
  if (!namePattern.test(name)) {
    throw validationFailed({ resource: "Secret", field: "name", code: "invalid", value: secret.name });
  }
  const now = context.timestamp();
  const found = store.secrets.get(scope, name);
  store.secrets.put(scope, name, {
    ...secret,
    name,
    createdAt: found?.createdAt ?? now,
    updatedAt: now,
  });
  return found === undefined;
}

/** Sets a secret from inside the process, for tests. */
export function setSecret(service: ActionsService, repositoryId: number, name: string, value: string): void {
  put(service, repositoryId, { name, encrypted: null, value });
}

/**
 * Opens a sealed box of libsodium's (X25519, XSalsa20-Poly1305) for the key of {@link ActionsStore.keys}.
 *
 * @returns `null` when it was not sealed for this key; workflows then see the secret as "".
 */
async function openSealedBox({ store }: ActionsService, encrypted: string): Promise<string | null> {
  const { default: sodium } = await import("libsodium-wrappers");
  await sodium.ready;
  const { publicKey, privateKey } = store.keys();
  const [box, own, secret] = [encrypted, publicKey, privateKey].map((text) => Buffer.from(text, "base64"));
  if (box === undefined || own === undefined || secret === undefined) return null;
  try {
    return Buffer.from(sodium.crypto_box_seal_open(box, own, secret)).toString("utf8");
  } catch {
    return null;
  }
}

interface Place {
  readonly base: string;
  readonly permission: "secrets" | "environments";
  readonly scopeOf: (request: ApiRequest) => Scope;
}

function addRoutes(app: Router, service: ActionsService, { base, permission, scopeOf }: Place): void {
  const { store } = service;
  const read = { permission: `${permission}:read`, role: "write" } as const;
  const write = { permission: `${permission}:write`, role: "write" } as const;
  app.route("GET", base, read, (request) =>
    counted(request, "secrets", store.secrets.list(scopeOf(request)), render),
  );
  app.route("GET", `${base}/public-key`, read, (request) => {
    scopeOf(request);
    const { id, publicKey } = store.keys();
    return ok({ key_id: id, key: publicKey });
  });
  app.route("GET", `${base}/:name`, read, (request) => ok(render(find(service, request, scopeOf(request)))));
  app.route("PUT", `${base}/:name`, write, async (request) => {
    const scope = scopeOf(request);
    const body = await request.json();
    const encrypted = requiredText(body, "encrypted_value", "Secret");
    if (requiredText(body, "key_id", "Secret") !== store.keys().id) {
      throw validationFailed({ resource: "Secret", field: "key_id", code: "invalid" });
    }
    const isNew = put(service, scope, {
      name: request.params["name"] ?? "",
      encrypted,
      value: await openSealedBox(service, encrypted),
    });
    return isNew ? created({}) : noContent();
  });
  app.route("DELETE", `${base}/:name`, write, (request) => {
    store.secrets.remove(scopeOf(request), find(service, request, scopeOf(request)).name);
    return noContent();
  });
}

/** Secrets of a repository and of its environments: public key, list, read (no value), create or replace, delete. */
export function addSecretRoutes(app: Router, service: ActionsService): void {
  const scopeOf = ({ repository }: ApiRequest): Scope => repository.id;
  addRoutes(app, service, { base: repositoryBase, permission: "secrets", scopeOf });
  addRoutes(app, service, {
    base: environmentBase,
    permission: "environments",
    scopeOf: (request) => environmentScope(environmentOf(service.context, request)),
  });
}
