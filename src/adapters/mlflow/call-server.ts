import { z } from "zod";
import { PawlError } from "../../errors.ts";
import { parseJson } from "../../parse-json.ts";

/** Where a tracking server is, and as whom it is asked. */
export interface MlflowServer {
  /** `http://host:5000`, without a slash at the end. */
  readonly url: string;
  /** Value of the header `authorization`. */
  readonly authorization: string | undefined;
  /** For one call. Default: 30 s. */
  readonly timeoutMs?: number;
}

/** A call that the server answered: its document, or its error code. */
export type Answer<Body> = { readonly body: Body } | { readonly refused: string; readonly message: string };

const refusal = z.looseObject({ error_code: z.string(), message: z.string().default("") });
const defaultTimeoutMs = 30_000;

/**
 * A tracking server by its address and the variables of MLflow's own client: `MLFLOW_TRACKING_TOKEN`, or
 * `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`.
 *
 * @throws PawlError `usage.invalid` for what is no http address, or one with a password, a query or a fragment in it.
 */
export function mlflowServer(
  uri: string,
  variables: Readonly<Record<string, string | undefined>>,
): MlflowServer {
  const url = URL.parse(uri);
  const isPlain = url !== null && url.username === "" && url.password === "" && url.search + url.hash === "";
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    throw new PawlError("usage.invalid", {
      message: "The address of the MLflow server is no plain http or https address.",
      hint: "Write https://host:port; give credentials by MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and _PASSWORD.",
    });
  }
  const { MLFLOW_TRACKING_TOKEN: token, MLFLOW_TRACKING_USERNAME: user } = variables;
  const password = variables["MLFLOW_TRACKING_PASSWORD"] ?? "";
  const basic = user === undefined || user === "" ? undefined : `Basic ${btoa(`${user}:${password}`)}`;
  const authorization = token === undefined || token === "" ? basic : `Bearer ${token}`;
  return { url: url.href.replace(/\/$/, ""), authorization };
}

/** One call of MLflow's REST API 2.0. A redirect is not followed: it would take the credentials along. */
export async function callServer<Body>(
  server: MlflowServer,
  [method, path]: readonly ["GET" | "POST" | "DELETE" | "PATCH", string],
  given: Readonly<Record<string, unknown>>,
  schema: z.ZodType<Body>,
): Promise<Answer<Body>> {
  const url = new URL(`${server.url}/api/2.0/mlflow/${path}`);
  if (method === "GET")
    for (const [name, value] of Object.entries(given)) url.searchParams.set(name, String(value));
  const { status, text } = await send(server, { method, url, body: method === "GET" ? undefined : given });
  const document = parseJson(text);
  const where = `${method} ${path} of ${server.url}`;
  if (status === 200) {
    const parsed = schema.safeParse(document);
    if (parsed.success) return { body: parsed.data };
    throw new PawlError("mlflow.malformed-response", {
      message: `${where} answered what MLflow does not: ${describe(text)}`,
    });
  }
  const refused = refusal.safeParse(document).data;
  if (refused !== undefined && status < 500 && status !== 401 && status !== 403) {
    return {
      refused: refused.error_code,
      message: `${where} answered ${status} ${refused.error_code}: ${describe(refused.message)}`,
    };
  }
  throw new PawlError("mlflow.refused", {
    message: `${where} answered ${status}: ${describe(refused?.message ?? text)}`,
  });
}

/** The document of an answer. @throws PawlError `mlflow.refused` with MLflow's own message */
export function required<Body>(answer: Answer<Body>): Body {
  if ("body" in answer) return answer.body;
  throw new PawlError("mlflow.refused", { message: answer.message });
}

async function send(
  { authorization, timeoutMs = defaultTimeoutMs, url: base }: MlflowServer,
  { method, url, body }: { readonly method: string; readonly url: URL; readonly body: unknown },
): Promise<{ readonly status: number; readonly text: string }> {
  const init: RequestInit = {
    method,
    redirect: "manual",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  };
  try {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    const message = `${base} did not answer ${method} ${url.pathname} within ${timeoutMs / 1000} s, or was cut off.`;
    throw new PawlError("mlflow.unreachable", { message, cause });
  }
}

function describe(text: string): string {
  return JSON.stringify(text.slice(0, 300).toWellFormed());
}
