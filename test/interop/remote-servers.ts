import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { peer } from "./peers.ts";

/** A program that serves until the test ends. */
interface Running {
  readonly port: number;
  /** Ends it at once. */
  readonly kill: () => Promise<void>;
}

async function listenAnywhere(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port; // it listens on a port
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenAnywhere(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

async function startProgram(
  program: string,
  args: readonly string[],
  port: number,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Running> {
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => {
      said = (said + bytes.toString("utf8")).slice(-2000);
    });
  }
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const kill = async (): Promise<void> => {
    // Not at once: nginx ends its workers first.
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
    if (child.exitCode === null && child.signalCode === null) await ended;
    clearTimeout(timer);
    // What it started may hold them still.
    for (const stream of [child.stdout, child.stderr]) stream.destroy();
  };
  onTestFinished(kill);
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isListening(port)) return { port, kill };
    if (child.exitCode !== null) break;
    await sleep(50);
  }
  throw new Error(`${program} does not listen: ${said}`);
}

/** A running S3 server. */
export interface S3Server extends Running {
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Its buckets are folders here. */
  readonly directory: string;
}

/** Starts versitygw over folders of this machine, with one bucket, `data`. */
export async function startS3Server(): Promise<S3Server> {
  const home = temporaryDirectory();
  const directory = join(home, "buckets");
  for (const folder of ["buckets/data", "meta"]) mkdirSync(join(home, folder), { recursive: true });
  const [accessKey, secretKey] = ["pawl-access", "pawl-secret-key"];
  const port = await freePort();
  const running = await startProgram(
    peer("go/versitygw"),
    ["--port", `127.0.0.1:${port}`, "posix", "--sidecar", join(home, "meta"), directory],
    port,
    { ...process.env, ROOT_ACCESS_KEY: accessKey, ROOT_SECRET_KEY: secretKey },
  );
  return { ...running, url: `http://127.0.0.1:${port}`, accessKey, secretKey, directory };
}

/** A running SSH server that knows one key. */
export interface SshServer extends Running {
  readonly user: string;
  readonly keyfile: string;
  /** Its `ssh` trusts the server; first in this PATH. */
  readonly path: string;
  /** A PATH whose `ssh` trusts another server. */
  readonly strangerPath: string;
  readonly directory: string;
}

/** Starts sshd with keys of its own. */
export async function startSshServer(): Promise<SshServer> {
  const home = temporaryDirectory();
  const make = (name: string): string => {
    const file = join(home, name);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
    return file;
  };
  const [hostKey, keyfile, otherKey] = [make("host"), make("user"), make("other")];
  const port = await freePort();
  mkdirSync("/run/sshd", { recursive: true });
  const config = `ListenAddress 127.0.0.1:${port}
HostKey ${hostKey}
PidFile none
AuthorizedKeysFile ${keyfile}.pub
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
StrictModes no
UsePAM no
MaxStartups 100
Subsystem sftp internal-sftp
`;
  writeFileSync(join(home, "sshd_config"), config);
  const running = await startProgram("/usr/sbin/sshd", ["-D", "-e", "-f", join(home, "sshd_config")], port);
  const directory = join(home, "da ta 'é\"");
  mkdirSync(directory);
  return {
    ...running,
    user: userInfo().username,
    keyfile,
    path: trustingPath(home, "trusting", { port, hostKey }),
    strangerPath: trustingPath(home, "stranger", { port, hostKey: otherKey }),
    directory,
  };
}

/** A PATH whose first `ssh` takes a file of known hosts: the program reads none from the environment. */
function trustingPath(
  home: string,
  name: string,
  host: { readonly port: number; readonly hostKey: string },
): string {
  const folder = join(home, name);
  mkdirSync(folder);
  const key = execFileSync("ssh-keygen", ["-y", "-f", host.hostKey], { encoding: "utf8" });
  writeFileSync(join(folder, "known_hosts"), `[127.0.0.1]:${host.port} ${key}`);
  const options = `-o UserKnownHostsFile=${folder}/known_hosts -o GlobalKnownHostsFile=/dev/null`;
  writeFileSync(join(folder, "ssh"), `#!/bin/sh\nexec /usr/bin/ssh ${options} "$@"\n`, { mode: 0o755 });
  return `${folder}:${process.env["PATH"] ?? ""}`;
}

