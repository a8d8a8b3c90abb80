import pino, { type Logger } from "pino";
import type { Log } from "../src/ports/log.ts";

/** Texts that look like a credential of GitHub's, a private key, or a password in an address. */
const credentials: readonly RegExp[] = [
  /\b(?:gh[opsur]_\w{16,300}|github_pat_\w{16,300})/g,
  /\beyJ[\w-]{10,2000}\.[\w-]{10,2000}\.[\w-]{10,2000}/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
  /(?<=:\/\/)[^\s@/"]{1,200}(?=@)/g,
];

/** A text without the given secrets, each of at least 8 characters, and without what looks like a credential. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  // Lines are JSON: line ends of a key are written as two characters there.
  const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  for (const secret of forms) if (secret.length >= 8) clean = clean.replaceAll(secret, "[redacted]");
  for (const pattern of credentials) clean = clean.replaceAll(pattern, "[redacted]");
  return clean;
}

/**
 * The server's log: one JSON object a line. Every line is redacted as a whole, whoever wrote it, so that no library's
 * message can carry a secret out.
 */
export function createBotLog(options: {
  readonly level: string;
  readonly secrets: readonly string[];
  readonly write: (line: string) => void;
}): { readonly logger: Logger; readonly log: Log } {
  const { level, secrets, write } = options;
  const logger = pino({ level, base: null }, { write: (line: string) => write(redact(line, secrets)) });
  const log: Log = {
    debug: (message) => logger.debug(message),
    info: (message) => logger.info(message),
    warning: (message) => logger.warn(message),
    error: (message) => logger.error(message),
  };
  // Below `info` Probot logs the bodies of requests.
  const isWordy = level === "trace" || level === "debug";
  return { logger: isWordy ? logger.child({}, { level: "info" }) : logger, log };
}
