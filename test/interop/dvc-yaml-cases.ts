/** One dvc.yaml with the files beside it. */
export interface DvcYamlCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The dvc.yaml to resolve. Default `dvc.yaml`. */
  readonly target?: string;
  readonly parsing?: { readonly bool?: "boolean_optional"; readonly list?: "append" };
}

type Options = Pick<DvcYamlCase, "parsing" | "target"> & { readonly files?: DvcYamlCase["files"] };

function one(name: string, yaml: string, params?: string, { files, ...more }: Options = {}): DvcYamlCase {
  const defaults = params === undefined ? {} : { "params.yaml": params };
  return { name, files: { "dvc.yaml": yaml, ...defaults, ...files }, ...more };
}

/** A stage with these lines as its fields. */
function stage(...lines: readonly string[]): string {
  return `stages:\n  s:\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

function group(foreach: string, ...lines: readonly string[]): string {
  const body = (lines.length === 0 ? ["cmd: echo ${item}"] : lines).map((line) => `      ${line}\n`).join("");
  return `stages:\n  g:\n    foreach: ${foreach}\n    do:\n${body}`;
}

const args =
  "m: {a: 1, t: true, f: false, s: 'a b', l: [1, true, x y, null, 1.0], n: null, d: {e: {g: 2}, h: {}}, x: 1e-7}\n";

/** Both tools resolve these to the same data, or both refuse them. */
export const dvcYamlCases: readonly DvcYamlCase[] = [
  one(
    "values keep their types",
    stage("cmd: x", "meta: {a: '${i}', b: '${f}', c: '${b}', d: '${n}'}"),
    "i: 1\nf: 1.0\nb: true\nn: null\n",
  ),
  one(
    "values inside text",
    stage("cmd: x ${i} ${f} ${b} ${n} ${s}"),
    "i: 1\nf: 1e20\nb: false\nn: null\ns: a b\n",
  ),
  one(
    "floats as Python prints them",
    stage("cmd: x ${a} ${b} ${c} ${d} ${e}"),
    "a: 1e-5\nb: 100000.0\nc: .inf\nd: .nan\ne: 0.1\n",
  ),
  one(
    "integers of every form",
    stage("cmd: x ${a} ${b} ${c} ${d}"),
    "a: 0x1F\nb: 010\nc: 1_000\nd: 123456789012345678901234567890\n",
  ),
  one(
    "indexes and brackets",
    stage("cmd: x ${l[0]} ${l.1} ${l[-1]} ${m[k]} ${l[2][z]} ${ l [ 1 ] }"),
    "l: [1, 2, {z: 3}]\nm: {k: v}\n",
  ),
  one("an index out of range", stage("cmd: x ${l[3]}"), "l: [1, 2, 3]\n"),
  one("an index that is no number", stage("cmd: x ${l[a]}"), "l: [1]\n"),
  one("a step into a value", stage("cmd: x ${a.b}"), "a: 1\n"),
  one("an unknown name", stage("cmd: x ${b}"), "a: 1\n"),
  one("escapes", stage("cmd: echo \\${a} $${a} \\\\${a} $\\{a} ${a"), "a: 1\n"),
  one("an escape in a path", stage("cmd: x", String.raw`deps: ['\${a}/b']`), "a: 1\n"),
  one("an empty expression", stage("cmd: x ${}")),
  one("a malformed path", stage("cmd: x ${a..b}"), "a: 1\n"),
  one("an unclosed bracket", stage("cmd: x ${a[0}"), "a: [1]\n"),
  one("a blank behind brackets", stage("cmd: x ${a[0] .b}"), "a: [{b: 1}]\n"),
  one("braces behind an expression", stage("cmd: x ${a[0]}]}"), "a: [1]\n"),
  one("a list in a command", stage("cmd: x ${l}"), "l: [1]\n"),
  one("a mapping in a path", stage("cmd: x", "deps: ['${m}']"), "m: {a: 1}\n"),
  one("a mapping as arguments", stage("cmd: x ${m}"), args),
  one("a mapping as arguments, in a list of commands", stage("cmd: ['x ${m}', y]"), args),
  one("a mapping as arguments, other options", stage("cmd: x ${m} z"), args, {
    parsing: { bool: "boolean_optional", list: "append" },
  }),
  one("an empty mapping as arguments", stage("cmd: x ${m} z"), "m: {}\n"),
  one(
    "text in arguments is quoted for the shell",
    stage("cmd: x ${m}"),
    "m: {a: \"it's\", b: '', c: 'a$b', d: ü, e: a.b/c-d_e, f: 'x\ty'}\n",
  ),
  one("a list of lists in arguments", stage("cmd: x ${m}"), "m: {a: [[1]]}\n"),
  one("an empty list in arguments", stage("cmd: x ${m}"), "m: {a: [], b: 1}\n"),
  one(
    "templates in every field",
    stage(
      "cmd: x",
      "wdir: ${d}",
      "deps: ['${a}/b']",
      "params: ['${a}', {'${a}.yaml': ['${d}']}]",
      "outs: ['${a}', {'${d}x': {desc: '${a}'}}]",
      "metrics: ['${a}.json']",
      "plots: [{'${a}.csv': {x: '${a}'}}]",
      "desc: ${a}",
      "meta: {'${a}': ['${d}']}",
    ),
    "a: q\nd: sub\n",
  ),
  one("a number where text must be", stage("cmd: x", "deps: ['${n}']"), "n: 1\n"),
  one("a number for an output", stage("cmd: x", "outs: [{'${n}': {cache: false}}]"), "n: 1\n"),
  one("a number for a parameter", stage("cmd: x", "params: ['${n}']"), "n: 1\n"),
  one("a template where the schema wants a boolean", stage("cmd: x", "frozen: ${a}"), "a: true\n"),
  one("vars inline", `vars: [{a: 1, b: {c: 2}}]\n${stage("cmd: x ${a} ${b.c}")}`),
  one(
    "vars merge at every depth",
    `vars: [{a: {b: 2}}, {a: {d: {e: 1}}}]\n${stage("cmd: x ${a}")}`,
    "a: {c: 1, d: {f: 2}}\n",
  ),
  one("vars that redefine a value", `vars: [{a: 1}]\n${stage("cmd: x")}`, "a: 1\n"),
  one("vars that redefine a mapping", `vars: [{a: 1}]\n${stage("cmd: x")}`, "a: {b: 1}\n"),
  one("vars that redefine a value deep inside", `vars: [{a: {b: 2}}]\n${stage("cmd: x")}`, "a: {b: 1}\n"),
  one(
    "vars from files of every format",
    `vars: [a.json, b.toml, c.py, d.yml]\n${stage("cmd: x ${j} ${t} ${K.c} ${y}")}`,
    undefined,
    {
      files: {
        "a.json": '{"j": 1.0}',
        "b.toml": "t = 2\n",
        "c.py": "class K:\n    c = 3.5\n",
        "d.yml": "y: z\n",
      },
    },
  ),
  one(
    "vars with keys of a file",
    `vars: ['q.yaml:x,y', 'q.yaml:z']\n${stage("cmd: x ${x} ${y} ${z}")}`,
    undefined,
    { files: { "q.yaml": "x: 1\ny: 2\nz: 3\nw: 2020-01-01\n" } },
  ),
  one("a key of vars that is not there", `vars: ['q.yaml:x']\n${stage("cmd: x")}`, undefined, {
    files: { "q.yaml": "y: 2\n" },
  }),
  one("a key of vars twice", `vars: ['q.yaml:x', 'q.yaml:x']\n${stage("cmd: x")}`, undefined, {
    files: { "q.yaml": "x: 2\n" },
  }),
  one("a file of vars twice", `vars: [q.yaml, ./q.yaml]\n${stage("cmd: x ${x}")}`, undefined, {
    files: { "q.yaml": "x: 2\n" },
  }),
  one(
    "a file of vars as a whole, then in part",
    `vars: [q.yaml, 'q.yaml:x']\n${stage("cmd: x")}`,
    undefined,
    { files: { "q.yaml": "x: 2\n" } },
  ),
  one(
    "a file of vars in part, then as a whole",
    `vars: ['q.yaml:x', q.yaml]\n${stage("cmd: x")}`,
    undefined,
    { files: { "q.yaml": "x: 2\n" } },
  ),
  one("params.yaml named in vars", `vars: [params.yaml]\n${stage("cmd: x ${a}")}`, "a: 1\n"),
  one("params.yaml named in part", `vars: ['params.yaml:a']\n${stage("cmd: x ${a}")}`, "a: 1\n"),
  one("a file of vars that is missing", `vars: [q.yaml]\n${stage("cmd: x")}`),
  one("a file of vars that holds a list", `vars: [q.yaml]\n${stage("cmd: x")}`, undefined, {
    files: { "q.yaml": "[1]\n" },
  }),
  one("an empty file of vars", `vars: [q.yaml]\n${stage("cmd: x")}`, undefined, { files: { "q.yaml": "" } }),
  one("a template in vars", `vars: [{a: '\${b}'}]\n${stage("cmd: x")}`, "b: 1\n"),
  one("a date in params.yaml", stage("cmd: x ${b}"), "a: 2020-01-01\nb: 1\n"),
  one("a tuple in vars", `vars: [c.py]\n${stage("cmd: x ${u}")}`, undefined, {
    files: { "c.py": "t = (1, 2)\nu = 1\n" },
  }),
  one("a set in vars", `vars: [c.py]\n${stage("cmd: x ${u}")}`, undefined, {
    files: { "c.py": "t = {1, 2}\nu = 1\n" },
  }),
  one("keys that are no text are not seen", stage("cmd: x ${a}"), "1: x\na: {2: y, b: z}\n"),
  one("a number as a name", stage("cmd: x ${1}"), "1: x\n"),
  one("vars of a stage", stage("vars: [{a: 1}, q.yaml]", "wdir: sub", "cmd: x ${a} ${q}"), "b: 1\n", {
    files: { "sub/q.yaml": "q: 2\n" },
  }),
  one(
    "vars of a stage against its wdir",
    stage("vars: [q.yaml]", "wdir: '${b}'", "cmd: x ${q}"),
    "b: sub\n",
    { files: { "sub/q.yaml": "q: 2\n" } },
  ),
  one("vars of a stage that redefine", stage("vars: [{b: 1}]", "cmd: x"), "b: 1\n"),
  one("vars of a stage are its own", `${stage("vars: [{a: 1}]", "cmd: x ${a}")}  t:\n    cmd: x \${a}\n`),
  one("vars of a stage are unknown in its wdir", stage("vars: [{a: d}]", "wdir: ${a}", "cmd: x")),
  one("vars of a stage name a loaded file", stage("vars: [params.yaml]", "cmd: x ${a}"), "a: 1\n"),
  one("foreach over a list", group("[a, b, a]")),
  one("foreach over values of every kind", group("[true, false, 1.5, null, 2]")),
  one("foreach over a list of the context", group("${l}"), "l: [true, 1.0, null, x]\n"),
  one("foreach over references", group("['${t}', true, 'x${t}']"), "t: true\n"),
  one("foreach over mappings", group("[{a: 1}, {a: 2}]", "cmd: echo ${item.a}", "outs: ['${item.a}']")),
  one("foreach over a list that holds one list", group("[x, [1]]", "cmd: echo")),
  one("foreach over a mapping", group("{x: 1, y: {z: 2}}", "cmd: echo ${key} ${item}")),
  one(
    "foreach over a mapping of the context",
    group("${m}", "cmd: echo ${key} ${item.z}", "deps: ['${key}']"),
    "m: {x: {z: 1}, y: {z: 2}}\n",
  ),
  one(
    "foreach over a mapping with keys that are no text",
    group("{x: 1, 3: 4, true: 5, 1.5: a}", "cmd: echo ${item} ${key}"),
  ),
  one(
    "foreach over such a mapping of the context",
    group("${m}", "cmd: echo ${item} ${key}"),
    "m: {x: 1, 3: 4}\n",
  ),
  one("foreach over text", group("${s}"), "s: abc\n"),
  one("foreach over an unknown name", group("${s}")),
  one("foreach over nothing", group("[]")),
  one("foreach without a key", group("[a]", "cmd: echo ${key}")),
  one("foreach hides item of the context", group("[a]"), "item: q\nkey: w\n"),
  one("foreach with the key of the context", group("[a]", "cmd: echo ${key} ${item}"), "key: w\n"),
  one("foreach and vars of the stage", group("[a, b]", "vars: [{v: 1}]", "cmd: echo ${v} ${item}")),
  one("foreach and vars that set item", group("[a, b]", "vars: [{item: 1}]", "cmd: echo")),
  one(
    "foreach with a templated wdir",
    group("[sub]", "wdir: '${item}'", "vars: [q.yaml]", "cmd: echo ${q}"),
    undefined,
    { files: { "sub/q.yaml": "q: 2\n" } },
  ),
  one("foreach with @ in a key", group("[a@b]")),
  one("foreach with a field beside it", `${group("[a]")}    desc: x\n`),
  one("foreach without do", stage("foreach: [a]")),
  one("a malformed expression in a group of none", group("[]", "cmd: echo ${")),
  one(
    "matrix",
    stage(
      "matrix: {a: [1, 2.5, true], b: [x, y]}",
      "cmd: echo ${item.a} ${item.b} ${key}",
      "outs: ['${key}']",
    ),
  ),
  one(
    "matrix of mappings and lists",
    stage("matrix: {a: [{x: 1}, {x: 2}], b: [[1, 2], [3]]}", "cmd: echo ${item.a.x} ${item.b[0]} ${key}"),
  ),
  one(
    "matrix of the context",
    stage("matrix: {a: '${l}', b: '${m}', c: 'x${s}'}", "cmd: echo ${item.a} ${item.b} ${item.c}"),
    "l: [true, null]\nm: {k: 1, l: 2}\ns: yz\n",
  ),
  one("matrix over a number", stage("matrix: {a: '${n}'}", "cmd: echo"), "n: 3\n"),
  one("matrix with an empty axis", stage("matrix: {a: [], b: [1]}", "cmd: echo")),
  one("matrix with no axis", stage("matrix: {}", "cmd: echo")),
  one("matrix over a mapping", stage("matrix: {a: {b: 1}}", "cmd: echo")),
  one("matrix with doubled values", stage("matrix: {a: [1, '1']}", "cmd: echo ${item.a}")),
  one("matrix and foreach", stage("foreach: [1]", "matrix: {a: [1]}", "cmd: y")),
  one("matrix and do", stage("matrix: {a: [1]}", "do: {cmd: y}")),
  one("matrix with templated axes", stage("matrix: {'${s}': [1]}", "cmd: echo ${item.q}"), "s: q\n"),
  one(
    "definitions",
    `metrics: ['\${a}.json']\nparams: [\${a}.yaml, b.toml]\nplots: ['\${a}.csv', {'\${a}': {x: x, y: {'\${a}.csv': [p, q]}}}, {z: null}]\nartifacts:\n  \${a}: {path: \${a}/m, type: model, labels: ['\${a}'], meta: {m: '\${a}'}}\n`,
    "a: q\n",
  ),
  one(
    "definitions with nothing to resolve",
    "metrics: [m.json]\nplots: [{p: {x: {a.csv: b}, y: [c, d], title: t}}]\nartifacts: {a-b: {path: x, desc: y}}\n",
  ),
  one("definitions with an unknown name", "metrics: ['${b}.json']\n", "a: q\n"),
  one("an artifact without a path", "artifacts: {a: {type: model}}\n"),
  one("a plot with a list of x", "plots: [{p: {x: [a]}}]\n"),
  one("an empty file", ""),
  one("a file with an empty list", "[]\n"),
  one("a file with text", "abc\n"),
  one("no stages", "stages: {}\n"),
  one("stages that are nothing", "stages:\n"),
  one("an unknown section", `live: {}\n${stage("cmd: x")}`),
  one("an unknown field", stage("cmd: x", "cmmd: y")),
  one("an unknown option", stage("cmd: x", "outs: [{a: {cach: false}}]")),
  one("a command that is a boolean", stage("cmd: true")),
  one("a command that is a number", stage("cmd: 1")),
  one("no command", stage("deps: [a]")),
  one("an empty list of commands", stage("cmd: []")),
  one("sections that are nothing", stage("cmd: x", "deps:", "outs:")),
  one(
    "options of outputs",
    stage(
      "cmd: x",
      "outs: [{a: {cache: false, persist: true, push: false, remote: r, desc: d, type: t, labels: [l], meta: {m: 1}}, b: {}}]",
      "plots: [{p.csv: {template: t, x: a, y: b, x_label: c, y_label: d, title: e, header: false}}]",
    ),
  ),
  one("an option that is nothing", stage("cmd: x", "outs: [{a: }]")),
  one("a list of plot options", stage("cmd: x", "plots: [{p: [{x: a}, {y: b}]}]")),
  one(
    "whole files of parameters",
    stage("cmd: x", "params: [{a.json: {}}, {b.json: }, {c.json: [x]}, {d.json: ''}, {a.json: [y]}, z]"),
  ),
  one("keys of parameters that are text", stage("cmd: x", "params: [{a.json: b}]")),
  one("an empty path", stage("cmd: x", "deps: ['']")),
  one("an empty name", "stages:\n  '':\n    cmd: x\n"),
  one("a name with @", "stages:\n  a@b:\n    cmd: x\n"),
  one("a name that is a number", "stages:\n  1:\n    cmd: x\n"),
  one(
    "names of every kind",
    "stages:\n  a b/c.d:\n    cmd: x\n  ü-_:\n    cmd: y\n  constructor:\n    cmd: z\n  __proto__:\n    cmd: p\n",
  ),
  one(
    "names of objects in vars",
    `vars: [{__proto__: {a: 1}, constructor: 2, toString: 3}]\n${stage("cmd: x ${__proto__.a} ${constructor} ${toString}")}`,
  ),
  one("an unknown name that objects have", stage("cmd: x ${hasOwnProperty}"), "a: 1\n"),
  one(
    "anchors and aliases",
    "stages:\n  a: &a\n    cmd: x\n    deps: &d [p]\n  b:\n    cmd: y\n    deps: *d\n",
  ),
  one(
    "merge keys",
    "stages:\n  a: &a\n    cmd: x\n    deps: [p]\n  b:\n    <<: *a\n    cmd: y\n  c:\n    <<: [*a, {desc: q}]\n",
  ),
  one("an anchor that is not there", "stages:\n  a: {cmd: x, deps: *d}\n"),
  one("a doubled key", "stages:\n  a: {cmd: x}\n  a: {cmd: y}\n"),
  one("several documents", "stages: {}\n---\nstages: {}\n"),
  one("a tag of Python", stage("cmd: !!python/name:os.system x")),
  one("a tag of YAML", stage("cmd: !!str 1")),
  one("a tab for a blank", stage("cmd:\tx")),
  one("line ends of Windows", stage("cmd: x ${a}").replaceAll("\n", "\r\n"), "a: 1\r\n"),
  one("a byte order mark", `\ufeff${stage("cmd: x")}`),
  one("a control character", stage("cmd: x\u0000")),
  one("a template in a flow list without quotes", stage("cmd: x", "deps: [a_${b}]"), "b: 1\n"),
  one("text over several lines", stage("cmd: |", "  a ${b}", "  c", "desc: >-", "  d", "  e"), "b: 1\n"),
  {
    name: "a dvc.yaml in a folder",
    target: "sub/dvc.yaml",
    files: {
      "params.yaml": "a: top\n",
      "sub/params.yaml": "b: below\n",
      "sub/dvc.yaml": `vars: [../x.yaml]\n${stage("cmd: x ${b} ${c}", "wdir: d", "deps: [../../y]")}`,
      "x.yaml": "c: 1\n",
    },
  },
];

/** DVC resolves these and then cannot run them, or reads what it should not; Pawl refuses them at once. */
export const refusedOnly: readonly DvcYamlCase[] = [
  one("a command that is a mapping", stage("cmd: ${m}"), "m: {a: 1}\n"),
  one("a command in a list that is no text", stage("cmd: [1, x]")),
  one("a parameter that is no text", stage("cmd: x", "params: [{c.json: [1]}]")),
  one("a metric that is a list", "metrics: ['${l}']\n", "l: [1]\n"),
  one("an id that GTO does not take", "artifacts: {-a: {path: x}}\n"),
  one("a name of a group and a key", `${group("[x]")}  g@x:\n    cmd: y\n`),
  one("resources that Pawl does not know", stage("cmd: x", "meta: {pawl: {resources: {cpu: 1}}}")),
  one("a dependency elsewhere", stage("cmd: x", "deps: [s3://bucket/x]")),
  one("a dependency outside", stage("cmd: x", "deps: [../x]")),
];
