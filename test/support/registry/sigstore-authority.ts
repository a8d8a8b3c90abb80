import { initializeCA, initializeCTLog, initializeTSA, fulcioHandler, tsaHandler } from "@sigstore/mock";
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from "@sigstore/protobuf-specs";
import { bundleToJSON } from "@sigstore/bundle";
import { DSSEBundleBuilder, FulcioSigner, TSAWitness } from "@sigstore/sign";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { listen } from "../listen.ts";

/** Claims of a workflow's identity that Fulcio writes into certificates. */
export type Claims = Readonly<Record<string, string>>;

/** What GitHub says of a push to `main` of `acme/flights`, repository 81. */
export function workflowClaims(change: Claims = {}): Claims {
  const workflow = "acme/flights/.github/workflows/pawl.yml@refs/heads/main";
  return {
    iss: "https://token.actions.github.test",
    sub: `https://github.com/${change["job_workflow_ref"] ?? workflow}`,
    aud: "sigstore",
    repository: "acme/flights",
    repository_id: "81",
    ref: "refs/heads/main",
    sha: "a".repeat(40),
    event_name: "push",
    workflow_ref: workflow,
    job_workflow_ref: workflow,
    ...change,
  };
}

/** A token that says so; its signature is nothing, as the authority of the tests takes it unread. */
export function unsignedToken(claims: Claims): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.${encode({})}`;
}

/**
 * A certificate authority with its log, and a timestamp authority, as Sigstore and GitHub run them, over HTTP on
 * loopback. Real certificates, real signatures, roots of their own.
 */
export async function startSigstoreAuthority() {
  const keyPair = () => generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  // Whole seconds: the mock writes milliseconds without their last zeros, which no verifier reads. A minute ahead: its
  // certificates begin when they are made, and nothing may be signed before that.
  const clock = new Date((Math.floor(Date.now() / 1000) + 60) * 1000);
  const ctlog = await initializeCTLog(keyPair(), clock);
  const ca = await initializeCA(keyPair(), ctlog, clock);
  const tsa = await initializeTSA(keyPair(), clock);
  const handlers = [fulcioHandler(ca, { strict: true }), tsaHandler(tsa, { strict: true })];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      void answer(handlers, request.url ?? "", body).then(({ status, type, content }) =>
        response.writeHead(status, { "content-type": type }).end(content),
      );
    });
  });
  const { url, close } = await listen(server);
  const bytes = (view: ArrayBufferView): Buffer => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  const validFor = { start: new Date(Date.now() - 60_000), end: undefined };
  const authority = (certificates: readonly Buffer[]) => ({
    subject: { commonName: "sigstore", organization: "sigstore.mock" },
    uri: url,
    certChain: { certificates: certificates.map((rawBytes) => ({ rawBytes })) },
    validFor,
    operator: "test",
  });
  const trustedRoot = TrustedRoot.toJSON({
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [],
    certificateAuthorities: [authority([bytes(ca.rootCertificate)])],
    ctlogs: [
      {
        baseUrl: url,
        hashAlgorithm: HashAlgorithm.SHA2_256,
        publicKey: {
          rawBytes: ctlog.publicKey,
          keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256,
          validFor,
        },
        logId: { keyId: bytes(ctlog.logID) },
        checkpointKeyId: undefined,
        operator: "test",
      },
    ],
    timestampAuthorities: [authority([bytes(tsa.intCertificate), bytes(tsa.rootCertificate)])],
  });
  const sign = async (statement: string, claims: Claims): Promise<string> => {
    const signer = new FulcioSigner({
      identityProvider: { getToken: async () => unsignedToken(claims) },
      fulcioBaseURL: url,
    });
    const builder = new DSSEBundleBuilder({ signer, witnesses: [new TSAWitness({ tsaBaseURL: url })] });
    const type = "application/vnd.in-toto+json";
    return JSON.stringify(bundleToJSON(await builder.create({ data: Buffer.from(statement), type })));
  };
  return { url, sign, trustedRoot: JSON.stringify(trustedRoot), close };
}

type Handlers = readonly ReturnType<typeof fulcioHandler>[];

async function answer(handlers: Handlers, path: string, body: string) {
  const found = await handlers.find((handler) => handler.path === path)?.fn(body);
  const { statusCode = 404, response = "", contentType = "text/plain" } = found ?? {};
  return { status: statusCode, type: contentType, content: response };
}
