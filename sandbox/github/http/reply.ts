import type { ApiRequest, ApiResponse } from "./messages.ts";
import { ApiError } from "./api-error.ts";

/** 200 with a JSON body. */
export function ok(body: unknown): ApiResponse {
  return { status: 200, body };
}

/** 201 with a JSON body. */
export function created(body: unknown): ApiResponse {
  return { status: 201, body };
}

/** 202 with a JSON body. */
export function accepted(body: unknown = {}): ApiResponse {
  return { status: 202, body };
}

/** 204. */
export function noContent(): ApiResponse {
  return { status: 204 };
}

/** Moves the client to another address. */
export function redirect(location: string, status: 301 | 302 | 303 = 302): ApiResponse {
  return { status, bytes: "", headers: { location } };
}

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

function positive(request: ApiRequest, name: string, fallback: number): number {
  const value = Number(request.query.get(name) ?? fallback);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

/** Cuts `page` and `per_page` (default 30, at most 100) out of a list and makes the Link header. */
export function pageOf<T>(request: ApiRequest, items: readonly T[]): Page<T> {
  const size = Math.min(positive(request, "per_page", 30), 100);
  const page = positive(request, "page", 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (number: number, rel: string): string => {
    const url = new URL(request.href);
    url.searchParams.set("page", String(number));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, "prev")] : []),
    ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
    ...(page > 1 ? [link(1, "first")] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(", ") } : {},
  };
}

/** A page of a list as a JSON array; only the items of the page are rendered. */
export function listed<T>(
  request: ApiRequest,
  items: readonly T[],
  render: (item: T) => unknown,
): ApiResponse {
  const page = pageOf(request, items);
  return { status: 200, body: page.items.map(render), headers: page.headers };
}

/** As {@link listed}, where rendering an item must read git first. */
export async function listedLater<T>(
  request: ApiRequest,
  items: readonly T[],
  render: (item: T) => Promise<unknown>,
): Promise<ApiResponse> {
  const page = pageOf(request, items);
  return { status: 200, body: await Promise.all(page.items.map(render)), headers: page.headers };
}

/** A page of a list as `{total_count, <name>: […]}`. */
export function counted<T>(
  request: ApiRequest,
  name: string,
  items: readonly T[],
  render: (item: T) => unknown,
): ApiResponse {
  const page = pageOf(request, items);
  return {
    status: 200,
    body: { total_count: items.length, [name]: page.items.map(render) },
    headers: page.headers,
  };
}

/** The whole number of a path part. @throws {ApiError} 404 when it is none. */
export function numberParam(request: ApiRequest, name: string): number {
  const text = request.params[name] ?? "";
  if (!/^\d{1,15}$/.test(text)) throw new ApiError(404, "Not Found");
  return Number(text);
}
