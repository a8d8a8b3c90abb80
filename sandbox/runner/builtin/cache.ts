import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, relative } from "node:path";
import { buffer } from "node:stream/consumers";
import { create, extract } from "tar";
import type { ActionCall } from "../action-call.ts";
import { cacheKeyProblem } from "../cache-key.ts";
import { findFiles } from "../hash-files.ts";
import type { CacheKeys, CacheRecord } from "../host.ts";
import type { StepScope } from "../job-state.ts";
import { WorkflowError } from "../workflow-error.ts";
import { booleanInput, textInput, type BuiltinAction } from "./builtin-action.ts";

const maxKeys = 10;

function lines(call: ActionCall, name: string): readonly string[] {
  const written = textInput(call, name).split("\n");
  return written.map((line) => line.trim()).filter((line) => line !== "");
}

function required(call: ActionCall, name: string): readonly string[] {
  const found = lines(call, name);
  if (found.length === 0) throw new WorkflowError(`Input required and not supplied: ${name}`);
  return found;
}

/** Caches of other paths are other versions: a key alone does not say what is in it. */
function versionOf(paths: readonly string[]): string {
  return createHash("sha256")
    .update([...paths, "gzip", "1.0"].join("|"))
    .digest("hex");
}

function readKeys(call: ActionCall): CacheKeys {
  const [key = ""] = required(call, "key");
  const restoreKeys = lines(call, "restore-keys");
  if (restoreKeys.length + 1 > maxKeys)
    throw new WorkflowError(`Key Validation Error: Keys are limited to a maximum of ${maxKeys}.`);
  for (const one of [key, ...restoreKeys]) {
    const problem = cacheKeyProblem(one);
    if (problem !== undefined) throw new WorkflowError(problem);
  }
  return { key, restoreKeys, version: versionOf(required(call, "path")) };
}

/** The paths to keep, relative to the workspace. */
function findPaths(workspace: string, patterns: readonly string[]): readonly string[] {
  const isGlob = (pattern: string): boolean => /[*?[]/.test(pattern);
  const isPlain = patterns.every((pattern) => !isGlob(pattern) && !pattern.startsWith("!"));
  if (!isPlain) {
    const found = findFiles(workspace, patterns, { includeHidden: true });
    return found.map((path) => relative(workspace, path));
  }
  const home = process.env["HOME"] ?? homedir();
  return patterns
    .map((pattern) => pattern.replace(/^~(?=\/|$)/, home))
    .map((path) => (isAbsolute(path) ? relative(workspace, path) : path))
    .filter((path) => existsSync(join(workspace, path)));
}

async function unpack(scope: StepScope, cache: CacheRecord): Promise<void> {
  const { host, paths } = scope.job;
  const directory = mkdtempSync(join(paths.temp, "cache-"));
  const file = join(directory, "cache.tgz");
  writeFileSync(file, host.caches.read(cache));
  await extract({ file, cwd: paths.workspace, preservePaths: true });
  rmSync(directory, { recursive: true });
}

async function restore(scope: StepScope, call: ActionCall): Promise<Record<string, string>> {
  const { host, run, log } = scope.job;
  const keys = readKeys(call);
  const found = host.caches.find(run, keys);
  if (found === undefined) {
    const all = [keys.key, ...keys.restoreKeys].join(", ");
    if (booleanInput(call, "fail-on-cache-miss", false)) {
      throw new WorkflowError(
        `Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: ${keys.key}`,
      );
    }
    log.line(`Cache not found for input keys: ${all}`);
    return { "cache-hit": "", "cache-primary-key": keys.key, "cache-matched-key": "" };
  }
  if (booleanInput(call, "lookup-only", false))
    log.line(`Cache found and can be restored from key: ${found.key}`);
  else {
    await unpack(scope, found);
    log.line(`Cache restored from key: ${found.key}`);
  }
  const isHit = found.key === keys.key;
  return { "cache-hit": String(isHit), "cache-primary-key": keys.key, "cache-matched-key": found.key };
}

async function save(scope: StepScope, call: ActionCall): Promise<void> {
  const { host, run, log, paths } = scope.job;
  const { key, version } = readKeys(call);
  const files = findPaths(paths.workspace, required(call, "path"));
  if (files.length === 0) {
    log.warning(
      "Path Validation Error: Path(s) specified in the action for caching do(es) not exist, hence no cache is being saved.",
    );
    return;
  }
  const archive = create({ gzip: true, cwd: paths.workspace, preservePaths: true, portable: false }, [
    ...files,
  ]);
  const saved = host.caches.save(run, { key, version }, await buffer(archive));
  log.line(
    saved === undefined
      ? `Failed to save: Unable to reserve cache with key ${key}, another job may be creating this cache.`
      : `Cache saved with key: ${key}`,
  );
}

/** `actions/cache`: restores, and saves at the end of a job that went well when the key itself was not there. */
export const cacheAction: BuiltinAction = {
  run: async (scope, call) => {
    const outputs = await restore(scope, call);
    if (outputs["cache-hit"] === "true") return outputs;
    scope.job.posts.push({
      name: `Post ${call.name}`,
      condition: "success()",
      scope,
      run: async () => {
        await save(scope, call);
        return { status: "success", outputs: {} };
      },
    });
    return outputs;
  },
};

/** `actions/cache/restore`: restores only. */
export const cacheRestoreAction: BuiltinAction = { run: restore };

/** `actions/cache/save`: saves only. */
export const cacheSaveAction: BuiltinAction = {
  run: async (scope, call) => {
    await save(scope, call);
    return {};
  },
};
