import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../sandbox/github/pages/markdown.ts";
import { startWorld } from "./support.ts";

describe("Markdown on the pages", () => {
  it("shows tables, folds and small print, and hides comments", () => {
    const source =
      "<!-- pawl:report v=1 -->\n| a | b |\n| - | -: |\n| 1 | 2 |\n\n<details><summary>More</summary>\n\ntext\n\n</details>\n";
    const { html } = renderMarkdown(source);
    expect(html).toContain('<td align="right">2</td>');
    expect(html).toContain("<details><summary>More</summary>");
    expect(html).not.toContain("pawl:report");
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<details onclick="x">',
    "[x](javascript:alert(1))",
    "`<details>` stays code",
    '<p style="x">',
  ])("does not let %s act", (source) => {
    expect(renderMarkdown(source).html).not.toMatch(
      /<script|<img|<details|onerror=alert\(1\)>|href="javascript|<p style/,
    );
  });
});

describe("the pages", () => {
  it("show a pull request with its comments, checks and files, with no script of a commenter", async () => {
    const { github, call, branch, put } = await startWorld();
    await branch("work");
    const head_sha = await put("work", "w.txt", "1\n");
    await call("ada", "POST /repos/acme/demo/pulls", { title: "<b>bold</b>", head: "work", base: "main" });
    await call("ada", "POST /repos/acme/demo/issues/1/comments", {
      body: "<script>alert(1)</script>\n\n**seen**",
    });
    await call("ada", "POST /repos/acme/demo/check-runs", {
      name: "ml/metrics",
      head_sha,
      conclusion: "failure",
    });
    const answer = await fetch(`${github.url}/acme/demo/pull/1`);
    const text = await answer.text();
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(text).toContain("&lt;b&gt;bold&lt;/b&gt;");
    expect(text).toContain("<strong>seen</strong>");
    expect(text).not.toContain("<script");
    expect(text).toContain("ml/metrics");
    expect(text).toContain("w.txt");
  });

  it("draw diagrams with the two scripts of the sandbox and no other", async () => {
    const { github, call } = await startWorld();
    await call("ada", "POST /repos/acme/demo/issues", {
      title: "plot",
      body: "```mermaid\nflowchart LR\n  a --> b\n```",
    });
    const answer = await fetch(`${github.url}/acme/demo/issues/1`);
    const scripts = [...(await answer.text()).matchAll(/<script src="([^"]+)">/g)].map((match) => match[1]);
    expect(scripts).toEqual(["/-/mermaid.js", "/-/diagrams.js"]);
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
    for (const path of scripts) {
      const script = await fetch(`${github.url}${path ?? ""}`);
      expect(script.headers.get("content-type")).toContain("text/javascript");
      expect((await script.text()).length).toBeGreaterThan(100);
    }
  });

  it("answer at every address of a repository", async () => {
    const { github } = await startWorld();
    const lists = ["", "/issues", "/pulls", "/actions", "/releases", "/deployments", "/commits/main"];
    const files = ["/tree/main", "/blob/main/README.md", "/raw/main/README.md"];
    for (const tail of [...lists, ...files]) {
      expect((await fetch(`${github.url}/acme/demo${tail}`)).status, tail).toBe(200);
    }
  });

  it("show long lists a page at a time, newest first", async () => {
    const { github, call } = await startWorld();
    for (let number = 1; number <= 30; number += 1) {
      await call("ada", "POST /repos/acme/demo/issues", { title: `issue ${number}.` });
    }
    const shown = async (query: string): Promise<readonly string[]> => {
      const text = await (await fetch(`${github.url}/acme/demo/issues${query}`)).text();
      return [...text.matchAll(/issue (\d+)\./g)].map((match) => match[1] ?? "");
    };
    const numbers = Array.from({ length: 30 }, (_, index) => String(30 - index));
    expect(await shown("")).toEqual(numbers.slice(0, 25));
    expect(await shown("?page=2")).toEqual(numbers.slice(25));
    expect(await shown("?page=3")).toEqual([]);
    for (const broken of ["0", "-1", "1e3", "9".repeat(400)]) {
      expect(await shown(`?page=${broken}`)).toEqual(numbers.slice(0, 25));
    }
  });

  it("hide private repositories and unknown addresses", async () => {
    const { github, call } = await startWorld();
    await call("ada", "PATCH /repos/acme/demo", { private: true });
    const headers = { accept: "text/html" };
    expect((await fetch(`${github.url}/acme/demo`, { headers })).status).toBe(404);
    expect((await fetch(`${github.url}/`, { headers })).status).toBe(200);
  });
});
