const log = (name: string): string => `echo ${name} >> $DVC_ROOT/runs.log`;

/** Pipelines in three folders that use what dvc.yaml has; parameters in four formats. */
export const richFiles: Readonly<Record<string, string>> = {
  ".dvcignore": "*.tmp\n",
  "vars.yaml": "where: {eu: 1, us: 2}\nflags: {fast: true, name: a b, sizes: [1, 2]}\n",
  "params.yaml": "prepare: {rate: 1.0, list: [1, 2]}\ntop: 1e-5\n",
  "conf.toml": '[fit]\nrate = 0.10\nwhen = "2024-01-02"\n',
  "conf.py": "RATE = 1\nclass Net:\n    layers = (3, 4)\n    name = 'x'\n",
  "conf.json": '{"a": {"b": [1, {"c": 2.50}]}}\n',
  "dvc.yaml": `vars:
  - vars.yaml
stages:
  prepare:
    cmd:
      - mkdir -p work/clean
      - (cat raw/a.csv; echo end) > work/clean/a.csv && (cat single.csv; echo x) > work/clean/one && ${log("prepare")}
    deps: [raw, single.csv]
    params: [prepare]
    outs: [work/clean]
  split:
    foreach: \${where}
    do:
      cmd: echo \${item} > part-\${key} && cat work/clean/a.csv >> part-\${key} && ${log("split-${key}")}
      deps: [work/clean/a.csv]
      outs: ["part-\${key}"]
  fit:
    matrix:
      model: [linear, tree]
      depth: [1, 2.5]
    cmd: echo \${item.model} \${top} \${item.depth} > model-\${item.model}-\${item.depth} && ${log("fit-${item.model}-${item.depth}")}
    deps: [part-eu, part-us]
    params:
      - conf.toml: [fit]
      - conf.py: [RATE, Net.layers]
      - conf.json: [a.b]
    outs: ["model-\${item.model}-\${item.depth}"]
  flags:
    cmd: echo \${flags} > flags.txt && ${log("flags")}
    outs: [flags.txt]
  evaluate:
    wdir: eval
    cmd: echo '{"acc":\\ 0.5}' > metrics.json && printf 'x,y\\n1,2\\n' > curve.csv && ${log("evaluate")}
    deps: [../model-linear-1, ../model-tree-2.5]
    metrics:
      - metrics.json: {cache: false}
    plots:
      - curve.csv: {cache: false, x: x, y: y}
  grow:
    cmd: echo more >> grown.txt && ${log("grow")}
    deps: [single.csv]
    outs: [{grown.txt: {persist: true}}]
  held:
    cmd: (cat single.csv; echo held) > held.txt && ${log("held")}
    deps: [single.csv]
    outs: [held.txt]
`,
  "eval/.keep": "",
  "sub/params.yaml": "deep: {a: 1}\nother: x\n",
  "sub/dvc.yaml": `stages:
  use:
    cmd: (cat ../part-us; echo used) > used && ${log("use")}
    deps: [../part-us]
    params: [deep, ../params.yaml: [top]]
    outs: [used]
`,
  "sub/deeper/dvc.yaml": `stages:
  last:
    cmd: mkdir -p out/x && (cat ../used; echo) > "out/x/ü 'q'" && ${log("last")}
    deps: [../used]
    outs: [out]
`,
};

/** Data to add: `raw` and `single.csv`. */
export const richData: Readonly<Record<string, string>> = {
  "raw/a.csv": "1,2\n",
  "raw/sub/é b.csv": "3,4\n",
  "raw/junk.tmp": "not data\n",
  "single.csv": "5,6\n",
};
