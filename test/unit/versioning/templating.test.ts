import { describe, expect, it } from "vitest";
import { type ParsedPipeline, parseDvcYaml } from "../../../src/versioning/parse-dvc-yaml.ts";
import type { Pipeline } from "../../../src/versioning/stage.ts";
import type { ParsingOptions } from "../../../src/versioning/templating/command-arguments.ts";
import { toPlainData } from "../../../src/versioning/value.ts";
import { renderProblems } from "../../../src/yaml/problem.ts";

type Files = Readonly<Record<string, string>>;

async function parse(yaml: string, files: Files = {}, parsing?: ParsingOptions): Promise<ParsedPipeline> {
  return parseDvcYaml(yaml, {
    file: "dvc.yaml",
    readText: (path) => Promise.resolve(files[path]),
    ...(parsing === undefined ? {} : { parsing }),
  });
}

async function stagesOf(yaml: string, params = "", parsing?: ParsingOptions): Promise<Pipeline> {
  const parsed = await parse(yaml, { "params.yaml": params }, parsing);
  expect(renderProblems(parsed.problems ?? [])).toBe("");
  return parsed.pipeline ?? [];
}

async function commandsOf(yaml: string, params = "", parsing?: ParsingOptions): Promise<unknown> {
  const stages = await stagesOf(yaml, params, parsing);
  return Object.fromEntries(stages.map((stage) => [stage.name, stage.cmd]));
}

async function problemsOf(yaml: string, files: Files = {}): Promise<readonly string[]> {
  const parsed = await parse(yaml, files);
  return renderProblems(parsed.problems ?? []).split("\n");
}

const command = (cmd: string): string => `stages:\n  s:\n    cmd: ${cmd}\n`;

describe("a template", () => {
  it("keeps numbers as Python prints them inside a text", async () => {
    const params = "a: 1.0\nb: 1\nc: 1e-7\nd: true\ne: null\nf: 123456789012345678901\n";
    expect(await commandsOf(command("x ${a} ${b} ${c} ${d} ${e} ${f}"), params)).toEqual({
      s: "x 1.0 1 1e-07 true None 123456789012345678901",
    });
  });

  it("finds parts of lists and mappings, by dots and brackets, from the end by negative indexes", async () => {
    const params = "l: [1, 2]\nm: {k: {z: v}}\n";
    expect(await commandsOf(command("x ${l[0]} ${l[-1]} ${m.k.z} ${m[k][z]} ${ l [ 1 ] }"), params)).toEqual({
      s: "x 1 2 v v 2",
    });
  });

  it("keeps its type when it is the whole text", async () => {
    const parsed = await parse("stages:\n  s: {cmd: x, meta: {a: '${i}', b: '${f}'}}\n", {
      "params.yaml": "i: 1\nf: true\n",
    });
    expect(toPlainData(parsed.resolved ?? null)).toEqual({ s: { cmd: "x", meta: { a: 1, b: true } } });
  });

  it("writes a mapping as arguments, quoted for the shell", async () => {
    const params = 'm: {a: 1, t: true, f: false, s: "it\'s", l: [1, x y], d: {e: 2}, n: null}\n';
    expect(await commandsOf(command("x ${m}"), params)).toEqual({
      s: "x --a 1 --t --s 'it'\"'\"'s' --l 1 'x y' --d.e 2 --n None",
    });
    expect(await commandsOf(command("x ${m}"), params, { bool: "boolean_optional", list: "append" })).toEqual(
      {
        s: "x --a 1 --t --no-f --s 'it'\"'\"'s' --l 1 --l 'x y' --d.e 2 --n None",
      },
    );
  });

  it("is escaped by a backslash, for the shell", async () => {
    expect(await commandsOf(command("echo \\${HOME} ${a}"), "a: 1\n")).toEqual({ s: "echo ${HOME} 1" });
  });

  it.each([
    [
      "an unknown name, with the nearest",
      "${trian.lr}",
      "there is no value for ${trian.lr}; did you mean train?",
    ],
    [
      "an unknown part, with the nearest",
      "${train.lrr}",
      "there is no value for ${train.lrr}; did you mean train.lr?",
    ],
    ["a list in a command", "${l}", "${l} is a list, which cannot stand in cmd"],
    ["an empty expression", "${}", "${} is no expression; write names with dots"],
    ["a malformed path", "${a..b}", "${a..b} is no expression"],
    ["a name that objects have", "${constructor}", "there is no value for ${constructor}"],
  ])("is refused for %s", async (_, template, message) => {
    const [first] = await problemsOf(command(template), { "params.yaml": "train: {lr: 1}\nl: [1]\n" });
    expect(first).toContain(`dvc.yaml:3:10: stages.s.cmd: ${message}`);
  });

  it("that makes more than can be held is refused, without making it", async () => {
    const params = `a: ${"x".repeat(100_000)}\n`;
    const words = await problemsOf(command("${a}".repeat(2000)), { "params.yaml": params });
    expect(words[0]).toContain("stages.s.cmd: templates make more than 33554432 characters");
    const axis = `[${Array.from({ length: 300 }, (_, index) => index).join(", ")}]`;
    const stages = `stages:\n  g:\n    matrix: {a: ${axis}, b: ${axis}}\n    cmd: ${"x".repeat(1000)}\n`;
    expect((await problemsOf(stages))[0]).toContain("templates make more than 33554432 characters");
  });

  it("reports what is wrong in every stage at once", async () => {
    const yaml =
      "stages:\n  a: {cmd: 'x ${p}', desc: '${q}'}\n  b:\n    foreach: [1, 2]\n    do: {cmd: '${r}'}\n";
    expect(await problemsOf(yaml)).toEqual([
      "dvc.yaml:2:12: stages.a.cmd: there is no value for ${p}",
      "dvc.yaml:2:28: stages.a.desc: there is no value for ${q}",
      "dvc.yaml:5:15: stages.b.do.cmd: b@1: there is no value for ${r}",
      "dvc.yaml:5:15: stages.b.do.cmd: b@2: there is no value for ${r}",
    ]);
  });
});

