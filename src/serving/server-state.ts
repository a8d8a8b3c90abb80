import { z } from "zod";

/**
 * `pawl.serving/1`: what a running server writes about itself, in `<serving-dir>/<environment>/<model>.json`, readable by
 * its owner only. The server is its only writer.
 */
export const serverStateSchema = z.strictObject({
  schema: z.literal("pawl.serving/1"),
  environment: z.string(),
  model: z.string(),
  pid: z.number().int().positive(),
  /** `http://127.0.0.1:4711`, without a slash at the end. */
  url: z.string(),
  version: z.string(),
  /** Digest of the model file. */
  sha256: z.string(),
  /** The directory with `model.onnx` and `manifest.json` that is served. */
  directory: z.string(),
  startedAt: z.string(),
  /** Bearer token for loading another version and for stopping. */
  adminToken: z.string(),
});

/** The state of a server, as data. */
export type ServerState = z.infer<typeof serverStateSchema>;

/** `pawl.server-config/1`: what a server is started with; a file that its owner only can read. */
export const serverConfigSchema = z.strictObject({
  schema: z.literal("pawl.server-config/1"),
  environment: z.string(),
  model: z.string(),
  directory: z.string(),
  host: z.string(),
  /** 0 picks a free one. */
  port: z.number().int().min(0).max(65_535),
  /** Directory of the prediction log; `null` writes none. */
  predictions: z.string().nullable(),
  stateFile: z.string(),
  adminToken: z.string().min(32),
});

/** A server's configuration, as data. */
export type ServerConfig = z.infer<typeof serverConfigSchema>;
