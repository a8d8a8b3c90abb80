import { z } from "zod";
import { PawlError } from "../src/errors.ts";
import { isLoopback } from "./loopback.ts";

const credentialsShape = {
  PAWL_APP_ID: z.coerce.number().int().positive().describe("The App's id."),
  PAWL_PRIVATE_KEY: z
    .string()
    .includes("PRIVATE KEY")
    .transform((key) => key.replaceAll("\\n", "\n"))
    .describe("The App's private key, PEM; line ends may be written as \\n."),
  PAWL_WEBHOOK_SECRET: z.string().min(32).describe("The App's webhook secret."),
};

const serverShape = {
  PAWL_GITHUB_URL: z
    .url({ protocol: /^https?$/ })
    .default("https://api.github.com")
    .describe("Base of the API."),
  PAWL_STATE: z.string().min(1).default(".pawl-bot").describe("Directory of the inbox."),
  PAWL_CREDENTIALS: z
    .string()
    .min(1)
    .optional()
    .describe("File of the credentials that the set-up writes. Default: app.json in PAWL_STATE."),
  PAWL_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(
      isOrigin,
      "has to be an origin such as https://pawl.example.com, with https unless it is this machine",
    )
    .transform((url) => new URL(url).origin)
    .optional()
    .describe("Origin at which GitHub and browsers reach the bot; only the set-up asks for it."),
  PAWL_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      "PostgreSQL that several processes share; without it one process keeps its inbox in PAWL_STATE.",
    ),
  PAWL_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(4)
    .describe("Keys that one process works on at the same time."),
  PAWL_WRITES_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(2)
    .default(80)
    .describe("Content writes of this process to one installation in any minute."),
  PAWL_WRITES_PER_HOUR: z.coerce.number().int().min(2).default(500).describe("The same in any hour."),
  PAWL_LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
    .default("info")
    .describe("Least level of the log."),
  PAWL_SWEEP_SECONDS: z.coerce.number().int().min(1).default(600).describe("Time between two sweeps."),
  PAWL_ONBOARDING: z
    .enum(["true", "false"])
    .default("true")
    .transform((value) => value === "true")
    .describe("Whether a repository without Pawl's files gets one pull request with them."),
  HOST: z.string().min(1).default("127.0.0.1").describe("Address to listen on."),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe("Port to listen on; 0 picks a free one."),
};

const serverSchema = z.object(serverShape);
const settingsSchema = z.object({ ...credentialsShape, ...serverShape });

/** How the server is set up. */
export type Settings = z.infer<typeof settingsSchema>;

/** The settings that a server has before it has credentials. */
export type ServerSettings = z.infer<typeof serverSchema>;

type Environment = Readonly<Record<string, string | undefined>>;

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isBare = `${url.pathname}${url.search}${url.hash}${url.username}${url.password}` === "/";
  return isBare && (url.protocol === "https:" || isLoopback(url.hostname));
}

/** Whether the environment gives any of the App's credentials; then it has to give all of them. */
export function givesCredentials(environment: Environment): boolean {
  return Object.keys(credentialsShape).some((name) => environment[name] !== undefined);
}

/**
 * Reads the settings that need no credentials.
 * @throws PawlError `input.invalid` with every problem at once
 */
export function readServerSettings(environment: Environment): ServerSettings {
  return parse(serverSchema, environment);
}

/**
 * Reads the server's settings from environment variables. Values never appear in messages.
 * @throws PawlError `input.invalid` with every problem at once
 */
export function readSettings(environment: Environment): Settings {
  return parse(settingsSchema, environment);
}

function parse<T>(schema: z.ZodType<T>, environment: Environment): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join(".");
    return `${name}: ${environment[name] === undefined ? "is not set" : message}`;
  });
  throw new PawlError("input.invalid", {
    message: `The bot's environment is not complete:\n${problems.join("\n")}`,
    hint: "docs/guides/bot.md lists the variables; the webhook secret needs 32 random characters or more. Without an App yet, `pawl bot --setup` makes one.",
  });
}
