import type { Answer } from "./support.ts";

type Call = (route: string, body?: unknown) => Promise<Answer["body"]>;

/** Changes and reads each list of who may push. */
export async function walkRestrictions(call: Call, protection: string, app: string): Promise<void> {
  const place = `${protection}/restrictions`;
  await call("POST /orgs/acme/teams", { name: "Pushers" });
  const others = { required_status_checks: null, enforce_admins: null, required_pull_request_reviews: null };
  await call(`PUT ${protection}`, { ...others, restrictions: { users: [], teams: [], apps: [] } });
  for (const [kind, name] of [
    ["users", "wes"],
    ["teams", "pushers"],
    ["apps", app],
  ] as const) {
    for (const method of ["POST", "PUT", "DELETE"])
      await call(`${method} ${place}/${kind}`, { [kind]: [name] });
    await call(`GET ${place}/${kind}`);
  }
  await call(`GET ${place}`);
  await call(`DELETE ${place}`);
}

/** Asks every route of the rulesets of an organisation. */
export async function walkOrganizationRulesets(call: Call): Promise<void> {
  const rules = "/orgs/acme/rulesets";
  const conditions = {
    ref_name: { include: [], exclude: [] },
    repository_name: { include: ["~ALL"], exclude: [] },
  };
  const { id } = await call(`POST ${rules}`, { name: "o", enforcement: "disabled", conditions });
  await call(`PUT ${rules}/${id}`, { name: "p" });
  await call(`GET ${rules}`);
  await call(`GET ${rules}/${id}`);
  await call(`DELETE ${rules}/${id}`);
}
