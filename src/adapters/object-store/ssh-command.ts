import { resolve } from "node:path";
import { PawlError } from "../../errors.ts";
import type { RemoteSpecification } from "./remote-specification.ts";
import type { SshCommand } from "./sftp-session.ts";

/** Where an SSH remote is, and how it is reached. */
export interface SshPlace {
  readonly command: SshCommand;
  /** The absolute path on the server, without `/` at its end. */
  readonly path: string;
}

/** Options that would need a question, or a secret that the system's ssh takes from nobody but a person. */
const refused = ["password", "ask_password", "passphrase", "ask_passphrase"];

/**
 * How the system's `ssh` is started for a remote. Host, user, port and key are of strict grammars and stand behind fixed
 * options, so that none of them is taken for an option.
 *
 * @throws PawlError `dvc.invalid` for a url of another form; `remote.unsupported` for passwords.
 */
export function sshPlaceOf(remote: RemoteSpecification): SshPlace {
  const { name, options } = remote;
  const found = refused.find((option) => !["false", undefined].includes(options.get(option)?.toLowerCase()));
  if (found !== undefined) {
    throw new PawlError("remote.unsupported", {
      message: `The option ${found} of the remote ${name} is not taken: Pawl uses the system's ssh, without questions.`,
      hint: "Use keyfile, or a key in the agent.",
    });
  }
  const { user = options.get("user"), host, port = options.get("port"), path } = parseUrl(remote);
  if (user !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,63}$/.test(user))
    throw invalid(name, "user", user);
  if (port !== undefined && !/^[1-9]\d{0,4}$/.test(port)) throw invalid(name, "port", port);
  const target = user === undefined ? host : `${user}@${host}`;
  const args = [
    "-o",
    "BatchMode=yes",
    "-o",
    "ServerAliveInterval=15",
    "-o",
    "ServerAliveCountMax=4",
    "-o",
    `ConnectTimeout=${connectTimeout(options)}`,
    ...(port === undefined ? [] : ["-p", port]),
    ...keyArguments(remote),
    ...(options.get("gss_auth")?.toLowerCase() === "true" ? ["-o", "GSSAPIAuthentication=yes"] : []),
    ...(options.get("allow_agent")?.toLowerCase() === "false" ? ["-o", "IdentityAgent=none"] : []),
    "-s",
    "--",
    target,
    "sftp",
  ];
  const label = `ssh://${target}${port === undefined ? "" : `:${port}`}${path}`;
  return { command: { args, env: environmentOf(remote), label }, path: path === "/" ? "" : path };
}

function parseUrl(remote: RemoteSpecification): {
  readonly user?: string;
  readonly host: string;
  readonly port?: string;
  readonly path: string;
} {
  const pattern =
    /^ssh:\/\/(?:([^@/]*)@)?([A-Za-z0-9][A-Za-z0-9._-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\])(?::([^/]*))?(\/.*)?$/i;
  const [, user, host, port, path = "/"] = pattern.exec(remote.url) ?? [];
  if (host === undefined || path.includes("\0") || path.split("/").includes("..")) {
    throw new PawlError("dvc.invalid", {
      message: `The url of the remote ${remote.name} does not look like ssh://user@host:port/path.`,
    });
  }
  if (user?.includes(":") === true) {
    throw new PawlError("remote.unsupported", {
      message: `The url of the remote ${remote.name} has a password: Pawl uses the system's ssh, without questions.`,
      hint: "Use keyfile, or a key in the agent.",
    });
  }
  return {
    ...(user === undefined || user === "" ? {} : { user }),
    host: host.replaceAll(/[[\]]/g, ""),
    ...(port === undefined || port === "" ? {} : { port }),
    path: `/${path
      .split("/")
      .filter((part) => part !== "")
      .join("/")}`,
  };
}

function invalid(name: string, what: string, value: string): PawlError {
  return new PawlError("dvc.invalid", {
    message: `The ${what} ${JSON.stringify(value)} of the remote ${name} is not one that Pawl passes to ssh.`,
  });
}

function connectTimeout(options: ReadonlyMap<string, string>): number {
  const given = Number(options.get("timeout") ?? 20);
  return Number.isFinite(given) && given >= 1 ? Math.floor(given) : 20;
}

function keyArguments({ name, options, home }: RemoteSpecification): readonly string[] {
  const keyfile = options.get("keyfile");
  if (keyfile === undefined) return [];
  const path = resolve(home, keyfile);
  if (path.includes("$")) throw invalid(name, "keyfile", keyfile);
  // ssh reads %h and its like in the name.
  return ["-i", path.replaceAll("%", "%%"), "-o", "IdentitiesOnly=yes"];
}

/** What ssh needs of the environment: programs, the agent, the user. */
function environmentOf({ environment }: RemoteSpecification): Record<string, string> {
  const names = ["PATH", "HOME", "USER", "LOGNAME", "SSH_AUTH_SOCK", "TMPDIR", "KRB5CCNAME", "SYSTEMROOT"];
  const entries = names.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(entries), LC_ALL: "C" };
}
