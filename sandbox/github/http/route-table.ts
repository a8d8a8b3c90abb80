import type { Handler, RouteOptions, Router } from "./messages.ts";

/** A route that fits a request. */
export interface RouteMatch {
  readonly pattern: string;
  readonly params: Readonly<Record<string, string>>;
  readonly options: RouteOptions;
  readonly handler: Handler;
}

interface Route {
  readonly pattern: string;
  readonly expression: RegExp;
  readonly names: readonly string[];
  readonly options: RouteOptions;
  readonly handler: Handler;
}

/** Routes, asked in order of registration; fixed text should be registered before `:name`. */
export interface RouteTable extends Router {
  match(method: string, path: string): RouteMatch | undefined;
  /** `GET /pattern` of each route, in order of registration. */
  readonly operations: readonly string[];
}

function compile(pattern: string): Pick<Route, "expression" | "names"> {
  const names: string[] = [];
  const source = pattern.split("/").map((part) => {
    const name = /^([:*])(\w+)$/.exec(part);
    if (!name) return part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
    names.push(name[2] ?? "");
    return name[1] === ":" ? "([^/]+)" : "(.+?)";
  });
  return { expression: new RegExp(`^${source.join("/")}/?$`), names };
}

/** The third segment when it is fixed: most routes differ there, so that few expressions are tried. */
function bucketOf(method: string, path: string): string {
  const parts = path.split("/");
  return `${method} ${parts[1] ?? ""} ${parts[1] === "repos" ? (parts[4] ?? "") : ""}`;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function fit(route: Route, path: string): RouteMatch | undefined {
  const found = route.expression.exec(path);
  if (!found) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of route.names.entries()) {
    const value = decode(found[index + 1] ?? "");
    if (value === undefined) return undefined;
    params[name] = value;
  }
  return { pattern: route.pattern, params, options: route.options, handler: route.handler };
}

/** An empty table. */
export function createRouteTable(): RouteTable {
  const buckets = new Map<string, Route[]>();
  const operations: string[] = [];
  return {
    operations,
    route: (method, pattern, options, handler) => {
      operations.push(`${method} ${pattern}`);
      const bucket = bucketOf(method, pattern);
      const route = { pattern, ...compile(pattern), options, handler };
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), route]);
    },
    match: (method, path) => {
      for (const route of buckets.get(bucketOf(method, path)) ?? []) {
        const match = fit(route, path);
        if (match) return match;
      }
      return undefined;
    },
  };
}
