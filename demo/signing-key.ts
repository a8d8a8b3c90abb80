import { generateKeyPairSync } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sodium from "libsodium-wrappers";
import type { World } from "./world.ts";

const name = "PAWL_SIGNING_KEY";
const keyFile = ".github/pawl-signing.pem";

/** What a user of docs/guides/provenance.md does: the public half and two lines into the repository's files. */
export function writeSigningKey(world: World, folder: string): void {
  const pair = generateKeyPairSync("ed25519", {
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  world.remember("signing-key", pair.privateKey);
  writeFileSync(join(folder, keyFile), pair.publicKey);
  appendFileSync(join(folder, ".github/pawl.yml"), `provenance: { keys: [${keyFile}] }\n`);
  const workflow = join(folder, ".github/workflows/pawl.yml");
  const step = "- uses: pawl-ml/pawl/actions/register@v1\n";
  const text = readFileSync(workflow, "utf8");
  if (!text.includes(step)) throw new Error(`pawl.yml has no step ${step}`);
  const inputs = `        with:\n          signing-key: \${{ secrets.${name} }}\n`;
  writeFileSync(workflow, text.replace(step, `${step}${inputs}`));
}

/** The private half becomes a secret of the repository, sealed as GitHub wants it. */
export async function setSigningSecret(world: World): Promise<void> {
  const { ana, owner, repo } = world;
  const secret = world.remembered("signing-key");
  if (secret === undefined) throw new Error("The demo's state has no signing key.");
  await sodium.ready;
  const { data: key } = await ana.rest.actions.getRepoPublicKey({ owner, repo });
  const sealed = sodium.crypto_box_seal(Buffer.from(secret), Buffer.from(key.key, "base64"));
  const value = { encrypted_value: Buffer.from(sealed).toString("base64"), key_id: key.key_id };
  await ana.rest.actions.createOrUpdateRepoSecret({ owner, repo, secret_name: name, ...value });
}
