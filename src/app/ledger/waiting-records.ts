import { PawlError } from "../../errors.ts";
import type { Ref } from "../../ports/github/commits.ts";
import { ledgerRecordSchema } from "../../runs/ledger-record.ts";
import type { NewRecord } from "../../runs/plan-append.ts";
import { longestRecord } from "../../runs/segments.ts";
import type { LedgerPorts } from "./ledger-ports.ts";
import { parseJson } from "../../parse-json.ts";

/** Where writers that lost a race leave their records, each under a ref of its own, for whoever wins the next. */
export const waitingPrefix = "refs/pawl/ledger/";
const recordsFile = "records.jsonl";

/** Most refs that one commit takes along. */
const mostTaken = 64;

/** Records that wait, and their ref. */
export interface Waiting {
  readonly ref: string;
  readonly records: readonly NewRecord[];
}

/** The ref under which records wait: equal records, equal ref. */
export function waitingRef(records: readonly NewRecord[], ports: Pick<LedgerPorts, "digest">): string {
  const keys = records.map(({ key }) => key).join("\n");
  return `${waitingPrefix}${ports.digest.sha256(keys).slice(0, 32)}`;
}

/** Leaves records for whoever writes next. Done again, it changes nothing. */
export async function leaveWaiting(
  records: readonly NewRecord[],
  ports: Pick<LedgerPorts, "commits" | "digest">,
): Promise<string> {
  const ref = waitingRef(records, ports);
  const text = records.map((record) => `${record.text}\n`).join("");
  const commit = await ports.commits.create({ message: "ledger: waiting", files: { [recordsFile]: text } });
  await ports.commits.createRef(ref, commit);
  return ref;
}

/** Refs of waiting records, in order of name. */
export async function listWaiting(ports: LedgerPorts): Promise<readonly Ref[]> {
  const refs = await ports.commits.listRefs(waitingPrefix);
  return refs.filter(({ name }) => /^refs\/pawl\/ledger\/[0-9a-f]{32}$/.test(name));
}

/** Reads what waits. What holds no records is named in a warning and left alone. */
export async function readWaiting(refs: readonly Ref[], ports: LedgerPorts): Promise<readonly Waiting[]> {
  const read = refs.slice(0, mostTaken).map(async ({ name, sha }): Promise<readonly Waiting[]> => {
    const text = (await ports.gitData.readFile(recordsFile, sha)) ?? "";
    const records = parseRecords(text);
    if (records !== undefined) return [{ ref: name, records }];
    ports.log.warning(
      `${name} should hold records that wait for the ledger and holds none: if nobody knows it, remove it with \`git push --delete origin ${name}\`.`,
    );
    return [];
  });
  return (await Promise.all(read)).flat();
}

/** Takes refs of written records away. One that cannot be removed is removed by the next writer. */
export async function removeWaiting(refs: readonly string[], ports: LedgerPorts): Promise<void> {
  await Promise.all(
    refs.map((ref) =>
      ports.commits.deleteRef(ref).catch((error: unknown) => {
        if (!(error instanceof PawlError)) throw error;
        ports.log.debug(`${ref} stays until the next append: ${error.message}`);
      }),
    ),
  );
}

/** Records as they were left: what a newer Pawl added to them is kept, though it is not known here. */
function parseRecords(text: string): readonly NewRecord[] | undefined {
  const lines = text.split("\n").filter((line) => line !== "");
  if (lines.length === 0 || text.length > 20 * longestRecord) return undefined;
  const records = lines.map(parseRecord).filter((record) => record !== undefined);
  return records.length === lines.length ? records : undefined;
}

function parseRecord(text: string): NewRecord | undefined {
  const value = parseJson(text);
  const record = ledgerRecordSchema.safeParse(value).data;
  if (record === undefined || text.length > longestRecord || !isPlain(text, value)) return undefined;
  return { key: record.key, text };
}

/** Whether a text has no blanks between its members and no member twice. */
function isPlain(text: string, value: unknown): boolean {
  try {
    return JSON.stringify(value) === text && text.isWellFormed();
  } catch (error) {
    // Nested too deeply for the stack.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
