import { PawlError } from "../../errors.ts";
import { readParams } from "../read-params.ts";
import { joinPath } from "../repository-path.ts";
import { isValueMap, type Value, type ValueMap } from "../value.ts";
import { type Context, withLayer } from "./context.ts";

/** Where files of `vars` are. */
export interface VarsSource {
  /** Relative to the repository. */
  readonly directory: string;
  /** Reads a file, relative to the repository; `undefined` when it is not there. */
  readonly readText: (path: string) => Promise<string | undefined>;
}

/** The context with the params.yaml of a folder, when there is one. @throws PawlError as {@link withVars} */
export async function withDefaultParams(context: Context, source: VarsSource): Promise<Context> {
  const path = joinPath(source.directory, "params.yaml") ?? "params.yaml";
  const text = await source.readText(path);
  return text === undefined ? context : withFile(context, { path, item: path, keys: undefined, text });
}

/**
 * The context with one item of `vars`.
 *
 * @param item `path`, `path:key,key`, or a mapping.
 * @param name of a mapping in messages, such as `vars[0]`.
 * @throws PawlError `dvc.invalid` when the file or a key is missing, a value is defined again, or a file is loaded in part
 * and as a whole; `path.refused`, `file.unreadable`.
 */
export async function withVars(
  context: Context,
  item: Value,
  name: string,
  source: VarsSource,
): Promise<Context> {
  if (isValueMap(item)) return withLayer(context, name, item);
  if (typeof item !== "string") return context; // the form was checked
  const [given = "", ...rest] = item.split(":");
  const keys = rest
    .join(":")
    .split(",")
    .filter((key) => key !== "");
  const path = joinPath(source.directory, given);
  if (path === undefined) {
    throw new PawlError("path.refused", { message: `${given} is not a path inside the repository` });
  }
  const wanted = keys.length === 0 ? undefined : keys;
  if (isLoaded(context, path, { item, keys: wanted })) return context;
  const text = await source.readText(path);
  if (text === undefined) throw new PawlError("dvc.invalid", { message: `${path} does not exist` });
  return withFile(context, { path, item, keys: wanted, text });
}

function isLoaded(
  context: Context,
  path: string,
  { item, keys }: { readonly item: string; readonly keys: readonly string[] | undefined },
): boolean {
  const before = context.loaded.get(path);
  if (before === undefined) return false;
  if (before === "all") {
    if (keys === undefined) return true;
    throw new PawlError("dvc.invalid", {
      message: `cannot load ${item}: ${path} is already loaded as a whole`,
    });
  }
  if (keys === undefined || keys.some((key) => before.includes(key))) {
    throw new PawlError("dvc.invalid", { message: `cannot load ${item}: ${path} is already loaded in part` });
  }
  return false;
}

interface LoadedFile {
  readonly path: string;
  readonly item: string;
  readonly keys: readonly string[] | undefined;
  readonly text: string;
}

async function withFile(context: Context, file: LoadedFile): Promise<Context> {
  const content = await readParams(file.text, file.path);
  if (!isValueMap(content)) {
    throw new PawlError("dvc.invalid", { message: `${file.path} holds no mapping, which vars need` });
  }
  const values = file.keys === undefined ? content : pick(content, file.keys, file.path);
  const merged = withLayer(context, file.path, values);
  const before = context.loaded.get(file.path) ?? [];
  const keys = file.keys === undefined || before === "all" ? ("all" as const) : [...before, ...file.keys];
  return { ...merged, loaded: new Map(context.loaded).set(file.path, keys) };
}

function pick(content: ValueMap, keys: readonly string[], path: string): ValueMap {
  return new Map(
    keys.map((key) => {
      const value = content.plainKeys?.has(key) === true ? undefined : content.get(key);
      if (value === undefined)
        throw new PawlError("dvc.invalid", { message: `there is no ${key} in ${path}` });
      return [key, value];
    }),
  );
}
