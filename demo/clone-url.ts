import type { World } from "./world.ts";

/** Ana's clone address with a token, as a credential helper would give it. */
export function cloneUrl(world: World, fullName: string): string {
  const { gitUrl } = world.sandbox;
  return `${gitUrl.replace("://", `://x-access-token:${world.sandbox.tokenOf("ana")}@`)}/${fullName}.git`;
}
