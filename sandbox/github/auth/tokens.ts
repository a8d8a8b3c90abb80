import { createPublicKey, createVerify, randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "../http/api-error.ts";
import type { Actor, AppRecord, InstallationRecord, TokenRecord, UserRecord } from "../records.ts";
import type { DocumentStore } from "../store/document-store.ts";

/** Makes and checks tokens. */
export interface Tokens {
  issue(token: Omit<TokenRecord, "token"> & { readonly token?: string }): TokenRecord;
  revoke(token: string): void;
  /** Who signed; `undefined` when nobody did. @throws {ApiError} 401 */
  authenticate(headers: IncomingHttpHeaders): Actor | undefined;
  /** The actor of a raw token; `undefined` when it is unknown or past its end. */
  actorOf(token: string): Actor | undefined;
}

/** What {@link createTokens} needs. */
export interface TokensOptions {
  readonly store: DocumentStore;
  readonly now: () => Date;
  readonly apps: () => readonly AppRecord[];
  readonly userById: (id: number) => UserRecord | undefined;
}

const tokenPrefix = { user: "ghp_", installation: "ghs_", job: "ghs_" } as const;

function badCredentials(): ApiError {
  return new ApiError(401, "Bad credentials");
}

/** What GitHub says to whatever an installation that its owner has suspended asks. */
export function suspendedInstallation(): ApiError {
  return new ApiError(403, "This installation has been suspended");
}

function readHeader(header: string | undefined): string | undefined {
  if (!header) return undefined;
  const [scheme = "", value = ""] = header.split(/ +/, 2);
  if (/^(token|bearer)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) throw badCredentials();
  const text = Buffer.from(value, "base64").toString("utf8");
  const split = text.indexOf(":");
  const [name, password] = split < 0 ? [text, ""] : [text.slice(0, split), text.slice(split + 1)];
  // git sends x-access-token:<token>; some tools send the token as the name, or x-oauth-basic as the password.
  return password === "" || password === "x-oauth-basic" ? name : password;
}

/** The App that signed. @throws {ApiError} 401, 404 */
function verifyJwt(jwt: string, apps: readonly AppRecord[], now: Date): AppRecord {
  const [header = "", claims = "", signature = ""] = jwt.split(".");
  let issuer: unknown;
  let expires: unknown;
  try {
    const parsedHeader = JSON.parse(Buffer.from(header, "base64url").toString()) as { alg?: unknown };
    const parsed = JSON.parse(Buffer.from(claims, "base64url").toString()) as {
      iss?: unknown;
      exp?: unknown;
    };
    if (parsedHeader.alg !== "RS256") throw badCredentials();
    ({ iss: issuer, exp: expires } = parsed);
  } catch {
    throw new ApiError(401, "A JSON web token could not be decoded");
  }
  const seconds = now.getTime() / 1000;
  if (typeof expires !== "number" || expires < seconds) {
    throw new ApiError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (expires > seconds + 660) {
    throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  const app = apps.find(({ id, clientId }) => String(issuer) === String(id) || issuer === clientId);
  if (app === undefined) throw new ApiError(404, "Integration not found");
  const verifier = createVerify("RSA-SHA256").update(`${header}.${claims}`);
  if (!verifier.verify(createPublicKey(app.publicKey), Buffer.from(signature, "base64url"))) {
    throw new ApiError(401, "A JSON web token could not be decoded");
  }
  return app;
}

/** Tokens in the store; App JWTs are checked against the public key of the App that they name. */
export function createTokens({ store, now, apps, userById }: TokensOptions): Tokens {
  const tokens = store.collection<TokenRecord>("tokens");
  const installations = store.collection<InstallationRecord>("installations");
  const actorOf = (token: string): Actor | undefined => {
    const record = tokens.get("", token);
    if (!record || (record.expiresAt !== null && record.expiresAt <= now().getTime())) return undefined;
    const user = userById(record.userId);
    if (!user) return undefined;
    const { kind, permissions, repositoryIds, appId, installationId, accountId = null, runId } = record;
    return { kind, user, permissions, repositoryIds, appId, installationId, accountId, runId };
  };
  const jwtActor = (jwt: string): Actor => {
    const app = verifyJwt(jwt, apps(), now());
    const user = userById(app.botId);
    if (!user) throw badCredentials();
    const none = { repositoryIds: null, installationId: null, runId: null };
    return { kind: "app", user, permissions: {}, appId: app.id, ...none };
  };
  return {
    issue: (draft) => {
      const token =
        draft.token ?? `${tokenPrefix[draft.kind]}${randomBytes(27).toString("base64url").slice(0, 36)}`;
      return tokens.put("", token, { ...draft, token });
    },
    revoke: (token) => {
      tokens.remove("", token);
    },
    authenticate: (headers) => {
      const token = readHeader(headers.authorization);
      if (token === undefined) return undefined;
      const actor = token.split(".").length === 3 ? jwtActor(token) : actorOf(token);
      if (!actor) throw badCredentials();
      const { installationId } = actor;
      const installation = installationId === null ? undefined : installations.get("", installationId);
      if (installation?.suspendedAt) throw suspendedInstallation();
      return actor;
    },
    actorOf,
  };
}
