import { escapeHtml } from "../../src/report/escape-html.ts";
import { appPermissions, type AppManifest } from "../app-manifest.ts";

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 46rem; padding: 2rem 1rem 4rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; }
  label { display: block; font-weight: 600; margin-top: 1rem; }
  small { display: block; font-weight: 400; opacity: 0.8; }
  input { box-sizing: border-box; font: inherit; margin-top: 0.25rem; padding: 0.4rem 0.6rem; width: 100%; }
  button, a.button { background: #1f6f3f; border: 0; border-radius: 6px; color: #fff; cursor: pointer; display: inline-block;
    font: inherit; font-weight: 600; margin-top: 1.5rem; padding: 0.5rem 1rem; text-decoration: none; }
  table { border-collapse: collapse; margin-top: 1rem; width: 100%; }
  th, td { border-bottom: 1px solid #8884; padding: 0.3rem 0.75rem 0.3rem 0; text-align: left; vertical-align: top; }
  code { font-size: 0.9em; overflow-wrap: anywhere; }
  td code { white-space: nowrap; }
  .problem { border-left: 4px solid #c0362c; padding-left: 0.75rem; }
`;

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`;
}

/** What the first page's form holds. */
export interface SetupForm {
  readonly organisation: string;
  readonly webhookUrl: string;
}

/** The first page: who shall own the App, and where GitHub reaches the bot. `problems` are sentences about the last try. */
export function renderSetupForm(
  form: SetupForm,
  place: { readonly github: string; readonly problems: readonly string[] },
): string {
  const problems = place.problems
    .map((problem) => `<p class="problem">${escapeHtml(problem)}</p>`)
    .join("\n");
  return page(
    "Set up the Pawl bot",
    `<p>The bot needs a GitHub App on <code>${escapeHtml(place.github)}</code>. The next page shows what it asks for; GitHub
then asks you to confirm it.</p>
${problems}
<form method="post" action="/setup">
<label for="organisation">Organisation
<small>Leave it empty for an App of your own account.</small></label>
<input id="organisation" name="organisation" value="${escapeHtml(form.organisation)}" maxlength="100" autocomplete="off" spellcheck="false">
<label for="webhook">Address for webhooks
<small>Where GitHub reaches this bot from the internet, or from your GitHub Enterprise Server.</small></label>
<input id="webhook" name="webhook" type="url" value="${escapeHtml(form.webhookUrl)}" maxlength="500" required
 placeholder="https://pawl.example.com/api/github/webhooks" autocomplete="off" spellcheck="false">
<button>Continue</button>
</form>`,
  );
}

/** The second page: what the App asks for, and the form that takes the manifest to GitHub. */
export function renderManifest(
  manifest: AppManifest,
  target: { readonly action: string; readonly owner: string },
): string {
  const whys: ReadonlyMap<string, string> = new Map(
    Object.entries(appPermissions).map(([name, { why }]) => [name, why]),
  );
  const rows = Object.entries(manifest.default_permissions)
    .map(([name, access]) => {
      const why = escapeHtml(whys.get(name) ?? "").replaceAll(/`([^`]{1,60})`/g, "<code>$1</code>");
      return `<tr><td><code>${escapeHtml(name)}</code></td><td>${access}</td><td>${why}</td></tr>`;
    })
    .join("\n");
  const events = manifest.default_events.map((name) => `<code>${escapeHtml(name)}</code>`).join(", ");
  return page(
    `A GitHub App for ${target.owner}`,
    `<p>It asks for this and nothing else:</p>
<table>
<thead><tr><th>Permission</th><th>Access</th><th>The bot needs it</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
<p>Events: ${events}.</p>
<p>Webhooks go to <code>${escapeHtml(manifest.hook_attributes.url)}</code>.</p>
<form method="post" action="${escapeHtml(target.action)}">
<input type="hidden" name="manifest" value="${escapeHtml(JSON.stringify(manifest))}">
<button>Create it on GitHub</button>
</form>
<p><a href="/setup">Back</a></p>`,
  );
}

/** The last page: the App is there, and the bot runs. Its credentials are not on it. */
export function renderDone(app: { readonly slug: string; readonly pageUrl: string }): string {
  return page(
    "The bot is set up",
    `<p>The App <a href="${escapeHtml(app.pageUrl)}">${escapeHtml(app.slug)}</a> is there. Its key and webhook secret are in a file that only
the bot's user can read; the terminal names it. This page is closed from now on.</p>
<p>Install the App where it shall work:</p>
<p><a class="button" href="${escapeHtml(app.pageUrl)}/installations/new">Install it</a></p>`,
  );
}

/** A page that says why it goes no further, and what to do. */
export function renderRefusal(title: string, text: string, isRepeatable: boolean): string {
  const again = isRepeatable ? '\n<p><a href="/setup">Start again</a></p>' : "";
  return page(title, `<p class="problem">${escapeHtml(text)}</p>${again}`);
}
