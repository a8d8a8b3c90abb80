import type { World } from "./world.ts";

/** A clone address with the token of a person, Ana by default, as a credential helper would give it. */
export function cloneUrl(world: World, fullName: string, login = "ana"): string {
  const { gitUrl } = world.sandbox;
  return `${gitUrl.replace("://", `://x-access-token:${world.sandbox.tokenOf(login)}@`)}/${fullName}.git`;
}
