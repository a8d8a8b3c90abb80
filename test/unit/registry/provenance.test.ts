import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createVerifying } from "../../../src/adapters/provenance/verify-bundle.ts";
import { verifyProvenance } from "../../../src/app/verify-provenance.ts";
import { policySchema } from "../../../src/config/schema.ts";
import { buildStatement, readStatement } from "../../../src/registry/provenance.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { createKeyProvenance, makeKeyPair } from "../../support/registry/signed-provenance.ts";
import { startSigstoreAuthority, workflowClaims } from "../../support/registry/sigstore-authority.ts";

const digest = "ab".repeat(32);
const subjects = [
  { name: "model.onnx", sha256: digest },
  { name: "manifest.json", sha256: "cd".repeat(32) },
];
const place = {
  serverUrl: "https://github.test",
  repository: "acme/flights",
  repositoryId: 81,
  commit: "a".repeat(40),
  workflow: undefined,
};
const { provenance: policy } = policySchema.parse({ version: 1, models: {} });
let sigstore: Awaited<ReturnType<typeof startSigstoreAuthority>>;
let other: Awaited<ReturnType<typeof startSigstoreAuthority>>;

beforeAll(async () => {
  sigstore = await startSigstoreAuthority();
  other = await startSigstoreAuthority();
});
afterAll(async () => {
  await sigstore.close();
  await other.close();
});

/** Puts a bundle into a Release and verifies it for a model with `digest`. */
async function verify(
  bundle: string | undefined,
  trust: Parameters<typeof createVerifying>[0] = { keys: new Map(), trustedRoots: sigstore.trustedRoot },
) {
  const { github } = createGitHubFake();
  const draft = await github.releases.create("m@v1.0.0", { name: "", body: "", draft: true });
  if (bundle !== undefined) {
    const bytes = new TextEncoder().encode(bundle);
    const asset = { name: "provenance.sigstore.json", contentType: "application/json", bytes };
    await github.releases.uploadAsset(draft.id, asset);
  }
  const release = (await github.releases.findByTag("m@v1.0.0")) ?? draft;
  const ports = { ...github, provenance: createVerifying(trust) };
  return verifyProvenance({ release, sha256: digest }, policy, ports);
}

const statement = () => buildStatement(subjects, place);

/** A bundle whose statement was changed after it was signed. */
function forge(bundle: string, from: string, to: string): string {
  return bundle.replace(/"payload":"([^"]+)"/, (_, payload: string) => {
    const text = Buffer.from(payload, "base64").toString().replaceAll(from, to);
    return `"payload":"${Buffer.from(text).toString("base64")}"`;
  });
}

describe("provenance by a workflow's certificate", () => {
  it("verifies without network: subject, repository number, workflow, ref", async () => {
    expect(await verify(await sigstore.sign(statement(), workflowClaims()))).toEqual({
      decision: "verified",
      reasonCode: "verified",
      reason: "attested by https://github.com/acme/flights/.github/workflows/pawl.yml@refs/heads/main",
    });
  });

  it.each([
    ["another repository of the same owner", { repository_id: "82" }, "provenance.wrong-repository"],
    [
      "another workflow of this repository",
      { job_workflow_ref: "acme/flights/.github/workflows/ci.yml@refs/heads/main" },
      "provenance.wrong-workflow",
    ],
    [
      "the same workflow as a branch has it",
      { job_workflow_ref: "acme/flights/.github/workflows/pawl.yml@refs/heads/evil", ref: "refs/heads/evil" },
      "provenance.wrong-workflow",
    ],
    ["a run of a branch that calls main's", { ref: "refs/heads/evil" }, "provenance.wrong-workflow"],
    [
      "a workflow of another repository that this one called",
      { job_workflow_ref: "evil/x/.github/workflows/pawl.yml@refs/heads/main" },
      "provenance.wrong-workflow",
    ],
    ["another issuer", { iss: "https://gitlab.example" }, "provenance.wrong-workflow"],
    [
      "an issuer whose name begins alike",
      { iss: "https://token.actions.github.test.evil" },
      "provenance.wrong-workflow",
    ],
  ])("refuses that of %s", async (_, claims, reasonCode) => {
    const bundle = await sigstore.sign(statement(), workflowClaims(claims));
    expect(await verify(bundle)).toMatchObject({ decision: "refused", reasonCode });
  });

  it("refuses an authority that the root does not hold, a changed statement, and one without time", async () => {
    const claims = workflowClaims();
    const good = await sigstore.sign(statement(), claims);
    expect(await verify(await other.sign(statement(), claims))).toMatchObject({
      reasonCode: "provenance.untrusted",
    });
    expect(await verify(forge(good, digest, "ee".repeat(32)))).toMatchObject({
      reasonCode: "provenance.untrusted",
    });
    const timeless = good.replace(/"rfc3161Timestamps":\[[^\]]*\]/, '"rfc3161Timestamps":[]');
    expect(timeless).not.toBe(good);
    expect(await verify(timeless)).toMatchObject({ reasonCode: "provenance.untrusted" });
    const both = { keys: new Map(), trustedRoots: `${other.trustedRoot}\n${sigstore.trustedRoot}\n` };
    expect(await verify(good, both)).toMatchObject({ decision: "verified" });
  });

  it("refuses a statement about other files", async () => {
    const about = buildStatement([{ name: "model.onnx", sha256: "ee".repeat(32) }], place);
    const bundle = await sigstore.sign(about, workflowClaims());
    expect(await verify(bundle)).toMatchObject({ reasonCode: "provenance.wrong-subject" });
  });
});

