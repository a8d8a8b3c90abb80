import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { timingSafeEqual } from "node:crypto";
import { PawlError } from "../../errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ModelRuntime } from "../../ports/model-runtime.ts";
import { platform, type ModelMetadata } from "../../serving/open-inference-protocol.ts";
import { infer, type InferenceContext } from "./inference.ts";
import { PredictionLog } from "./prediction-log.ts";
import { LiveModel, loadServedModel, type ModelSource, type ServedModel } from "./served-model.ts";
import { takeJsonBodies } from "./request-body.ts";
import { createServerMetrics } from "./server-metrics.ts";

/** How a server is made. */
export interface InferenceServerOptions {
  readonly model: string;
  readonly environment: string;
  readonly source: ModelSource;
  readonly runtime: ModelRuntime;
  readonly clock: Clock;
  /** Absolute directory of the prediction log; `null` writes none. */
  readonly predictions: string | null;
  /** Without it the administration routes answer 403. */
  readonly adminToken?: string | undefined;
  /** Greatest request body in bytes; 10 MiB unless told. */
  readonly bodyLimitBytes?: number | undefined;
  /** Called when another version went live. */
  readonly onReplaced?: ((served: ServedModel) => Promise<void>) | undefined;
  /** Called when the administration route asks the process to stop. */
  readonly onStop?: (() => void) | undefined;
}

/** A server that listens. */
export interface InferenceServer {
  /** Address without a slash at the end. */
  readonly url: string;
  readonly served: ServedModel;
  /** Ends requests in progress, writes the prediction log and frees the model. */
  close(): Promise<void>;
}

interface Served {
  readonly live: LiveModel;
  readonly context: InferenceContext;
  readonly options: InferenceServerOptions;
}

const flushMs = 200;

/**
 * Starts a server of the Open Inference Protocol v2 (REST) for one model.
 *
 * @param address where to listen; port 0 picks a free one. The default host is 127.0.0.1.
 * @throws PawlError `serving.warm-up-failed`, `model.unreadable`, `serving.unavailable` when it cannot listen
 */
export async function startInferenceServer(
  options: InferenceServerOptions,
  address: { readonly host?: string; readonly port: number },
): Promise<InferenceServer> {
  const first = await loadServedModel(options.source, options.runtime);
  const live = new LiveModel(first);
  const metrics = createServerMetrics();
  metrics.setLive(options.model, first, options.clock.now());
  const log = openLog(options, (lines) => metrics.dropped.inc(lines));
  const context: InferenceContext = {
    model: options.model,
    environment: options.environment,
    metrics,
    now: () => options.clock.now(),
    log: log && ((records) => log.append(records)),
  };
  const app = createApp({ live, context, options });
  const { host = "127.0.0.1", port } = address;
  const url = await app.listen({ host, port }).catch((cause: unknown) => {
    throw new PawlError("serving.unavailable", {
      message: `${host}:${port} cannot be listened on.`,
      hint: "Take another port; 0 picks a free one.",
      cause,
    });
  });
  return {
    url,
    served: first,
    close: async () => {
      await app.close();
      await log?.flush();
      await live.current.loaded.release();
    },
  };
}

function openLog(
  options: InferenceServerOptions,
  onDropped: (lines: number) => void,
): PredictionLog | undefined {
  if (options.predictions === null) return undefined;
  const startedMs = options.clock.now().getTime();
  const writer = `server-${process.pid}-${startedMs.toString(36)}`;
  return new PredictionLog({ directory: options.predictions, writer, flushMs, onDropped });
}

function createApp(served: Served): FastifyInstance {
  const app = fastify({
    bodyLimit: served.options.bodyLimitBytes ?? 10 * 1024 * 1024,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200 },
  });
  app.setErrorHandler(async (error, _request, reply) => {
    const status = hasStatus(error) ? error.statusCode : 500;
    await reply.code(status).send({ error: error instanceof Error ? error.message : String(error) });
  });
  app.setNotFoundHandler(async (request, reply) => {
    await reply.code(404).send({ error: `no such route: ${request.method} ${request.url.slice(0, 200)}` });
  });
  takeJsonBodies(app);
  addHealth(app, served);
  addModel(app, served, "/v2/models/:model");
  addModel(app, served, "/v2/models/:model/versions/:version");
  addAdministration(app, served);
  return app;
}

