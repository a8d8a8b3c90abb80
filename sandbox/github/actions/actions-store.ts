import { createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import type { ArtifactRecord, CacheRecord, JobRecord, RunRecord } from "../../runner/host.ts";
import type { SandboxContext } from "../context.ts";
import type { Collection } from "../store/document-store.ts";

/** A workflow file that was seen on the default branch, or that ran. */
export interface WorkflowRecord {
  readonly id: number;
  readonly repositoryId: number;
  readonly path: string;
  readonly name: string;
  /** Absent for an active one. */
  readonly state?: "disabled_manually";
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A configuration variable. */
export interface VariableRecord {
  readonly name: string;
  readonly value: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A secret. `value` is null when its sealed box could not be opened. */
export interface SecretRecord {
  readonly name: string;
  readonly encrypted: string | null;
  readonly value: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

interface KeyRecord {
  readonly id: string;
  /** Base64 of 32 bytes. */
  readonly publicKey: string;
  readonly privateKey: string;
  readonly signingKey: string;
}

/** What the Actions side of the sandbox keeps. */
export interface ActionsStore {
  /** By repository id. */
  readonly workflows: Collection<WorkflowRecord>;
  /** By repository id. */
  readonly runs: Collection<RunRecord>;
  /** By run id. */
  readonly jobs: Collection<JobRecord>;
  /** By repository id. */
  readonly artifacts: Collection<ArtifactRecord>;
  /** By repository id. */
  readonly caches: Collection<CacheRecord>;
  /** By repository id, or by `environmentScope`. */
  readonly variables: Collection<VariableRecord>;
  /** By repository id, or by `environmentScope`. */
  readonly secrets: Collection<SecretRecord>;
  keys(): KeyRecord;
}

function makeKeys(): KeyRecord {
  const pair = generateKeyPairSync("x25519");
  const { x = "" } = pair.publicKey.export({ format: "jwk" });
  const { d = "" } = pair.privateKey.export({ format: "jwk" });
  const base64 = (text: string): string => Buffer.from(text, "base64url").toString("base64");
  return {
    id: String(BigInt(`0x${randomBytes(8).toString("hex")}`)),
    publicKey: base64(x),
    privateKey: base64(d),
    signingKey: randomBytes(32).toString("hex"),
  };
}

/** Opens the collections in the sandbox's store. */
export function openActionsStore({ store }: SandboxContext): ActionsStore {
  const keys = store.collection<KeyRecord>("actions-keys");
  return {
    workflows: store.collection("actions-workflows"),
    runs: store.collection("actions-runs"),
    jobs: store.collection("actions-jobs"),
    artifacts: store.collection("actions-artifacts"),
    caches: store.collection("actions-caches"),
    variables: store.collection("actions-variables"),
    secrets: store.collection("actions-secrets"),
    keys: () => keys.get("", "keys") ?? keys.put("", "keys", makeKeys()),
  };
}

/** Signs a path and a moment, for addresses that need no token. */
export function signPath(store: ActionsStore, path: string, expires: string): string {
  return createHmac("sha256", store.keys().signingKey).update(`${path}\n${expires}`).digest("base64url");
}