describe("vars", () => {
  it("come from params.yaml, then files, parts of files and mappings, merged at every depth", async () => {
    const parsed = await parse(`vars: ['q.json:x', {m: {b: 2}}]\n${command("${x} ${m.a} ${m.b}")}`, {
      "params.yaml": "m: {a: 1}\n",
      "q.json": '{"x": 1.0, "y": 2}',
    });
    expect(parsed.pipeline?.[0]?.cmd).toBe("1.0 1 2");
  });

  it.each<[string, string, Files, string]>([
    [
      "a value again",
      "vars: [{a: {b: 1}}]\n",
      { "params.yaml": "a: {b: 2}\n" },
      "1:8: vars[0]: cannot redefine a.b from vars[0]: it is already in params.yaml",
    ],
    ["a missing file", "vars: [q.yaml]\n", {}, "1:8: vars[0]: q.yaml does not exist"],
    ["a missing key", "vars: ['q.yaml:a']\n", { "q.yaml": "b: 1\n" }, "there is no a in q.yaml"],
    [
      "a part of a loaded file",
      "vars: [q.yaml, 'q.yaml:b']\n",
      { "q.yaml": "b: 1\n" },
      "1:16: vars[1]: cannot load q.yaml:b: q.yaml is already loaded as a whole",
    ],
    [
      "a file loaded in part",
      "vars: ['q.yaml:b', q.yaml]\n",
      { "q.yaml": "b: 1\n" },
      "cannot load q.yaml: q.yaml is already loaded in part",
    ],
    [
      "a file without a mapping",
      "vars: [q.yaml]\n",
      { "q.yaml": "[1]\n" },
      "q.yaml holds no mapping, which vars need",
    ],
    [
      "a template",
      "vars: [{a: '${b}'}]\n",
      { "params.yaml": "b: 1\n" },
      "templates are not resolved in vars",
    ],
    ["a path outside", "vars: [../q.yaml]\n", {}, "../q.yaml is not a path inside the repository"],
    [
      "a date",
      "vars: [{a: 2020-01-01}]\n",
      {},
      "a of vars[0] is the date 2020-01-01, which templates cannot hold",
    ],
    ["a broken file", "vars: [q.yaml]\n", { "q.yaml": "a: [1\n" }, "1:8: vars[0]: q.yaml:2:1: "],
  ])("refuse %s", async (_, yaml, files, message) => {
    expect((await problemsOf(`${yaml}${command("x")}`, files)).join("\n")).toContain(message);
  });

  it("of a stage are read from its working directory and hide nothing", async () => {
    const parsed = await parse(
      "stages:\n  s: {wdir: '${d}', vars: [q.yaml], cmd: 'x ${q}'}\n  t: {vars: [{d: 2}], cmd: y}\n",
      { "params.yaml": "d: sub\n", "sub/q.yaml": "q: 3\n" },
    );
    expect(renderProblems(parsed.problems ?? [])).toBe(
      "dvc.yaml:3:14: stages.t.vars[0]: cannot redefine d from t.vars[0]: it is already in params.yaml",
    );
  });
});