describe("provenance by a key", () => {
  const sign = async () => {
    const { github } = createGitHubFake();
    const provenance = createKeyProvenance(github);
    const signed = await provenance.signing.sign(subjects, place.commit);
    return { ...provenance, bundle: signed.decision === "signed" ? signed.bundle : "" };
  };
  const trust = (publicKey: string) => ({ keys: new Map([["k.pem", publicKey]]), trustedRoots: undefined });

  it("verifies with the key that the policy names, and with no other", async () => {
    const { bundle, publicKey } = await sign();
    expect(await verify(bundle, trust(publicKey))).toMatchObject({ decision: "verified" });
    expect(await verify(bundle, trust(makeKeyPair().publicKey))).toMatchObject({
      reasonCode: "provenance.untrusted",
    });
    expect(await verify(forge(bundle, digest, "ee".repeat(32)), trust(publicKey))).toMatchObject({
      reasonCode: "provenance.untrusted",
    });
  });

  it("refuses what the key signed for another repository", async () => {
    const { bundle, publicKey } = await sign();
    const { github, state } = createGitHubFake();
    Object.assign(state.repository, { id: 82 });
    const bytes = new TextEncoder().encode(bundle);
    const draft = await github.releases.create("m@v1.0.0", { name: "", body: "", draft: true });
    const asset = { name: "provenance.sigstore.json", contentType: "application/json", bytes };
    await github.releases.uploadAsset(draft.id, asset);
    const release = (await github.releases.findByTag("m@v1.0.0")) ?? draft;
    const ports = { ...github, provenance: createVerifying(trust(publicKey)) };
    expect(await verifyProvenance({ release, sha256: digest }, policy, ports)).toMatchObject({
      reasonCode: "provenance.wrong-repository",
    });
  });

  it("takes no private key, RSA key or text for one, and never quotes it", async () => {
    const { privateKey } = makeKeyPair();
    for (const pem of [privateKey, "key", ""]) {
      expect(() => createVerifying({ keys: new Map([["k.pem", pem]]), trustedRoots: undefined })).toThrow(
        "k.pem is no public key in PEM",
      );
    }
  });
});

describe("what is no provenance", () => {
  it.each([
    ["nothing", undefined, "provenance.missing"],
    ["no JSON", "{", "provenance.malformed"],
    ["null", "null", "provenance.malformed"],
    ["another JSON", '{"mediaType":"application/json"}', "provenance.malformed"],
    ["a key in a prototype", '{"__proto__":{"mediaType":"x"}}', "provenance.malformed"],
    ["a large file", " ".repeat(1024 * 1024 + 1), "provenance.malformed"],
  ])("%s is refused", async (_, bundle, reasonCode) => {
    expect(await verify(bundle)).toMatchObject({ decision: "refused", reasonCode });
  });

  it("a bundle with another payload, or no statement in it, is refused", async () => {
    for (const text of ["{}", '{"_type":"https://in-toto.io/Statement/v1","subject":[]}', "\u0000"]) {
      expect(await verify(await sigstore.sign(text, workflowClaims()))).toMatchObject({
        reasonCode: "provenance.malformed",
      });
    }
  });

  it("a trusted root that is none is named", async () => {
    const bundle = await sigstore.sign(statement(), workflowClaims());
    for (const trustedRoots of ["{", "[1]\n{}"]) {
      await expect(verify(bundle, { keys: new Map(), trustedRoots })).rejects.toMatchObject({
        code: "provenance.root-invalid",
      });
    }
  });

  it("a statement is read back as it was built", () => {
    const bytes = new TextEncoder().encode(statement());
    expect(readStatement(bytes)).toMatchObject({ subjects, repositoryId: "81" });
  });
});
