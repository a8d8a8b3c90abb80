import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withPage } from "./chromium.ts";
import { createShownRepository, type ShownRepository } from "./sandbox-pages-repository.ts";

let shown: ShownRepository;
let folder: string;
let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "pawl-pages-"));
  shown = await createShownRepository(work);
  // Kept for whoever wants to look: PAWL_SCREENSHOTS names another folder.
  folder = process.env["PAWL_SCREENSHOTS"] ?? (await mkdtemp(join(tmpdir(), "pawl-screenshots-")));
  await mkdir(folder, { recursive: true });
});

afterAll(async () => {
  await shown.github.close();
  await rm(work, { recursive: true, force: true });
});

interface ShownPage {
  readonly name: string;
  readonly address: (repository: ShownRepository) => string;
  /** What a reader sees, in this order. */
  readonly texts: readonly string[];
  readonly diagrams: number;
}

const pages: readonly ShownPage[] = [
  {
    name: "home",
    address: ({ github }) => `${github.url}/`,
    texts: ["Repositories", "acme/flights", "Will this flight land late?"],
    diagrams: 0,
  },
  {
    name: "repository",
    address: ({ url }) => url,
    texts: [
      ".github/",
      "params.yaml",
      "Predicts late flights.",
      "Open pull requests",
      "#1 feat: leave out",
      "production",
    ],
    diagrams: 1,
  },
  {
    name: "pull-request",
    address: ({ url }) => `${url}/pull/1`,
    texts: [
      "feat: leave out the hour of departure",
      "Open",
      "Is the hour needed?",
      "flight-delay:",
      "ROC AUC",
      "requested",
      "Why without hour?",
      "ml/metrics",
      "deploy/preview",
      "Files changed",
      "features.py",
    ],
    diagrams: 4,
  },
  {
    name: "pull-requests",
    address: ({ url }) => `${url}/pulls`,
    texts: ["feat: leave out", "#1 by grace"],
    diagrams: 0,
  },
  {
    name: "issue",
    address: ({ url }) => `${url}/issues/2`,
    texts: ["Drift in hour", "The index is above 0.2.", "<script>document.title", "drift", "grace"],
    diagrams: 1,
  },
  {
    name: "issues",
    address: ({ url }) => `${url}/issues`,
    texts: ["Drift in hour", "#2 by ada"],
    diagrams: 0,
  },
  {
    name: "release",
    address: ({ url }) => `${url}/releases/tag/${encodeURIComponent("flight-delay@v1.0.0")}`,
    texts: ["flight-delay v1.0.0", "First version.", "model-card-and-lineage-of-flight-delay.json"],
    diagrams: 1,
  },
  {
    name: "run",
    address: ({ runUrl }) => runUrl,
    texts: ["failure", "train (1)", "gate", "loss is above 0.30", "Seed 1", "train (2)"],
    diagrams: 2,
  },
  {
    name: "runs",
    address: ({ url }) => `${url}/actions`,
    texts: ["Workflow runs", "pipeline #"],
    diagrams: 0,
  },
  {
    name: "deployments",
    address: ({ url }) => `${url}/deployments`,
    texts: ["production", "smoke test: failure", "smoke test: success", "staging", "inactive"],
    diagrams: 0,
  },
  {
    name: "check",
    address: ({ checkUrl }) => checkUrl,
    texts: ["ml/metrics", "failure", "ROC AUC", "Annotations"],
    diagrams: 3,
  },
  {
    name: "file",
    address: ({ url }) => `${url}/blob/main/params.yaml`,
    texts: ["params.yaml", "rate: 0.1"],
    diagrams: 0,
  },
  {
    name: "commits",
    address: ({ url }) => `${url}/commits/main`,
    texts: ["write README.md", "grace"],
    diagrams: 0,
  },
];

const views = [
  { widthPx: 1280, scheme: "light" },
  { widthPx: 1280, scheme: "dark" },
  { widthPx: 390, scheme: "light" },
  { widthPx: 390, scheme: "dark" },
] as const;

/** Settles when every diagram is drawn or broken. */
const drawn = `new Promise((resolve) => {
  const look = () => document.querySelector("pre:not(.broken) > code.language-mermaid") === null ? resolve() : setTimeout(look, 50);
  look();
})`;

/** What stands out of the window and is not scrolled in a box of its own. */
const outside = `[...document.querySelectorAll("main *, .top *")].filter((element) => {
  const { right, width } = element.getBoundingClientRect();
  if (width === 0 || right <= document.documentElement.clientWidth + 1) return false;
  for (let box = element.parentElement; box; box = box.parentElement)
    if (box !== document.body && box !== document.documentElement && getComputedStyle(box).overflowX !== "visible") return false;
  return true;
}).map((element) => element.outerHTML.slice(0, 120))`;

describe.each(pages)("the page $name in Chromium", ({ name, address, texts, diagrams }) => {
  it.each(views)("shows what there is at $widthPx pixels in the $scheme", async ({ widthPx, scheme }) => {
    await withPage({ url: address(shown), widthPx, scheme, until: drawn }, async (page) => {
      await writeFile(join(folder, `${name}-${widthPx}-${scheme}.png`), await page.screenshot());
      expect(page.complaints).toEqual([]);
      expect(
        page.requests.filter((url) => !url.startsWith(shown.github.url) && !url.startsWith("data:")),
      ).toEqual([]);
      await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
      const text = String(await page.evaluate("document.body.innerText"));
      let from = 0;
      for (const expected of texts) {
        const at = text.indexOf(expected, from);
        expect(at, `${expected} after ${text.slice(Math.max(0, from - 40), from)}`).toBeGreaterThanOrEqual(0);
        from = at;
      }
      expect(await page.evaluate("document.querySelectorAll('pre.broken').length")).toBe(0);
      expect(await page.evaluate("document.querySelectorAll('figure.diagram svg').length")).toBe(diagrams);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(widthPx);
      expect(await page.evaluate(outside)).toEqual([]);
      expect(await page.evaluate("document.title")).not.toBe("owned");
      expect(contrast((await page.evaluate(colours)) as readonly [string, string])).toBeGreaterThan(7);
    });
  });
});

const colours = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]";

/** WCAG 2.2's contrast ratio of two colours as `rgb(r, g, b)`. */
function contrast([text, ground]: readonly [string, string]): number {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/\d+/g)].map(([part]) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(text), luminance(ground)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
