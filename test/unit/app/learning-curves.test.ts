import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createEvidenceRepository } from "../../support/evidence-repository.ts";

const tsv = (rows: readonly string[]): string => ["step\tloss", ...rows].join("\n");

describe("learning curves", () => {
  it("are the lines of dvc.yaml and DVCLive's metrics at base and head, without those of other models", async () => {
    const repository = await createEvidenceRepository();
    const baseSha = await repository.change({});
    await repository.change({ "params.yaml": "rounds: 6\nother: [1]\n" });
    rmSync(join(repository.work, "dvclive"), { recursive: true });
    const { sections } = await repository.read({ baseSha });
    const five = [1, 2, 3, 4, 5].map((step) => [step, step / 10]);
    expect(sections.learningCurves).toEqual([
      {
        name: "curves.json",
        base: [
          [1, 3],
          [2, 2],
        ],
        head: [
          [1, 3],
          [2, 2],
        ],
      },
      { name: "train/loss", base: five, head: [...five, [6, 0.6]] },
    ]);
    expect(sections.notes).toEqual([]);
  });

  it("have a line for each field and file of a plot; images, bars and confusion are no lines", async () => {
    const repository = await createEvidenceRepository({
      "plots/a.csv": "epoch,loss,acc\n1,3,0.5\n2,2,0.6\n",
      "plots/b.csv": "epoch,loss\n1,4\n2,3\n",
      "plots/classes.csv": "actual,predicted\ncat,dog\n",
      "plots/x.png": "no image",
      "group/dvc.yaml": "stages: {}\n",
      "dvc.yaml": `stages: {}
plots:
  - both: {x: epoch, y: {plots/a.csv: [loss, acc], plots/b.csv: loss}}
  - two: {x: epoch, y: {plots/a.csv: [loss, acc]}}
  - plots/classes.csv: {x: actual, y: predicted, template: confusion}
  - words: {x: actual, y: {plots/classes.csv: predicted}}
  - plots/x.png
`,
    });
    const { sections } = await repository.read({ baseSha: null });
    expect(sections.learningCurves).toEqual([
      {
        name: "both (a.csv: loss)",
        base: null,
        head: [
          [1, 3],
          [2, 2],
        ],
      },
      {
        name: "both (a.csv: acc)",
        base: null,
        head: [
          [1, 0.5],
          [2, 0.6],
        ],
      },
      {
        name: "both (b.csv: loss)",
        base: null,
        head: [
          [1, 4],
          [2, 3],
        ],
      },
      {
        name: "two (loss)",
        base: null,
        head: [
          [1, 3],
          [2, 2],
        ],
      },
      {
        name: "two (acc)",
        base: null,
        head: [
          [1, 0.5],
          [2, 0.6],
        ],
      },
    ]);
    expect(sections.notes).toEqual([]);
  });

  // What DVCLive 3.49.1 wrote: log_metric("train/loss", 1 / (i + 1)) and log_metric("acc", …, timestamp=True), three steps.
  const dvcLive = {
    "dvclive/plots/metrics/acc.tsv":
      "timestamp\tstep\tacc\n1795670465445\t0\t0\n1795670465460\t1\tnan\n1795670465474\t2\t2\n",
    "dvclive/plots/metrics/train/loss.tsv": "step\tloss\n0\t1.0\n1\t0.5\n2\t0.3333333333333333\n",
    "dvclive/metrics.json":
      '{\n    "train": {\n        "loss": 0.3333333333333333\n    },\n    "acc": 2,\n    "step": 2\n}\n',
    "group/dvc.yaml": "stages: {}\n",
  };

  it.each([
    ["its own dvc.yaml", "metrics:\n- dvclive/metrics.json\nplots:\n- dvclive/plots/metrics:\n    x: step\n"],
    ["no dvc.yaml", "stages: {}\n"],
  ])("read what DVCLive writes, with %s", async (_, dvcYaml) => {
    const repository = await createEvidenceRepository({ ...dvcLive, "dvc.yaml": dvcYaml });
    const { learningCurves, notes } = (await repository.read({ baseSha: null })).sections;
    expect(learningCurves).toEqual([
      {
        name: "acc",
        base: null,
        head: [
          [0, 0],
          [2, 2],
        ],
      },
      {
        name: "train/loss",
        base: null,
        head: [
          [0, 1],
          [1, 0.5],
          [2, 1 / 3],
        ],
      },
    ]);
    expect(notes).toEqual(["Learning curve acc: 1 of its points are no finite numbers."]);
  });

  it("survive a plot that is huge, binary, a link, gone, of another kind, or full of NaN", async () => {
    const live = (name: string): string => `dvclive/plots/metrics/${name}.tsv`;
    const before = Object.fromEntries(
      ["kind", "gone", "nan", "good"].map((name) => [live(name), tsv(["0\t1", "1\t2"])]),
    );
    const bare = { ...before, "dvc.yaml": "stages: {}\n", "group/dvc.yaml": "stages: {}\n" };
    const repository = await createEvidenceRepository(bare);
    const baseSha = await repository.change({});
    await repository.change({
      [live("kind")]: tsv(["0\tcat", "1\tdog"]),
      [live("nan")]: tsv(["0\tnan", "1\t0.5", "2\tinf", "3\t", "x\t1"]),
      [live("new")]: tsv(["0\t1e308", "1\t-1e308"]),
      [live("ragged")]: "step\tloss\n\n0\t1\t2\n1\n",
      [live("empty")]: "",
      [live("quote")]: 'step\tloss\n0\t"1\n',
      [live("huge")]: tsv(Array.from({ length: 1_000_000 }, (_, step) => `${step}\t0.125`)),
    });
    rmSync(join(repository.work, live("gone")));
    writeFileSync(join(repository.work, live("binary")), Buffer.from([0xff, 0xfe, 0x00, 0x01]));
    symlinkSync("/etc/passwd", join(repository.work, live("link")));
    mkdirSync(join(repository.work, live("folder")));
    const { sections } = await repository.read({ baseSha });
    expect(sections.learningCurves).toEqual([
      {
        name: "good",
        base: [
          [0, 1],
          [1, 2],
        ],
        head: [
          [0, 1],
          [1, 2],
        ],
      },
      {
        name: "nan",
        base: [
          [0, 1],
          [1, 2],
        ],
        head: [[1, 0.5]],
      },
      {
        name: "new",
        base: null,
        head: [
          [0, 1e308],
          [1, -1e308],
        ],
      },
      { name: "ragged", base: null, head: [[0, 1]] },
    ]);
    expect(sections.notes).toEqual([
      expect.stringMatching(/^Learning curve binary: .* is not UTF-8 text/),
      expect.stringMatching(/^Learning curve huge: .* has 12888899 bytes; curves are read from at most/),
      "Learning curve kind: it has no numbers any more.",
      expect.stringMatching(/^Learning curve link: .* is refused/),
      "Learning curve nan: 4 of its points are no finite numbers.",
      expect.stringMatching(/^Learning curve quote: .*a quote does not end/),
      "Learning curve ragged: 1 of its points are no finite numbers.",
    ]);
  });

  it("are at most 30, of at most 400 points that keep the spikes", async () => {
    const rows = Array.from({ length: 5000 }, (_, step) => `${step}\t${step === 3210 ? 99 : step / 5000}`);
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `dvclive/plots/metrics/m${String(index).padStart(2, "0")}.tsv`,
        index === 0 ? tsv(rows) : tsv(["0\t1"]),
      ]),
    );
    const bare = { ...many, "dvc.yaml": "stages: {}\n", "group/dvc.yaml": "stages: {}\n" };
    const { learningCurves, notes } = (await (await createEvidenceRepository(bare)).read({ baseSha: null }))
      .sections;
    expect(learningCurves).toHaveLength(30);
    expect(learningCurves?.[0]?.head).toHaveLength(400);
    expect(learningCurves?.[0]?.head).toContainEqual([3210, 99]);
    expect(notes).toEqual(["Learning curves: there are more plots; the first 30 curves are here."]);
  });
});