describe("foreach", () => {
  it("names stages by values, indexes or keys and knows its group", async () => {
    const yaml = `stages:
  l: {foreach: [a, 1.5, true], do: {cmd: "x \${item}"}}
  c: {foreach: [{n: 1}, {n: 2}], do: {cmd: "x \${item.n}"}}
  m: {foreach: {k: 1}, do: {cmd: "x \${key} \${item}"}}
  r: {foreach: "\${flags}", do: {cmd: "x \${item}"}}
`;
    expect(await commandsOf(yaml, "flags: [true, false]\n")).toEqual({
      "l@a": "x a",
      "l@1.5": "x 1.5",
      "l@true": "x true",
      "c@0": "x 1",
      "c@1": "x 2",
      "m@k": "x k 1",
      "r@True": "x true",
      "r@False": "x false",
    });
    expect((await stagesOf(yaml, "flags: [true]\n"))[0]).toMatchObject({ name: "l@a", group: "l", line: 2 });
  });

  it.each([
    ["text", "foreach: '${s}'", "foreach needs a list or a mapping, not abc"],
    ["@ in a key", "foreach: [a@b]", "g@a@b cannot be the name of a stage"],
    ["an empty key", "foreach: ['']", "g@ cannot be the name of a stage: the key is empty"],
    ["a date", "foreach: [2020-01-01]", "the date 2020-01-01, which templates cannot hold"],
  ])("is refused with %s", async (_, foreach, message) => {
    const yaml = `stages:\n  g:\n    ${foreach}\n    do: {cmd: x}\n`;
    expect((await problemsOf(yaml, { "params.yaml": "s: abc\n" })).join("\n")).toContain(message);
  });
});

describe("matrix", () => {
  it("makes every combination, the last axis fastest, lists and mappings by axis and index", async () => {
    const yaml = "stages:\n  g: {matrix: {a: [1, 2], o: [{k: x}, y]}, cmd: 'x ${item.a} ${key}'}\n";
    expect(await commandsOf(yaml)).toEqual({
      "g@1-o0": "x 1 1-o0",
      "g@1-y": "x 1 1-y",
      "g@2-o0": "x 2 2-o0",
      "g@2-y": "x 2 2-y",
    });
  });

  it.each([
    ["no axis", "{}", "matrix needs at least one axis"],
    ["an axis that is a number", "{a: '${n}'}", "the axis a of matrix needs a list"],
    [
      "more combinations than can be",
      `{${"abcdefgh"
        .split("")
        .map((axis) => `${axis}: [1, 2, 3, 4, 5, 6, 7, 8, 9]`)
        .join(", ")}}`,
      "matrix makes 43046721 stages; at most 100000 are made",
    ],
  ])("is refused with %s", async (_, matrix, message) => {
    const yaml = `stages:\n  g:\n    matrix: ${matrix}\n    cmd: x\n`;
    expect((await problemsOf(yaml, { "params.yaml": "n: 1\n" }))[0]).toBe(
      `dvc.yaml:3:13: stages.g.matrix: ${message}`,
    );
  });
});

