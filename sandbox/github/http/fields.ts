import { validationFailed } from "./api-error.ts";
import type { JsonObject } from "./messages.ts";

/** A text member; `undefined` when absent or null. @throws {ApiError} 422 when it is something else. */
export function textField(body: JsonObject, field: string, resource: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" && field === "title") return String(value);
  throw validationFailed({ resource, field, code: "invalid", value });
}

/** A text member that must be there and not be empty. @throws {ApiError} 422 */
export function requiredText(body: JsonObject, field: string, resource: string): string {
  const value = textField(body, field, resource);
  if (value === undefined || value === "") throw validationFailed({ resource, field, code: "missing_field" });
  return value;
}

/** A member that is one of a few words; `undefined` when absent. @throws {ApiError} 422 */
export function choiceField<T extends string>(
  body: JsonObject,
  field: string,
  choices: readonly T[],
  resource: string,
): T | undefined {
  const value = textField(body, field, resource);
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw validationFailed({ resource, field, code: "invalid", value });
  return found;
}

/** A boolean member; `undefined` when absent. The texts "true" and "false" count. @throws {ApiError} 422 */
export function booleanField(body: JsonObject, field: string, resource: string): boolean | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw validationFailed({ resource, field, code: "invalid", value });
}

/** A whole number; `undefined` when absent. @throws {ApiError} 422 */
export function integerField(body: JsonObject, field: string, resource: string): number | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw validationFailed({ resource, field, code: "invalid", value });
}

/** A list of texts; objects with a `name` count as their name, as GitHub's labels do. @throws {ApiError} 422 */
export function textListField(body: JsonObject, field: string, resource: string): string[] | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw validationFailed({ resource, field, code: "invalid", value });
  return value.map((item: unknown) => {
    if (typeof item === "string") return item;
    const name = isObject(item) ? item["name"] : undefined;
    if (typeof name === "string") return name;
    throw validationFailed({ resource, field, code: "invalid", value: item });
  });
}

/** A list of objects; `undefined` when absent. @throws {ApiError} 422 */
export function objectListField(body: JsonObject, field: string, resource: string): JsonObject[] | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((item) => isObject(item))) {
    throw validationFailed({ resource, field, code: "invalid" });
  }
  return value;
}

/** A nested object; `undefined` when absent or null. @throws {ApiError} 422 */
export function objectField(body: JsonObject, field: string, resource: string): JsonObject | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw validationFailed({ resource, field, code: "invalid" });
  return value;
}

/** Whether the value is an object and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
