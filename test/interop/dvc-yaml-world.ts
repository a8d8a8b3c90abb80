import * as fc from "fast-check";
import type { DvcYamlCase } from "./dvc-yaml-cases.ts";

type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

const names = ["a", "b", "c", "lr", "model", "x y", "item", "key"];
const scalar: fc.Arbitrary<Data> = fc.oneof(
  fc.constantFrom<Data>(
    null,
    true,
    false,
    0,
    1,
    -3,
    0.5,
    1e-7,
    1e22,
    "",
    "s",
    "it's",
    "a b",
    "1",
    "true",
    "ü",
    "$x",
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  // No separators: where a path ends up is not what this compares.
  fc.string({ maxLength: 5 }).filter((text) => !/[/\\.\0]/.test(text)),
);
const data = fc.letrec<{ value: Data }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 3 }),
  ),
})).value;
const map = fc.dictionary(fc.constantFrom(...names), data, { maxKeys: 4 });

/** Paths to what is in a value, by kind. */
interface Paths {
  readonly scalars: readonly string[];
  readonly maps: readonly string[];
  readonly lists: readonly string[];
}

function pathsOf(value: Data, prefix = ""): Paths {
  if (value === null || typeof value !== "object") return { scalars: [prefix], maps: [], lists: [] };
  const isList = Array.isArray(value);
  const steps = isList
    ? value.map((item: Data, index) => [`[${index}]`, item] as const)
    : Object.entries(value).map(([key, item]) => [prefix === "" ? key : `.${key}`, item] as const);
  const inner = steps.map(([step, item]) => pathsOf(item, prefix + step));
  const own = prefix === "" ? [] : [prefix];
  return {
    scalars: inner.flatMap(({ scalars }) => scalars),
    maps: [...(isList ? [] : own), ...inner.flatMap(({ maps }) => maps)],
    lists: [...(isList ? own : []), ...inner.flatMap(({ lists }) => lists)],
  };
}

/** A text with templates that mostly name what is there and fits. */
function template(good: readonly string[], rare: readonly string[]): fc.Arbitrary<string> {
  const choices: { arbitrary: fc.Arbitrary<string>; weight: number }[] = [
    { arbitrary: fc.constantFrom("x", " --y ", "\\${z}", "$", "}", "-", "\\\\"), weight: 40 },
    { arbitrary: fc.constantFrom("nope", ...rare).map((one) => `\${${one}}`), weight: 1 },
  ];
  if (good.length > 0) {
    choices.push({ arbitrary: fc.constantFrom(...good).map((one) => `\${${one}}`), weight: 80 });
  }
  return fc.array(fc.oneof(...choices), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
}

function stageOf(paths: Paths, scope: readonly string[]): fc.Arbitrary<Readonly<Record<string, Data>>> {
  const scalars = [...paths.scalars, ...scope];
  const text = template([...scalars, ...paths.maps], paths.lists);
  const path = template(scalars, paths.maps).map((one) => `p/${one.replaceAll("\\\\", "")}`);
  return fc.record(
    {
      cmd: fc.oneof(
        text.map((one) => `run ${one}`),
        fc.array(
          text.map((one) => `run ${one}`),
          { maxLength: 2 },
        ),
      ),
      deps: fc.array(path, { maxLength: 2 }),
      outs: fc.array(
        fc.oneof(
          path,
          path.map((one) => ({ [one]: { cache: false } })),
        ),
        { maxLength: 2 },
      ),
      params: fc.array(
        fc.oneof(
          path,
          path.map((one) => ({ "q.yaml": [one] })),
        ),
        { maxLength: 2 },
      ),
      desc: path,
      meta: fc.dictionary(path, fc.oneof(path, scalar), { maxKeys: 2 }),
      vars: fc.array(fc.dictionary(fc.constantFrom("v", "v", "w", "w", "w", "item"), data, { maxKeys: 1 }), {
        maxLength: 1,
      }),
      frozen: fc.boolean(),
    },
    { requiredKeys: ["cmd"] },
  );
}

function definitionOf(paths: Paths): fc.Arbitrary<Data> {
  const reference = (all: readonly string[]): fc.Arbitrary<Data> =>
    all.length === 0 ? fc.constant([1, "u"]) : fc.constantFrom(...all).map((one) => `\${${one}}`);
  const item = fc.oneof(scalar, reference([...paths.scalars, ...paths.maps, ...paths.lists]), data);
  const list = fc.array(item, { maxLength: 3 });
  const foreachMap = fc.dictionary(fc.constantFrom("k", "l", "m"), item, { maxKeys: 3 });
  const axes = fc.dictionary(
    fc.constantFrom("a", "b"),
    fc.oneof({ arbitrary: list, weight: 3 }, reference(paths.lists), reference(paths.maps)),
    { minKeys: 1, maxKeys: 2 },
  );
  return fc.oneof(
    stageOf(paths, []),
    fc.record({ foreach: fc.oneof(list, reference(paths.lists)), do: stageOf(paths, ["item"]) }),
    fc.record({ foreach: fc.oneof(foreachMap, reference(paths.maps)), do: stageOf(paths, ["item", "key"]) }),
    axes.chain((matrix) =>
      stageOf(paths, ["key", ...Object.keys(matrix).map((axis) => `item.${axis}`)]).map((fields): Data => ({
        matrix,
        ...fields,
      })),
    ),
  );
}

/** Random dvc.yaml files with the parameter files that they load. JSON is YAML, so that both tools read the same text. */
export function dvcYamlWorld(): fc.Arbitrary<DvcYamlCase> {
  return fc
    .record({
      params: fc.option(map, { nil: undefined }),
      file: fc.dictionary(fc.constantFrom("f", "g", "a"), data, { maxKeys: 2 }),
      inline: fc.dictionary(fc.constantFrom("i", "j"), data, { maxKeys: 2 }),
      usesFile: fc.boolean(),
      bool: fc.constantFrom(undefined, "boolean_optional" as const),
      list: fc.constantFrom(undefined, "append" as const),
    })
    .chain((world) => {
      const known = { ...world.params, ...(world.usesFile ? world.file : {}), ...world.inline };
      const definition = definitionOf(pathsOf(known));
      return fc.array(definition, { minLength: 1, maxLength: 2 }).map((definitions) => {
        const vars = [world.inline, ...(world.usesFile ? ["q.json"] : [])];
        const stages = Object.fromEntries(definitions.map((one, index) => [`s${index}`, one]));
        const parsing = {
          ...(world.bool === undefined ? {} : { bool: world.bool }),
          ...(world.list === undefined ? {} : { list: world.list }),
        };
        return {
          name: "random",
          files: {
            "dvc.yaml": JSON.stringify({ vars, stages }),
            "q.json": JSON.stringify(world.file),
            ...(world.params === undefined ? {} : { "params.yaml": JSON.stringify(world.params) }),
          },
          parsing,
        };
      });
    });
}
