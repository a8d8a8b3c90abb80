/** A packet of git's protocol: four hexadecimal digits of length, then the bytes; `0000` ends a list. */
interface Packets {
  readonly packets: readonly Buffer[];
  /** What follows the list. */
  readonly rest: Buffer;
}

const flush = "0000";
const maxBandBytes = 65_515;

function readPackets(bytes: Buffer): Packets | undefined {
  const packets: Buffer[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = Number.parseInt(bytes.toString("latin1", at, at + 4), 16);
    if (length === 0) return { packets, rest: bytes.subarray(at + 4) };
    if (!(length >= 4) || at + length > bytes.length) return undefined;
    packets.push(bytes.subarray(at + 4, at + length));
    at += length;
  }
  return undefined;
}

function packet(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, "0")), bytes]);
}

function bandPackets(band: number, bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += maxBandBytes) {
    found.push(packet(Buffer.concat([Buffer.from([band]), bytes.subarray(at, at + maxBandBytes)])));
  }
  return found;
}

const mark = /^sandbox-workflow\t([^\t\n]{1,1000})\t([^\n]{1,4000})\n/gm;

/**
 * Puts GitHub's words for a refused workflow file where git's `update` hook can only say "hook declined": the hook names ref and
 * file on a line of its messages, this moves them into the report. An answer without such a line, or without side bands, stays
 * as it is. Source: git's pack protocol, "Report status" and "side-band-64k".
 */
export function nameRefusedWorkflows(answer: Buffer): Buffer {
  const outer = readPackets(answer);
  if (!outer || !answer.includes("sandbox-workflow\t")) return answer;
  const bandOf = (band: number): Buffer =>
    Buffer.concat(outer.packets.filter((one) => one[0] === band).map((one) => one.subarray(1)));
  const messages = bandOf(2).toString("latin1");
  const reasons = new Map<string, string>();
  for (const [, ref = "", path = ""] of messages.matchAll(mark)) {
    reasons.set(
      ref,
      `refusing to allow a GitHub App to create or update workflow \`${path}\` without \`workflows\` permission`,
    );
  }
  const report = readPackets(bandOf(1));
  if (!report) return answer;
  const lines = report.packets.map((line) => {
    const ref = /^ng (\S+) /.exec(line.toString("latin1"))?.[1] ?? "";
    const reason = reasons.get(ref);
    return packet(reason === undefined ? line : Buffer.from(`ng ${ref} ${reason}\n`, "latin1"));
  });
  return Buffer.concat([
    ...bandPackets(2, Buffer.from(messages.replaceAll(mark, ""), "latin1")),
    ...bandPackets(1, Buffer.concat([...lines, Buffer.from(flush)])),
    Buffer.from(flush),
    outer.rest,
  ]);
}
