import type { World } from "./world.ts";

/** The bytes of a published Release's asset. */
export async function readAsset(world: World, tag: string, name: string): Promise<Uint8Array> {
  const { owner, repo } = world;
  const release = await world.ana.rest.repos.getReleaseByTag({ owner, repo, tag });
  const asset = release.data.assets.find((item) => item.name === name);
  if (asset === undefined) throw new Error(`${tag} has no asset ${name}.`);
  const headers = {
    accept: "application/octet-stream",
    authorization: `Bearer ${world.sandbox.tokenOf("ana")}`,
  };
  const answer = await fetch(asset.url, { headers });
  if (!answer.ok) throw new Error(`${asset.url} answered ${answer.status}.`);
  return new Uint8Array(await answer.arrayBuffer());
}
