//#region src/registry/sha256.ts
async function sha256(content) {
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
	const digest = await crypto.subtle.digest("SHA-256", bytes);
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
//#endregion
export { sha256 as t };
