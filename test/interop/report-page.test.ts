import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vegaPlots } from "../../src/adapters/plots/vega-plots.ts";
import { reportPage } from "../../src/app/report-page.ts";
import { poisonReport, readFlightsReport } from "../support/reports/flights-report.ts";
import { withPage } from "./chromium.ts";

/** Settles when no plot is on its way. */
const settled = `new Promise((resolve) => {
  const look = () => document.querySelectorAll("figure > [id]:not([data-state])").length === 0 ? resolve() : setTimeout(look, 50);
  look();
})`;
const states = `[...document.querySelectorAll("figure > [id]")].map((place) => place.dataset.state ?? "none")`;
const plots = 11;

let folder: string;
let url: string;
let hostileUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pawl-page-"));
  const write = async (name: string, html: string): Promise<string> => {
    await writeFile(join(folder, name), html);
    return pathToFileURL(join(folder, name)).href;
  };
  url = await write("report.html", await reportPage(readFlightsReport(), vegaPlots));
  const evil = "</script><script>document.title='owned'</script><img src=https://e.vil onerror=alert(1)>";
  hostileUrl = await write(
    "hostile.html",
    await reportPage(poisonReport(readFlightsReport(), evil), vegaPlots),
  );
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe("the page of a report in Chromium", () => {
  it.each([
    { widthPx: 1280, scheme: "light" },
    { widthPx: 1280, scheme: "dark" },
    { widthPx: 390, scheme: "light" },
    { widthPx: 390, scheme: "dark" },
  ] as const)(
    "is live, asks for nothing, and fits $widthPx pixels in the $scheme",
    async ({ widthPx, scheme }) => {
      await withPage({ url, widthPx, scheme, until: settled }, async (page) => {
        expect(page.complaints).toEqual([]);
        expect(page.requests).toEqual([url]);
        expect(await page.evaluate(states)).toEqual(Array(plots).fill("live"));
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(widthPx);
        const [text, ground] = (await page.evaluate(
          "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]",
        )) as [string, string];
        expect(contrast(text, ground)).toBeGreaterThan(7);
        const verdict = "document.querySelector('h1').getBoundingClientRect().top < 100";
        expect(await page.evaluate(verdict)).toBe(true);
      });
    },
  );

  it("shows the numbers of the point that the pointer is near", async () => {
    await withPage({ url, widthPx: 1280, until: settled }, async (page) => {
      const shown = await page.evaluate(`new Promise((resolve) => {
        const svg = document.querySelector("#plot-roc svg");
        svg.scrollIntoView();
        const box = svg.getBoundingClientRect();
        const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
        const target = document.elementFromPoint(at.clientX, at.clientY);
        for (const type of ["pointerover", "pointermove", "mousemove"])
          target.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true }));
        setTimeout(() => resolve(document.querySelector(".tip").innerText), 300);
      })`);
      expect(shown).toMatch(/Model[^]*(?:Champion|This PR)[^]*False positive rate[^]*0\.\d/);
    });
  });

  it("has pictures where scripts are off", async () => {
    await withPage({ url, widthPx: 1280, hasScripts: false }, async (page) => {
      const drawn = await page.screenshot();
      expect(drawn.subarray(1, 4).toString()).toBe("PNG");
      expect(page.requests).toEqual([url]);
    });
  });

  it("runs nothing that a stranger wrote, and asks for nothing", async () => {
    await withPage({ url: hostileUrl, widthPx: 1280, until: settled }, async (page) => {
      expect(page.requests).toEqual([hostileUrl]);
      expect(await page.evaluate("document.title")).toMatch(/^❌ <\/script>/);
      expect(await page.evaluate(states)).toEqual(Array(plots).fill("live"));
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(1280);
    });
  });

  it("lets no other script run", async () => {
    await withPage({ url, widthPx: 1280, until: settled }, async (page) => {
      await page.evaluate(
        `{ const s = document.createElement("script"); s.textContent = "window.owned = 1"; document.body.append(s); }`,
      );
      expect(await page.evaluate("typeof window.owned")).toBe("undefined");
      expect(page.complaints.join("\n")).toMatch(/Content Security Policy/);
    });
  });
});

/** Contrast of two `rgb(r, g, b)` colours, 1 to 21: WCAG 2.2, relative luminance. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
