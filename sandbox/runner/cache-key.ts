const maxKeyChars = 512;

/** What keeps a text from being a cache's key, in the words of `@actions/cache`; `undefined` for a good one. */
export function cacheKeyProblem(key: string): string | undefined {
  if (key === "") return "Key Validation Error: the key is empty.";
  if (key.length > maxKeyChars)
    return `Key Validation Error: ${key.slice(0, 40)}… cannot be larger than ${maxKeyChars} characters.`;
  return key.includes(",") ? `Key Validation Error: ${key} cannot contain commas.` : undefined;
}