describe("what dvc.yaml defines besides stages", () => {
  it("is resolved, its paths against the folder of the file", async () => {
    const parsed = await parseDvcYaml(
      "metrics: ['${d}/m.json']\nparams: [p.toml]\nplots: [c.csv, {curve: {y: {c.csv: [a]}}}]\nartifacts: {model-a: {path: m.onnx, type: model, labels: ['${d}']}}\n",
      {
        file: "sub/dvc.yaml",
        readText: (path) => Promise.resolve(path === "sub/params.yaml" ? "d: out\n" : undefined),
      },
    );
    expect(parsed.problems).toBeUndefined();
    expect(parsed).toMatchObject({
      definitions: {
        metrics: [{ path: "sub/out/m.json", written: "out/m.json" }],
        params: [{ path: "sub/p.toml", written: "p.toml" }],
        plots: [
          { id: "c.csv", path: "sub/c.csv", options: new Map() },
          { id: "curve", path: "sub/curve", options: new Map([["y", new Map([["c.csv", ["a"]]])]]) },
        ],
        artifacts: [{ id: "model-a", path: "sub/m.onnx", type: "model", labels: ["out"] }],
      },
    });
  });

  it("is refused with its place", async () => {
    expect(
      await problemsOf("artifacts: {-a: {path: x}}\nmetrics: [/m.json]\nplots: [{p: {x: [a]}}]\n"),
    ).toEqual([expect.stringContaining("dvc.yaml:3:17: plots[0].p.x: is not allowed")]);
    expect(await problemsOf("artifacts: {-a: {path: x}}\nmetrics: [/m.json]\n")).toEqual([
      expect.stringContaining("artifacts.-a: is not a valid name"),
      'dvc.yaml:2:11: metrics[0]: must be a path inside the repository; found "/m.json"',
    ]);
  });
});

describe("the resources of a stage", () => {
  it("are read from meta.pawl, beside whatever else meta holds", async () => {
    const yaml =
      "stages:\n  s: {cmd: x, meta: {team: ml, pawl: {resources: {cpus: 0.5, memory: 4GiB, gpus: 1}}}}\n";
    expect((await stagesOf(yaml))[0]?.resources).toEqual({ cpus: 0.5, memoryBytes: 4 * 1024 ** 3, gpus: 1 });
  });

  it("are refused when they are not known or no sizes", async () => {
    const yaml =
      "stages:\n  s:\n    cmd: x\n    meta:\n      pawl:\n        resources: {cpu: 1, memory: 4 gigs}\n";
    expect(await problemsOf(yaml)).toEqual([
      expect.stringContaining("dvc.yaml:6:21: stages.s.meta.pawl.resources.cpu: is not a known key"),
      expect.stringContaining("dvc.yaml:6:37: stages.s.meta.pawl.resources.memory: is not allowed"),
    ]);
  });
});

describe("the form of dvc.yaml", () => {
  it.each([
    [
      "foreach with something beside it",
      "stages:\n  s: {foreach: [1], do: {cmd: x}, desc: y}\n",
      "stages.s.desc: is not a known key; allowed: foreach, do",
    ],
    ["live", "live: {}\n", "1:1: live: is not a known key"],
    ["default", "default: {}\n", "1:1: default: is not a known key"],
    [
      "nothing where a list must be",
      "stages:\n  s: {cmd: x, deps: }\n",
      "stages.s.deps: is not allowed; found null; allowed: a list",
    ],
    [
      "a name that is a number",
      "stages:\n  1: {cmd: x}\n",
      "2:3: stages.1: is a key that is no text; found 1; allowed: text (quote it)",
    ],
    [
      "a name with @",
      "stages:\n  a@b: {cmd: x}\n",
      "a stage cannot have this name: @ stands between a group and its key",
    ],
    [
      "data elsewhere",
      "stages:\n  s: {cmd: x, deps: ['s3://b/x']}\n",
      "data outside the repository is not read",
    ],
    [
      "a path that is a number",
      "stages:\n  s: {cmd: x, deps: ['${n}']}\nvars: [{n: 1}]\n",
      "2:22: stages.s.deps[0]: is not allowed; found 1; allowed: text (quote it)",
    ],
  ])("is refused with %s", async (_, yaml, message) => {
    expect((await problemsOf(yaml)).join("\n")).toContain(message);
  });

  it("takes names of objects as names", async () => {
    const names = ["__proto__", "constructor", "toString"];
    const yaml = `stages:\n${names.map((name) => `  ${name}: {cmd: x}\n`).join("")}`;
    expect((await stagesOf(yaml)).map((stage) => stage.name)).toEqual(names);
  });

  it("merges outputs that are named twice in a section and parameters of one file", async () => {
    const yaml =
      "stages:\n  s: {cmd: x, outs: [o, {o: {cache: false}}], params: [a, {params.yaml: [b]}, {q.py: [K.c]}, {q.py: }]}\n";
    expect((await stagesOf(yaml))[0]).toMatchObject({
      outs: [{ path: "o", isCached: false }],
      params: [
        { path: "params.yaml", keys: ["a", "b"] },
        { path: "q.py", keys: "all" },
      ],
    });
  });
});
