import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { PawlError } from "../../errors.ts";
import {
  encodeFields,
  encodePacket,
  FieldReader,
  packetTypes,
  statusCodes,
  type Field,
} from "./sftp-packet.ts";
import { PassingFailure } from "./retry.ts";

/** A program with its arguments; no shell is involved. */
export interface SshCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** For messages. */
  readonly label: string;
}

/** The answer to a request. */
export interface Reply {
  readonly type: number;
  readonly fields: FieldReader;
}

/** A status other than good, as an answer to a request. */
export class SftpStatus extends PawlError {
  readonly status: number;

  constructor(status: number, message: string) {
    super("remote.failed", { message });
    this.status = status;
  }
}

const maxPacketBytes = 1024 * 1024;
const maxSaidLength = 2000;
const permanent =
  /permission denied|host key verification|identification has changed|could not resolve|bad configuration|no such identity|too many authentication/i;

/** One connection of the system's `ssh` to a server's SFTP subsystem; many requests may be on their way at once. */
export class SftpSession {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #label: string;
  readonly #waiting = new Map<number, PromiseWithResolvers<Reply>>();
  readonly #version = Promise.withResolvers<FieldReader>();
  readonly #extensions = new Set<string>();
  #received: Buffer = Buffer.alloc(0);
  #nextId = 1;
  #said = "";
  #failure: PawlError | undefined;

  private constructor({ args, env, label }: SshCommand) {
    this.#label = label;
    this.#child = spawn("ssh", [...args], { env: { ...env }, stdio: ["pipe", "pipe", "pipe"] });
    this.#child.stdout.on("data", (bytes: Buffer) => this.#receive(bytes));
    this.#child.stderr.on("data", (bytes: Buffer) => {
      this.#said = (this.#said + bytes.toString("utf8")).slice(-maxSaidLength);
    });
    this.#child.stdin.on("error", () => undefined);
    this.#child.once("error", (cause) => {
      const message = `The program ssh cannot be started: ${cause.message}`;
      this.#end(new PawlError("remote.failed", { message, cause, hint: "Install an OpenSSH client." }));
    });
    this.#child.once("close", () => this.#end(this.#closed()));
  }

  /** @throws PawlError `remote.failed` when the server is not reached or does not let us in. */
  static async open(command: SshCommand): Promise<SftpSession> {
    const session = new SftpSession(command);
    session.#child.stdin.write(encodePacket(packetTypes.init, encodeFields(3)));
    const fields = await session.#version.promise;
    fields.uint32();
    while (!fields.isAtEnd) {
      session.#extensions.add(fields.text());
      fields.text();
    }
    return session;
  }

  get isOpen(): boolean {
    return this.#failure === undefined;
  }

  /** Whether the server knows an extension of the protocol. */
  has(extension: string): boolean {
    return this.#extensions.has(extension);
  }

  /** Sends a request. @throws PawlError `remote.failed` for another status than good: a {@link SftpStatus}. */
  async ask(type: number, ...fields: readonly Field[]): Promise<Reply> {
    if (this.#failure !== undefined) throw this.#failure;
    const id = this.#nextId;
    this.#nextId = (this.#nextId + 1) >>> 0;
    const answer = Promise.withResolvers<Reply>();
    this.#waiting.set(id, answer);
    this.#child.stdin.write(encodePacket(type, encodeFields(id), encodeFields(...fields)));
    const reply = await answer.promise;
    if (reply.type !== packetTypes.status) return reply;
    const status = reply.fields.uint32();
    if (status === statusCodes.ok) return reply;
    const said = reply.fields.isAtEnd ? "" : reply.fields.text();
    throw new SftpStatus(status, `${this.#label} answered: ${said || `status ${status}`}`);
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#child.once("close", resolve));
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill(), 2_000);
    await closed;
    clearTimeout(timer);
  }

  #receive(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= 5) {
      const length = this.#received.readUInt32BE(0);
      if (length < 1 || length > maxPacketBytes) {
        this.#end(new PawlError("remote.failed", { message: `${this.#label} does not speak SFTP.` }));
        this.#child.kill();
        return;
      }
      if (this.#received.length < 4 + length) return;
      const packet = this.#received.subarray(4, 4 + length);
      this.#received = this.#received.subarray(4 + length);
      this.#take(packet.readUInt8(0), new FieldReader(packet.subarray(1)));
    }
  }

  #take(type: number, fields: FieldReader): void {
    if (type === packetTypes.version) return this.#version.resolve(fields);
    const id = fields.uint32();
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.resolve({ type, fields });
  }

  #closed(): PawlError {
    const said = this.#said.trim().split("\n").slice(-3).join(" ").trim();
    const message = `The connection to ${this.#label} ended: ${said || "without a word"}`;
    if (!permanent.test(said)) return new PassingFailure(message);
    return new PawlError("remote.failed", {
      message,
      hint: `Let \`ssh ${this.#label.replace(/^ssh:\/\/([^/:]*).*$/, "$1")}\` work without questions first: key, agent and known_hosts.`,
    });
  }

  #end(failure: PawlError): void {
    this.#failure ??= failure;
    this.#version.promise.catch(() => undefined);
    this.#version.reject(this.#failure);
    for (const waiting of this.#waiting.values()) waiting.reject(this.#failure);
    this.#waiting.clear();
  }
}
