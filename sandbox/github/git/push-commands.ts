import type { Readable } from "node:stream";

/** One ref that a client pushes, as its first packets say. */
export interface PushCommand {
  /** Forty zeros when it is to be made. */
  readonly before: string;
  /** Forty zeros when it is to be deleted. */
  readonly after: string;
  readonly ref: string;
}

/** The commands at the head of a `git-receive-pack` request, and the whole request again for git. */
export interface PushHead {
  readonly commands: readonly PushCommand[];
  readonly body: AsyncIterable<Buffer>;
}

const maxHeadBytes = 16 * 1024 * 1024;

/** Reads packets up to the flush packet; `undefined` while more bytes are needed. */
function parseHead(bytes: Buffer): readonly PushCommand[] | undefined {
  const commands: PushCommand[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = Number.parseInt(bytes.toString("latin1", at, at + 4), 16);
    // A flush packet ends the list; what is no packet at all is left to git to refuse.
    if (!(length >= 4)) return commands;
    if (at + length > bytes.length) return undefined;
    const line = bytes.toString("utf8", at + 4, at + length);
    const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0\n]+)/.exec(line);
    if (match) commands.push({ before: match[1] ?? "", after: match[2] ?? "", ref: match[3] ?? "" });
    at += length;
  }
  return undefined;
}

/** Looks at the start of a push without taking it from git. Source: git's pack protocol, "Reference update request". */
export async function readPushHead(source: Readable): Promise<PushHead> {
  const chunks = source.iterator() as AsyncIterator<Buffer>;
  let head = Buffer.alloc(0);
  let commands = parseHead(head);
  let isEnded = false;
  while (!commands && !isEnded && head.length < maxHeadBytes) {
    const next = await chunks.next();
    if (next.done) isEnded = true;
    else head = Buffer.concat([head, next.value]);
    commands = parseHead(head);
  }
  async function* body(): AsyncGenerator<Buffer> {
    yield head;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { commands: commands ?? [], body: body() };
}
