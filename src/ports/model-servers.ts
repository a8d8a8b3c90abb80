/** A model server that runs. */
export interface ModelServer {
  readonly environment: string;
  readonly model: string;
  /** Address that clients use, without a slash at the end. */
  readonly url: string;
  readonly version: string;
  /** Digest of the model file that is live. */
  readonly sha256: string;
  readonly pid: number;
  readonly startedAt: string;
  /** Names the files of the live version, so that they can be loaded again. */
  readonly directory: string;
}

/** A version to put live. */
export interface ServeRequest {
  readonly environment: string;
  readonly model: string;
  readonly version: string;
  /** The bytes of `model.onnx`, verified already. */
  readonly modelBytes: Uint8Array;
  /** The text of `manifest.json`, of `pawl.manifest/1`. */
  readonly manifestText: string;
  /** Port of a new server; 0 picks a free one. A running server keeps its own. */
  readonly port: number;
  /** Absolute directory of the prediction log; `null` writes none. A running server keeps its own. */
  readonly predictions: string | null;
}

/** How loading ended; `reason` is one line. A refused load leaves the server as it was. */
export type LoadResult =
  | { readonly decision: "loaded"; readonly server: ModelServer }
  | { readonly decision: "refused"; readonly reason: string };

/** Model servers on this machine, one for each environment and model. */
export interface ModelServers {
  /** The server that runs and answers, or `undefined`. */
  current(environment: string, model: string): Promise<ModelServer | undefined>;
  /** Starts a server that outlives this process and waits until it is ready. */
  start(request: ServeRequest): Promise<LoadResult>;
  /** Makes a running server load another version, proven on a warm-up before it takes over, at the same address. */
  reload(server: ModelServer, request: ServeRequest): Promise<LoadResult>;
  /** Makes a running server load a version again that it served before. */
  restore(server: ModelServer): Promise<LoadResult>;
  /** Stops a server; nothing happens when its process is gone or is another one by now. */
  stop(environment: string, model: string): Promise<void>;
  /** `POST /v2/models/{model}/infer`; the body as it came. */
  infer(server: ModelServer, body: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
}
