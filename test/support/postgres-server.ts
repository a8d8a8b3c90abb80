import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A PostgreSQL of its own on loopback, from the machine's packages, in a temporary directory. */
export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
  readonly version: string;
  /** Ends the server at once, its connections too; what is committed stays. */
  halt(): Promise<void>;
  /** Starts it again, at the same address. */
  resume(): Promise<void>;
}

const root = "/usr/lib/postgresql";

function binaries(): string {
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, "bin")).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${root} has no PostgreSQL; install the package postgresql`);
  return found;
}

/** PostgreSQL refuses to run as root: who to be instead, or `undefined` when we are somebody else already. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilReady(program: string, port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) break;
    try {
      execFileSync(program, ["-q", "-h", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`PostgreSQL did not start on port ${port}`);
}

/** Starts a server; disposing of it removes everything. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = binaries();
  const directory = mkdtempSync(join(tmpdir(), "pawl-postgres-"));
  const who = unprivileged();
  if (who !== undefined) chownSync(directory, who.uid, who.gid);
  const options = { cwd: directory, ...who };
  const data = join(directory, "data");
  const version = execFileSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" }).trim();
  const setUp = ["-D", data, "-U", "pawl", "-A", "trust", "-E", "UTF8", "--no-sync"];
  execFileSync(join(bin, "initdb"), setUp, { ...options, stdio: "ignore" });
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: directory,
    max_connections: "200",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const args = ["-D", data, "-p", String(port), ...flags];
  const run = async (): Promise<() => Promise<void>> => {
    const child = spawn(join(bin, "postgres"), args, { ...options, stdio: "ignore" });
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    await untilReady(join(bin, "pg_isready"), port, child);
    return () => {
      child.kill("SIGINT");
      return ended;
    };
  };
  let halt = await run();
  return {
    url: `postgres://pawl@127.0.0.1:${port}/postgres`,
    version,
    halt: () => halt(),
    resume: async () => void (halt = await run()),
    [Symbol.asyncDispose]: async () => {
      await halt();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
