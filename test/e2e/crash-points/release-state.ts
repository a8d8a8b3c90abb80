import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createVerifying } from "../../../src/adapters/provenance/verify-bundle.ts";
import { provenanceAsset } from "../../../src/registry/provenance.ts";
import { repository, type World } from "./world.ts";

/** A Release as the API gives it, as far as it is looked at. */
export interface SeenRelease {
  readonly tag_name: string;
  readonly draft: boolean;
  readonly name: string;
  readonly body: string;
  readonly assets: readonly {
    readonly id: number;
    readonly name: string;
    readonly state: string;
    readonly digest: string;
  }[];
}

interface Asset {
  readonly name: string;
  readonly state: string;
  /** GitHub's digest is that of the bytes. */
  readonly isWhole: boolean;
  readonly sha256: string;
  readonly bytes: Buffer;
}

/**
 * A Release with the content of its files: times differ, and with them digests, so that a digest counts as the name of the
 * file that has it. One that no file has any more stands as it is. The provenance has to verify.
 */
export async function readRelease(
  { tag_name: tag, draft, name, body, assets: listed }: SeenRelease,
  world: World,
  plain: (text: string) => string,
): Promise<object> {
  const assets: Asset[] = [];
  for (const asset of listed) assets.push(await download(asset, world));
  const named = (text: string): string =>
    assets.reduce((moved, asset) => moved.replaceAll(asset.sha256, `sha256 of ${asset.name}`), text);
  const shown: object[] = [];
  for (const { sha256, bytes, ...asset } of assets) {
    const text = bytes.toString("utf8");
    if (asset.name === provenanceAsset) {
      const { dsseEnvelope } = JSON.parse(text) as { dsseEnvelope: { payload: string } };
      const statement = Buffer.from(dsseEnvelope.payload, "base64").toString("utf8");
      shown.push({ ...asset, statement: plain(named(statement)), signer: await verify(bytes, world) });
    } else {
      const isText = /\.(json|md)$/.test(asset.name);
      shown.push({ ...asset, content: isText ? plain(named(text)) : sha256 });
    }
  }
  const sorted = shown.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { tag, draft, name, body: plain(body), assets: sorted };
}

async function download(
  { id, name, state, digest }: SeenRelease["assets"][number],
  { github }: World,
): Promise<Asset> {
  const headers = { accept: "application/octet-stream", authorization: `token ${github.adminToken}` };
  const response = await fetch(`${github.url}/repos/${repository}/releases/assets/${id}`, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name, state, isWhole: digest === `sha256:${sha256}`, sha256, bytes };
}

/** What the key of the policy says about a provenance. */
async function verify(bytes: Buffer, { work }: World): Promise<string> {
  const key = readFileSync(join(work, ".github/signing.pem"), "utf8");
  const verifying = createVerifying({ keys: new Map([["key", key]]), trustedRoots: undefined });
  return (await verifying.verify(bytes)).decision;
}