function hasStatus(error: unknown): error is { readonly statusCode: number } {
  return (
    typeof error === "object" &&
    error !== null &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    error.statusCode >= 400
  );
}

function addHealth(app: FastifyInstance, { context }: Served): void {
  app.get("/v2", () => ({ name: "pawl", version: "1", extensions: ["model_repository"] }));
  app.get("/v2/health/live", () => ({ live: true }));
  app.get("/v2/health/ready", () => ({ ready: true }));
  app.get("/metrics", async (_request, reply) => {
    const { registry } = context.metrics;
    return await reply.type(registry.contentType).send(await registry.metrics());
  });
}

interface ModelRoute {
  readonly Params: { readonly model: string; readonly version?: string };
}

function addModel(app: FastifyInstance, served: Served, prefix: string): void {
  const { live, context } = served;
  const known = async (
    request: FastifyRequest<ModelRoute>,
    reply: FastifyReply,
    work: (model: ServedModel) => Promise<unknown>,
  ): Promise<unknown> =>
    await live.use(async (model) => {
      const unknown = findUnknown(request.params, context.model, model);
      return unknown === undefined ? await work(model) : await reply.code(404).send({ error: unknown });
    });
  app.get<ModelRoute>(prefix, (request, reply) =>
    known(request, reply, async (model) => await reply.send(toMetadata(context.model, model))),
  );
  app.get<ModelRoute>(`${prefix}/ready`, (request, reply) =>
    known(request, reply, async () => await reply.send({ name: context.model, ready: true })),
  );
  app.post<ModelRoute>(`${prefix}/infer`, (request, reply) =>
    known(request, reply, async (model) => {
      const answer = await infer(model, request.body, context);
      return await reply.code(answer.status).send(answer.body);
    }),
  );
}

function findUnknown(
  params: ModelRoute["Params"],
  name: string,
  { version }: ServedModel,
): string | undefined {
  if (params.model !== name) return `model ${params.model} is not served here`;
  if (params.version === undefined || params.version === version) return undefined;
  return `version ${params.version} of ${name} is not live; ${version ?? "an unversioned one"} is`;
}

function toMetadata(name: string, served: ServedModel): ModelMetadata {
  const { inputs, outputs } = served.rules.signature;
  return { name, versions: served.version === null ? [] : [served.version], platform, inputs, outputs };
}

function addAdministration(app: FastifyInstance, served: Served): void {
  const { options, context } = served;
  const guard = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!isAdmin(request, options.adminToken)) await reply.code(403).send({ error: "not permitted" });
  };
  app.get("/pawl/process", { onRequest: guard }, () => ({
    pid: process.pid,
    environment: options.environment,
    model: options.model,
  }));
  app.post("/pawl/stop", { onRequest: guard }, () => {
    setImmediate(() => options.onStop?.());
    return { stopping: true };
  });
  app.post<ModelRoute & { Body: unknown }>(
    "/v2/repository/models/:model/load",
    { onRequest: guard },
    async (request, reply) => {
      if (request.params.model !== context.model)
        return await reply.code(404).send({ error: "unknown model" });
      const directory = readDirectory(request.body);
      if (directory === undefined) {
        return await reply.code(400).send({ error: "the body needs parameters.directory" });
      }
      return await load(served, directory, reply);
    },
  );
}

async function load(served: Served, directory: string, reply: FastifyReply): Promise<unknown> {
  const { live, context, options } = served;
  let next: ServedModel;
  try {
    next = await loadServedModel({ kind: "release", directory }, options.runtime);
  } catch (error) {
    return await reply.code(400).send({ error: error instanceof Error ? error.message : String(error) });
  }
  await live.replace(next);
  context.metrics.setLive(context.model, next, options.clock.now());
  await options.onReplaced?.(next);
  return await reply.send({ name: context.model, version: next.version, sha256: next.sha256 });
}

function readDirectory(body: unknown): string | undefined {
  const parameters = typeof body === "object" && body !== null && "parameters" in body && body.parameters;
  if (typeof parameters !== "object" || parameters === null || !("directory" in parameters)) return undefined;
  return typeof parameters.directory === "string" ? parameters.directory : undefined;
}

function isAdmin(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) return false;
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
