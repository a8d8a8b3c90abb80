import { Agent } from "node:https";
import { resolve } from "node:path";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { PawlError } from "../../errors.ts";
import { flagOption, numberOption, type RemoteSpecification } from "./remote-specification.ts";
import { tlsOf } from "./tls-settings.ts";

/** Options that Pawl would have to leave out, with another result than DVC's. */
const refused = ["sse_customer_algorithm", "sse_customer_key"];

/** What the SDK warns about is said by Pawl's own errors. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The custom endpoint of a remote; `undefined` for AWS itself. */
export function endpointOf(remote: RemoteSpecification): string | undefined {
  const { options, environment } = remote;
  const given =
    options.get("endpointurl") ?? environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"];
  if (given === undefined || given === "" || /^https?:\/\//i.test(given)) return given || undefined;
  return `${flagOption(remote, "use_ssl", true) ? "https" : "http"}://${given}`;
}

/**
 * A client for an S3 remote, with the options that DVC knows.
 *
 * @throws PawlError `remote.unsupported` for an option that Pawl does not carry out.
 */
export async function createS3Client(remote: RemoteSpecification): Promise<S3Client> {
  const found = refused.find((name) => remote.options.has(name));
  if (found !== undefined) {
    throw new PawlError("remote.unsupported", {
      message: `The option ${found} of the remote ${remote.name} is not carried out.`,
      hint: "Use sse and sse_kms_key_id, or let the bucket encrypt by default.",
    });
  }
  const endpoint = endpointOf(remote);
  const config: S3ClientConfig = {
    ...profileOf(remote),
    ...credentialsOf(remote),
    // Path style: the host of an own server seldom answers for the names of buckets below it.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(endpoint === undefined && !flagOption(remote, "use_ssl", true) ? { tls: false } : {}),
    followRegionRedirects: true,
    // Of a part of an upload; whole requests are repeated by Pawl.
    maxAttempts: 2,
    logger: silent,
    requestHandler: requestHandlerOptions(remote),
    // Other servers than AWS's do not all know these.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  };
  const region = regionOf(remote);
  if (region !== undefined) return new S3Client({ ...config, region });
  const client = new S3Client(config);
  const configured = await client.config.region().catch(() => undefined);
  if (configured !== undefined) return client;
  client.destroy();
  return new S3Client({ ...config, region: "us-east-1" });
}

function regionOf({ options, environment }: RemoteSpecification): string | undefined {
  return (
    options.get("region") ?? (environment["AWS_REGION"] || environment["AWS_DEFAULT_REGION"] || undefined)
  );
}

function profileOf({ options, environment }: RemoteSpecification): { readonly profile?: string } {
  const profile = options.get("profile") ?? environment["AWS_PROFILE"];
  return profile === undefined ? {} : { profile };
}

/** Keys of the configuration, nobody's, keys of the environment, or the SDK's chain over files, roles and services. */
function credentialsOf(remote: RemoteSpecification): Pick<S3ClientConfig, "credentials" | "signer"> {
  const { options, environment, home } = remote;
  const own = keys(
    options.get("access_key_id"),
    options.get("secret_access_key"),
    options.get("session_token"),
  );
  if (own !== undefined) return { credentials: own };
  if (flagOption(remote, "allow_anonymous_login", false)) {
    return { credentials: { accessKeyId: "", secretAccessKey: "" }, signer: { sign: async (one) => one } };
  }
  const [filepath, configFilepath] = ["credentialpath", "configpath"].map((name) => {
    const path = options.get(name);
    return path === undefined ? undefined : resolve(home, path);
  });
  const isFromFile = options.has("profile") || filepath !== undefined || configFilepath !== undefined;
  const ambient = keys(
    environment["AWS_ACCESS_KEY_ID"],
    environment["AWS_SECRET_ACCESS_KEY"],
    environment["AWS_SESSION_TOKEN"],
  );
  if (ambient !== undefined && !isFromFile) return { credentials: ambient };
  const files = {
    ...(filepath === undefined ? {} : { filepath }),
    ...(configFilepath === undefined ? {} : { configFilepath }),
  };
  return { credentials: fromNodeProviderChain({ ...profileOf(remote), ...files }) };
}

function keys(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
): { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined {
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

/** Times out a connection that stands still, and trusts whom `ssl_verify` names. */
function requestHandlerOptions(remote: RemoteSpecification): NonNullable<S3ClientConfig["requestHandler"]> {
  return {
    connectionTimeout: (numberOption(remote, "connect_timeout") ?? 20) * 1000,
    socketTimeout: (numberOption(remote, "read_timeout") ?? 60) * 1000,
    httpsAgent: new Agent({ keepAlive: true, maxSockets: 64, ...tlsOf(remote) }),
    httpAgent: { keepAlive: true, maxSockets: 64 },
  };
}
