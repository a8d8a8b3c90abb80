import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { PawlError } from "../../src/errors.ts";
import { parseJson } from "../../src/parse-json.ts";

const credentialsSchema = z.strictObject({
  schema: z.literal("pawl.app/1"),
  /** Base of the API of the GitHub that the App is on. */
  apiUrl: z.url(),
  id: z.number().int().positive(),
  slug: z.string(),
  pageUrl: z.url(),
  privateKey: z.string().includes("PRIVATE KEY"),
  webhookSecret: z.string().min(32),
});

/** The App's credentials as the file keeps them. */
export type AppCredentials = z.infer<typeof credentialsSchema>;

/**
 * Reads the credentials that the set-up wrote; `undefined` when there are none.
 *
 * @throws PawlError `file.unreadable` when the file is none of ours or of another GitHub. Its content is never shown.
 */
export async function readCredentials(path: string, apiUrl: string): Promise<AppCredentials | undefined> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return undefined;
    throw new PawlError("file.unreadable", {
      message: `The App's credentials ${path} cannot be read: ${codeOf(error)}`,
      hint: "Let the bot's user read the file.",
    });
  });
  if (text === undefined) return undefined;
  const found = credentialsSchema.safeParse(parseJson(text)).data;
  if (found === undefined) {
    throw new PawlError("file.unreadable", {
      message: `${path} holds no credentials of an App`,
      hint: "Bring the file back from a copy, or move it away and run `pawl bot --setup` again.",
    });
  }
  if (found.apiUrl !== apiUrl) {
    throw new PawlError("file.unreadable", {
      message: `The App in ${path} is on ${found.apiUrl}, and the bot is told to use ${apiUrl}`,
      hint: "Correct PAWL_GITHUB_URL, or name another file in PAWL_CREDENTIALS.",
    });
  }
  return found;
}

/**
 * Writes the credentials so that only their owner can read them (mode 0600), whole or not at all. What is there is never
 * written over: of two that set up at once, one wins.
 *
 * @returns whether it was written; `false` when there are credentials already
 * @throws PawlError `file.write-failed`
 */
export async function writeCredentials(path: string, credentials: AppCredentials): Promise<boolean> {
  return withPrivateFile(path, `${JSON.stringify(credentials, null, 2)}\n`, async (temporary) => {
    try {
      await link(temporary, path);
      return true;
    } catch (error) {
      if (isCode(error, "EEXIST")) return false;
      throw error;
    }
  });
}

/**
 * Finds out whether {@link writeCredentials} will be able to write, before an App is made whose key would be lost.
 *
 * @throws PawlError `file.write-failed`
 */
export async function requireWritable(path: string): Promise<void> {
  await withPrivateFile(path, "", async () => undefined);
}

async function withPrivateFile<T>(
  path: string,
  text: string,
  use: (temporary: string) => Promise<T>,
): Promise<T> {
  const directory = dirname(path);
  const temporary = join(directory, `.pawl-${randomBytes(6).toString("hex")}.tmp`);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    return await use(temporary);
  } catch (error) {
    throw new PawlError("file.write-failed", {
      message: `The App's credentials cannot be written to ${path}: ${codeOf(error)}`,
      hint: "Let the bot's user write to that directory, or name another file in PAWL_CREDENTIALS.",
    });
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function isCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}