/** A running web server over a folder. */
export interface WebServer extends Running {
  readonly url: string;
  readonly directory: string;
  readonly user: string;
  readonly password: string;
}

/** Starts nginx: `/open/` is for all, `/closed/` wants a password, `/moved/` leads to `/open/`. */
export async function startWebServer(): Promise<WebServer> {
  const home = temporaryDirectory();
  const directory = join(home, "www");
  for (const folder of ["www", "work"]) mkdirSync(join(home, folder), { mode: 0o755 });
  const port = await freePort();
  writeFileSync(join(home, "users"), "ada:{PLAIN}open sesame\n");
  const places = ["body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => {
    const directive = name === "body" ? "client_body_temp_path" : `${name}_temp_path`;
    return `${directive} ${home}/work/${name};`;
  });
  const user = userInfo().uid === 0 ? "user root;" : "";
  const config = `${user} daemon off; pid ${home}/nginx.pid; error_log ${home}/error.log;
worker_processes 1; events {}
http { access_log off; ${places.join(" ")}
  server { listen 127.0.0.1:${port};
    location /open/ { alias ${directory}/; }
    location /closed/ { alias ${directory}/; auth_basic data; auth_basic_user_file ${home}/users; }
    location /moved/ { rewrite ^/moved/(.*)$ /open/$1 redirect; }
  } }
`;
  writeFileSync(join(home, "nginx.conf"), config);
  const running = await startProgram(
    "/usr/sbin/nginx",
    ["-p", home, "-c", join(home, "nginx.conf"), "-e", join(home, "error.log")],
    port,
  );
  return { ...running, url: `http://127.0.0.1:${port}`, directory, user: "ada", password: "open sesame" };
}

/**
 * What a client may have read and throws away when its connection breaks: the buffers of the streams between the socket and
 * the file, 64 KiB each. To begin anew would cost as many bytes again as came before the break, millions. Bytes.
 */
export const lostInACut = 2 ** 18;

/** A way to a server that can be broken. */
export interface BreakingWay {
  readonly port: number;
  /** Bytes that came from the server. */
  readonly down: () => number;
  /** Bytes that went to the server. */
  readonly up: () => number;
  /** Connections that were broken. */
  readonly cuts: () => number;
  /** The next connections end after so many bytes from (`down`) or to (`up`) the server. */
  breakAfter(direction: "down" | "up", bytes: number): void;
  heal(): void;
}

/** A TCP proxy that breaks connections. */
export async function startBreakingWay(target: number): Promise<BreakingWay> {
  const counts = { down: 0, up: 0, cuts: 0 };
  let limit: { direction: "down" | "up"; bytes: number } | undefined;
  const forward = (from: Socket, to: Socket, direction: "down" | "up"): void => {
    let own = 0;
    from.on("data", (bytes: Buffer) => {
      const rest = limit?.direction === direction ? limit.bytes - own : Number.POSITIVE_INFINITY;
      own += bytes.length;
      const sent = bytes.subarray(0, Math.max(0, rest));
      counts[direction] += sent.length;
      if (!to.write(sent)) {
        from.pause();
        to.once("drain", () => from.resume());
      }
      if (own >= rest) {
        counts.cuts += 1;
        from.destroy();
        to.end();
      }
    });
    from.on("error", () => to.destroy()).on("close", () => to.end());
  };
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    forward(near, far, "up");
    forward(far, near, "down");
  });
  const port = await listenAnywhere(server);
  onTestFinished(() => {
    server.close();
  });
  return {
    port,
    down: () => counts.down,
    up: () => counts.up,
    cuts: () => counts.cuts,
    breakAfter: (direction, bytes) => {
      limit = { direction, bytes };
    },
    heal: () => {
      limit = undefined;
    },
  };
}
