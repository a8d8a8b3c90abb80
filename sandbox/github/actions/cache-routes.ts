import type { CacheRecord } from "../../runner/host.ts";
import { notFound, validationFailed } from "../http/api-error.ts";
import type { ApiRequest, JsonObject, Router } from "../http/messages.ts";
import { counted, noContent, numberParam, ok } from "../http/reply.ts";
import type { ActionsService } from "./actions-service.ts";

const base = "/repos/:owner/:repo/actions/caches";

function render(cache: CacheRecord): JsonObject {
  return {
    id: cache.id,
    ref: cache.ref,
    key: cache.key,
    version: cache.version,
    last_accessed_at: cache.lastAccessedAt,
    created_at: cache.createdAt,
    size_in_bytes: cache.sizeBytes,
  };
}

type Order = (a: CacheRecord, b: CacheRecord) => number;

const orders: Readonly<Record<string, Order>> = {
  created_at: (a, b) => a.createdAt.localeCompare(b.createdAt) || a.id - b.id,
  last_accessed_at: (a, b) => a.lastAccessedAt.localeCompare(b.lastAccessedAt) || a.id - b.id,
  size_in_bytes: (a, b) => a.sizeBytes - b.sizeBytes || a.id - b.id,
};

function listed({ store }: ActionsService, { repository, query }: ApiRequest): readonly CacheRecord[] {
  const order = orders[query.get("sort") ?? "last_accessed_at"];
  if (order === undefined) throw validationFailed({ resource: "Cache", field: "sort", code: "invalid" });
  const [key, ref] = [query.get("key") ?? "", query.get("ref")];
  const found = store.caches
    .list(repository.id)
    .filter((cache) => cache.key.startsWith(key) && (ref === null || cache.ref === ref))
    .toSorted(order);
  return query.get("direction") === "asc" ? found : found.toReversed();
}

/** Caches of a repository: list, usage, delete by key or id. */
export function addCacheRoutes(app: Router, service: ActionsService): void {
  const { store, caches } = service;
  const read = { permission: "actions:read" } as const;
  const write = { permission: "actions:write" } as const;
  app.route("GET", base, read, (request) =>
    counted(request, "actions_caches", listed(service, request), render),
  );
  app.route("GET", "/repos/:owner/:repo/actions/cache/usage", read, ({ repository }) => {
    const all = store.caches.list(repository.id);
    return ok({
      full_name: repository.fullName,
      active_caches_size_in_bytes: all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      active_caches_count: all.length,
    });
  });
  app.route("DELETE", base, write, (request) => {
    const [key, ref] = [request.query.get("key"), request.query.get("ref")];
    if (key === null) throw validationFailed({ resource: "Cache", field: "key", code: "missing_field" });
    const found = store.caches
      .list(request.repository.id)
      .filter((cache) => cache.key === key && (ref === null || cache.ref === ref));
    if (found.length === 0) throw notFound();
    for (const cache of found) caches.remove(cache);
    return ok({ total_count: found.length, actions_caches: found.map(render) });
  });
  app.route("DELETE", `${base}/:cache_id`, write, (request) => {
    const cache = store.caches.get(request.repository.id, numberParam(request, "cache_id"));
    if (cache === undefined) throw notFound();
    caches.remove(cache);
    return noContent();
  });
}
