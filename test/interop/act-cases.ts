import type { Files } from "../sandbox-runner/workflow-sandbox.ts";

/** A workflow that both runners run for a push. */
export interface ActCase {
  readonly name: string;
  readonly files: Files;
  /** What act does otherwise, and why; absent where the two must agree. */
  readonly difference?: {
    readonly reason: string;
    readonly act: Readonly<Record<string, readonly string[]>>;
  };
}

function workflow(text: string, more: Files = {}): Files {
  return { ".github/workflows/w.yml": text, ...more };
}

/** One job `a` with these steps. */
function steps(text: string, job = ""): Files {
  return workflow(`on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${job}    steps:\n${text}`);
}

/** A step for each expression, that says its value. */
function says(...expressions: readonly string[]): string {
  return expressions.map((text) => `      - run: |\n          echo "TELL \${{ ${text} }}"\n`).join("");
}

const job = (rest: string, say: string): string =>
  `{ ${rest} runs-on: ubuntu-latest, steps: [{ run: '${say}' }] }`;

const composite = `
name: c
inputs: { who: { default: nobody }, "two words": {} }
outputs: { all: { value: "\${{ steps.s.outputs.v }}!" } }
runs:
  using: composite
  steps:
    - { id: s, shell: bash, run: 'echo "v=hello \${{ inputs.who }}" >> "$GITHUB_OUTPUT"; echo "TELL in \${{ inputs.who }}"' }
    - { shell: bash, if: "inputs.who == 'you'", run: "echo TELL for you" }
    - { shell: bash, working-directory: sub, run: 'echo "TELL at $(basename "$PWD")"' }
`;

const javascript = {
  "act/action.yml": `
name: j
inputs: { n: { default: "3" } }
outputs: { square: {} }
runs: { using: node20, main: main.js, post: post.js, post-if: success() }
`,
  "act/main.js": `
const { appendFileSync } = require("node:fs");
const n = Number(process.env.INPUT_N);
appendFileSync(process.env.GITHUB_OUTPUT, "square=" + n * n + "\\n");
appendFileSync(process.env.GITHUB_STATE, "n=" + n + "\\n");
console.log("TELL main " + n);
`,
  "act/post.js": `console.log("TELL post " + process.env.STATE_n);`,
};

