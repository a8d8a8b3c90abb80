import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDvcYaml } from "../../src/versioning/parse-dvc-yaml.ts";
import { parseJson } from "../../src/versioning/parse-json.ts";
import { readParams } from "../../src/versioning/read-params.ts";
import {
  isNumberValue,
  isSpecialValue,
  isValueList,
  isValueMap,
  type Value,
} from "../../src/versioning/value.ts";
import { writeValues } from "../../src/versioning/write-values.ts";
import { renderProblems } from "../../src/yaml/problem.ts";
import { type DvcYamlCase, dvcYamlCases, refusedOnly } from "./dvc-yaml-cases.ts";
import { dvcYamlWorld } from "./dvc-yaml-world.ts";
import { paramsCases } from "./params-cases.ts";
import { finish, peer } from "./peers.ts";

/** Runs a script in dvc's environment; numbers of its JSON stay exact. */
async function ask(script: string, cases: readonly unknown[]): Promise<readonly Value[]> {
  const run = await finish(peer("dvc/bin/python"), [`test/interop/python/${script}`], {
    input: JSON.stringify({ cases }),
  });
  expect(run.status, run.stderr).toBe(0);
  const answers = parseJson(run.stdout, script);
  return isValueList(answers) ? answers : [];
}

function field(answer: Value | undefined, key: string): Value | undefined {
  return isValueMap(answer) ? answer.get(key) : undefined;
}

/** A value with the kinds of its numbers and the order of its keys. */
function shape(value: Value | undefined): unknown {
  if (isValueMap(value)) return [...value].map(([key, item]) => [key, shape(item)]);
  if (isValueList(value)) return value.map(shape);
  if (isSpecialValue(value)) return [[value.kind, value.text]];
  if (!isNumberValue(value)) return value;
  return /nan|inf/.test(value.text) ? [["float", value.text]] : { [value.kind]: value.text };
}

interface Resolution {
  readonly stages?: unknown;
  readonly error?: string;
}

async function resolveHere(one: DvcYamlCase): Promise<Resolution> {
  const file = one.target ?? "dvc.yaml";
  const parsed = await parseDvcYaml(one.files[file] ?? "", {
    file,
    readText: (path) => Promise.resolve(one.files[path]),
    ...(one.parsing === undefined ? {} : { parsing: one.parsing }),
  });
  return parsed.problems === undefined
    ? { stages: shape(parsed.resolved) }
    : { error: renderProblems(parsed.problems) };
}

function resolveThere(answer: Value | undefined): Resolution {
  const error = field(answer, "error") ?? field(answer, "load");
  return typeof error === "string" ? { error } : { stages: shape(field(answer, "stages") ?? new Map()) };
}

/** Compares one case and says how they differ; `undefined` when they agree. */
async function difference(one: DvcYamlCase, answer: Value | undefined): Promise<string | undefined> {
  const [here, there] = [await resolveHere(one), resolveThere(answer)];
  const isSame = JSON.stringify(here.stages) === JSON.stringify(there.stages);
  if (isSame && (here.error === undefined) === (there.error === undefined)) return undefined;
  return JSON.stringify({ files: one.files, parsing: one.parsing, here, there }, null, 1);
}

describe("dvc.yaml, resolved by pawl and by dvc", async () => {
  const answers = await ask("resolve_dvc_yaml.py", [...dvcYamlCases, ...refusedOnly]);

  it.each(dvcYamlCases.map((one, index) => ({ ...one, index })))("agrees on $name", async (one) => {
    expect(await difference(one, answers[one.index])).toBeUndefined();
  });

  it.each(refusedOnly)("refuses $name", async (one) => {
    expect((await resolveHere(one)).error).toMatch(/dvc\.yaml:\d+:\d+: /);
  });
});

it("agrees with dvc on random pipelines with parameters, vars, groups and templates", async () => {
  const seed = Number(process.env["PAWL_SEED"] ?? Date.now() % 2 ** 31);
  const cases = fc.sample(dvcYamlWorld(), { seed, numRuns: 400 });
  const answers = await ask("resolve_dvc_yaml.py", cases);
  const found = await Promise.all(cases.map((one, index) => difference(one, answers[index])));
  const refused = answers.filter((answer) => resolveThere(answer).error !== undefined).length;
  process.stdout.write(`seed ${seed}: ${cases.length} pipelines, ${refused} of them refused by dvc\n`);
  expect(
    found.filter((one) => one !== undefined),
    `PAWL_SEED=${seed}`,
  ).toEqual([]);
  expect(refused).toBeLessThan(cases.length * 0.7);
});

describe("parameter files, read by pawl and by dvc", async () => {
  const answers = await ask("read_params.py", paramsCases);

  it.each(paramsCases.map((one, index) => ({ ...one, index })))("agree on $file: $text", async (one) => {
    const there = field(answers[one.index], "yaml");
    const read = readParams(one.text, one.file).then((value) => writeValues(new Map([["v", value]])));
    if (there === undefined) await expect(read).rejects.toMatchObject({ code: "file.unreadable" });
    else await expect(read).resolves.toBe(there);
  });
});
