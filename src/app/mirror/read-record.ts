import type { ModelHub } from "../../ports/model-hub.ts";
import { type MirrorRecord, mirrorRecordFile, parseMirrorRecord } from "../../registry/mirror-record.ts";

/** What a repository says that it holds at a revision; `undefined` when it says nothing that can be read. */
export async function readRecord(
  hubName: string,
  revision: string | undefined,
  hub: Pick<ModelHub, "readText">,
): Promise<MirrorRecord | undefined> {
  if (revision === undefined) return undefined;
  const text = await hub.readText(hubName, revision, mirrorRecordFile);
  return text === undefined ? undefined : parseMirrorRecord(text);
}
