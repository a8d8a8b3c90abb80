import { isIP } from "node:net";

/** Whether a host name, as addresses write it, is this machine and never another one. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replaceAll(/^\[|\]$/g, "");
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}
