// One writer of the storm, a process of its own: `node writer.ts URL TOKEN REPOSITORY NAME COUNT`.
// Prints one line: the milliseconds of each append.
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";
import { runRecord } from "../../test/support/ledger/records.ts";

const [apiUrl = "", token = "", repository = "", name = "", count = "0"] = process.argv.slice(2);
const github = createGitHub({ apiUrl, repository, auth: { token }, timeoutMs: 60_000 });
const warnings: string[] = [];
const log = { warning: (text: string) => void warnings.push(text), debug: () => undefined };
const ledger = openLedger({ github, log, branch: "pawl/ledger" });
const times: number[] = [];
let appended = 0;
for (let index = 0; index < Number(count); index += 1) {
  const started = performance.now();
  const [outcome] = await ledger.append([runRecord(`${name}.${index}`)]);
  times.push(performance.now() - started);
  if (outcome === "appended") appended += 1;
}
console.log(JSON.stringify({ times, appended, warnings }));
