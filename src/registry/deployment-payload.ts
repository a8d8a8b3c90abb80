import { z } from "zod";
import { parseJson } from "../parse-json.ts";

/** `pawl.deployment/1`: the payload of a GitHub Deployment. It is found again by `tag`. */
export const deploymentPayloadSchema = z.strictObject({
  schema: z.literal("pawl.deployment/1"),
  model: z.string().min(1),
  /** `v1.2.3`. */
  version: z.string().min(1),
  environment: z.string().min(1),
  /** The assignment that it carries out: `name#environment#N`. */
  tag: z.string().min(1),
  /** Digest of the model file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a Deployment is to put live. */
export type DeploymentPayload = z.infer<typeof deploymentPayloadSchema>;

/** Reads a payload as GitHub gives it (an object, or its JSON text); `undefined` when it is not ours. */
export function readDeploymentPayload(payload: unknown): DeploymentPayload | undefined {
  const parsed = deploymentPayloadSchema.safeParse(
    typeof payload === "string" ? parseJson(payload) : payload,
  );
  return parsed.success ? parsed.data : undefined;
}