/** Cases for both runners. */
export const actCases: readonly ActCase[] = [
  {
    name: "outputs of jobs, matrix from JSON, needs",
    files: workflow(`
on: push
jobs:
  plan: { runs-on: ubuntu-latest, outputs: { rows: "\${{ steps.s.outputs.rows }}" }, steps: [{ id: s, run: 'echo "rows=[1,2]" >> "$GITHUB_OUTPUT"' }] }
  work: { needs: plan, strategy: { matrix: { n: "\${{ fromJSON(needs.plan.outputs.rows) }}" } }, runs-on: ubuntu-latest, steps: [{ run: 'echo "TELL \${{ matrix.n }}"' }] }
  done: { needs: [plan, work], runs-on: ubuntu-latest, steps: [{ run: 'echo "TELL \${{ join(needs.*.result) }}"' }] }
`),
  },
  {
    name: "matrix with include and exclude",
    files: workflow(`
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        os: [a, b]
        n: [1, 2]
        exclude: [{ os: b, n: 2 }]
        include: [{ os: a, extra: x }, { os: c, n: 9 }, { n: 1, colour: red }]
    steps: [{ run: 'echo "TELL \${{ matrix.os }} \${{ matrix.n }} [\${{ matrix.extra }}] [\${{ matrix.colour }}]"' }]
`),
  },
  {
    name: "conditions, outcome and conclusion",
    files: steps(`
      - { id: t, run: exit 1, continue-on-error: true }
      - run: echo "TELL \${{ steps.t.outcome }} \${{ steps.t.conclusion }}"
      - { if: failure(), run: echo TELL never }
      - { if: "steps.t.outcome == 'failure'", run: echo TELL recovered }
      - { id: bad, run: exit 2 }
      - { run: echo TELL not any more }
      - { if: failure(), run: "echo TELL after \${{ job.status }}" }
      - { if: always(), run: "echo TELL always \${{ steps.bad.conclusion }}" }
      - { if: "!cancelled()", run: echo TELL not cancelled }`),
  },
  {
    name: "jobs after a failure",
    files: workflow(`
on: push
jobs:
  bad: ${job("", "exit 1")}
  after: ${job("needs: bad,", "echo TELL never")}
  report: ${job("needs: [bad, after], if: failure(),", "echo TELL report ${{ needs.bad.result }} ${{ needs.after.result }}")}
  always: ${job("needs: after, if: always(),", "echo TELL always ${{ needs.after.result }}")}
`),
  },
  {
    name: "environment files, path and summary",
    files: steps(`
      - run: |
          echo "ONE=1" >> "$GITHUB_ENV"
          { echo "MANY<<EOF"; echo "line 1"; echo "line 2"; echo "EOF"; } >> "$GITHUB_ENV"
          mkdir -p "$RUNNER_TEMP/bin"; printf '#!/bin/sh\\necho TELL from-path\\n' > "$RUNNER_TEMP/bin/my-tool"
          chmod +x "$RUNNER_TEMP/bin/my-tool"; echo "$RUNNER_TEMP/bin" >> "$GITHUB_PATH"
          echo "first" >> "$GITHUB_STEP_SUMMARY"
      - run: my-tool; echo "TELL $ONE \${{ env.ONE }} $(echo "$MANY" | wc -l)"; echo second >> "$GITHUB_STEP_SUMMARY"
      - { run: 'echo "TELL $ONE"', env: { ONE: two } }`),
  },
  {
    name: "environment of workflow, job and step",
    files: workflow(`
on: push
env: { A: workflow, B: workflow, C: workflow }
jobs: { a: { runs-on: ubuntu-latest, env: { B: job, C: "\${{ vars.COLOUR }}" }, steps: [{ env: { C: step }, run: 'echo "TELL $A $B $C"' }, { run: 'echo "TELL $C"' }] } }
`),
  },
  {
    name: "secrets are masked",
    files: steps(`
      - { env: { K: "\${{ secrets.KEY }}" }, run: 'echo "TELL key $K"; echo "::add-mask::later-on"; echo "TELL now later-on"' }`),
  },
  {
    name: "functions of expressions",
    files: steps(
      says(
        "contains('Hello', 'ell')",
        "startsWith('Hello', 'HE')",
        "endsWith('Hello', 'LO')",
        "format('{0}-{1}-{{x}}', 'a', 2)",
        "join(fromJSON('[1,\\\"b\\\",true]'), '+')".replaceAll("\\", ""),
        'fromJSON(\'{"a":{"b":[1,2]}}\').a.b[1]'.replaceAll('"', '\\"').replaceAll("\\", ""),
        "'abc' == 'ABC'",
        "1 == '1'",
        "null == 0",
        "true == 1",
        "'' || 'default'",
        "(1 < 2 && 'yes') || 'no'",
        "'0x10' == 16",
        "contains(fromJSON('[1,2]'), 2)",
        "github.event_name",
        "github.ref_name",
        "toJSON(fromJSON('[]'))",
      ),
    ),
  },
  {
    name: "hashFiles",
    files: {
      ...steps(
        `      - uses: actions/checkout@v5\n${says("hashFiles('*.lock')", "hashFiles('**/*.txt', '!sub/**')", "hashFiles('none')")}`,
      ),
      "a.lock": "a",
      "b.lock": "b",
      "x.txt": "x",
      "sub/y.txt": "y",
    },
  },
  {
    name: "a composite action of the repository",
    files: {
      ...steps(`
      - uses: actions/checkout@v5
      - { id: c, uses: ./act, with: { who: you } }
      - run: echo "TELL \${{ steps.c.outputs.all }}"
      - uses: ./act`),
      "act/action.yml": composite,
      "sub/keep": "",
    },
  },
  {
    name: "a JavaScript action with state, output and post",
    files: {
      ...steps(`
      - uses: actions/checkout@v5
      - { id: j, uses: ./act, with: { n: 7 } }
      - run: echo "TELL square \${{ steps.j.outputs.square }}"`),
      ...javascript,
    },
  },
  {
    name: "a post that asks for success after a failure",
    files: {
      ...steps("      - uses: actions/checkout@v5\n      - uses: ./act\n      - run: exit 1\n"),
      ...javascript,
    },
  },
  {
    name: "a reusable workflow with inputs, secrets and outputs",
    files: workflow(
      `
on: push
jobs:
  call: { uses: ./.github/workflows/x.yml, with: { n: 3 }, secrets: { KEY: "\${{ secrets.KEY }}" } }
  after: ${job("needs: call,", 'echo "TELL ${{ needs.call.outputs.v }} ${{ needs.call.result }}"')}
`,
      {
        ".github/workflows/x.yml": `
on: { workflow_call: { inputs: { n: { type: number, required: true }, b: { type: boolean, default: true } }, secrets: { KEY: { required: true } }, outputs: { v: { value: "\${{ jobs.x.outputs.v }}" } } } }
jobs: { x: { runs-on: ubuntu-latest, outputs: { v: "\${{ steps.s.outputs.v }}" }, steps: [{ id: s, env: { K: "\${{ secrets.KEY }}" }, run: 'echo "v=\${{ inputs.n }}" >> "$GITHUB_OUTPUT"; echo "TELL \${{ inputs.b }} \${#K}"' }] } }
`,
      },
    ),
  },
  {
    name: "shells, defaults and working directories",
    files: workflow(`
on: push
defaults: { run: { shell: bash } }
jobs:
  a:
    runs-on: ubuntu-latest
    defaults: { run: { working-directory: sub } }
    steps:
      - { working-directory: ., run: mkdir -p sub }
      - run: echo "TELL $(basename "$PWD")"
      - { shell: python, run: "print('TELL python')" }
      - { shell: sh, run: "echo TELL sh" }
      - run: false | true
`),
  },
  {
    name: "continue-on-error of a job",
    files: workflow(`
on: push
jobs:
  a: ${job("continue-on-error: true,", "exit 1")}
  b: ${job("needs: a,", "echo TELL b ${{ needs.a.result }}")}
`),
    difference: {
      reason:
        "act takes the failed job as failed for those that need it; GitHub lets the run go on, and needs.a.result is success",
      act: { a: ["result failure"] },
    },
  },
  {
    name: "a heredoc with expressions",
    files: steps(`
      - run: |
          cat <<EOF
          TELL ref \${\u007b github.ref_name }}
          TELL   kept
          EOF`),
  },
  // No case has a matrix that fails in one row: act gives all rows one result, whichever ends last.
  {
    name: "the strategy context",
    files: steps(says("strategy.job-index", "strategy.job-total"), "    strategy: { matrix: { n: [1] } }\n"),
    difference: {
      reason: "act does not fill job-index and job-total",
      act: { a: ["", "", "result success"] },
    },
  },
  {
    name: "stopped commands",
    files: steps(`
      - run: |
          echo "::stop-commands::tok"
          echo "::add-mask::abcdef"
          echo "::tok::"
          echo "TELL abcdef"`),
  },
];
