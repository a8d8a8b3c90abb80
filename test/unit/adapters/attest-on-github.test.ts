import { fulcioHandler, initializeCA, initializeCTLog, initializeTSA, tsaHandler } from "@sigstore/mock";
import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { exportJWK, SignJWT } from "jose";
import nock from "nock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAttesting } from "../../../src/adapters/provenance/attest-on-github.ts";
import { findSignedAbout } from "../../../src/registry/provenance.ts";
import { listen } from "../../support/listen.ts";
import { workflowClaims } from "../../support/registry/sigstore-authority.ts";

/**
 * GitHub's own client (@actions/attest 3.2.0) against the services that it speaks to: a runner's token service and the
 * API on loopback; Fulcio, the timestamp authority and the issuer of identities, whose addresses it has built in, by nock.
 */
const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const issuer = "https://token.actions.githubusercontent.com";
const subjects = [{ name: "model.onnx", sha256: "ab".repeat(32) }];
const before = { ...process.env };
let server: Awaited<ReturnType<typeof listen>>;
let kept: unknown[];
let attestationStatus: number;

async function identity(audience: string): Promise<string> {
  const workflow = "acme/flights/.github/workflows/pawl.yml@refs/heads/main";
  const claims = {
    ...workflowClaims({ iss: issuer, sub: `https://github.com/${workflow}` }),
    repository_owner_id: "1",
    runner_environment: "github-hosted",
    run_id: "7",
    run_attempt: "1",
  };
  const token = new SignJWT({ ...claims, aud: audience }).setProtectedHeader({ alg: "RS256", kid: "1" });
  return token.setIssuedAt().setExpirationTime("5m").sign(pair.privateKey);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString());
}

async function answer(request: IncomingMessage): Promise<{ readonly status: number; readonly data: object }> {
  const url = new URL(request.url ?? "", "http://runner");
  if (url.pathname === "/token") {
    return { status: 200, data: { value: await identity(url.searchParams.get("audience") ?? "") } };
  }
  kept.push(await readJson(request));
  const message =
    attestationStatus === 403 ? "Feature not available for the acme organization." : "Validation Failed";
  return attestationStatus === 201
    ? { status: 201, data: { id: 5 } }
    : { status: attestationStatus, data: { message } };
}

beforeAll(async () => {
  server = await listen(
    createServer((request, response) => {
      void answer(request).then(({ status, data }) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(data)),
      );
    }),
  );
  Object.assign(process.env, {
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_API_URL: server.url,
    GITHUB_REPOSITORY: "acme/flights",
    ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/token?version=1`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "runner",
  });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: "1", alg: "RS256", use: "sig" };
  nock(issuer)
    .persist()
    .get("/.well-known/openid-configuration")
    .reply(200, { issuer, jwks_uri: `${issuer}/jwks` })
    .get("/jwks")
    .reply(200, { keys: [jwk] });
  const keys = () => generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ca = await initializeCA(keys(), await initializeCTLog(keys()));
  const handlers = {
    "https://fulcio.githubapp.com": fulcioHandler(ca, { strict: true }),
    "https://timestamp.githubapp.com": tsaHandler(await initializeTSA(keys()), { strict: true }),
  };
  for (const [base, { path, fn }] of Object.entries(handlers)) {
    nock(base)
      .persist()
      .post(path)
      .reply(async (_, body) => {
        const found = await fn(typeof body === "string" ? body : JSON.stringify(body));
        return [found.statusCode, found.response, { "content-type": found.contentType ?? "text/plain" }];
      });
  }
});

beforeEach(() => {
  kept = [];
  attestationStatus = 201;
});

afterAll(async () => {
  nock.cleanAll();
  nock.restore();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  await server.close();
});

describe("an attestation of GitHub's", () => {
  it("is signed as the running workflow, given back as a bundle, and kept by GitHub", async () => {
    const signed = await createAttesting("job-token").sign(subjects, "a".repeat(40));
    expect(signed).toMatchObject({ decision: "signed", how: "attested" });
    const bundle = signed.decision === "signed" ? signed.bundle : "";
    expect(findSignedAbout(new TextEncoder().encode(bundle), subjects)).toBe("attested");
    expect(kept).toEqual([{ bundle: JSON.parse(bundle) }]);
  });

  it("is not there where the plan has none: that is said, and is no failure", async () => {
    attestationStatus = 403;
    expect(await createAttesting("job-token").sign(subjects, "a".repeat(40))).toEqual({
      decision: "unavailable",
      reason: expect.stringContaining("Feature not available for the acme organization"),
    });
  });

  it("that fails otherwise is an error with the next step", async () => {
    attestationStatus = 422;
    await expect(createAttesting("job-token").sign(subjects, "a".repeat(40))).rejects.toMatchObject({
      code: "provenance.failed",
    });
  });
});
