import { f as PawlError } from "./copy-W2n1VAGm.js";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
//#region src/adapters/object-store/tls-settings.ts
function tlsOf({ options, home }) {
	const verify = options.get("ssl_verify");
	if (verify === void 0 || /^true$/i.test(verify)) return {};
	if (/^false$/i.test(verify)) return { rejectUnauthorized: false };
	try {
		return { ca: readFileSync(resolve(home, verify)) };
	} catch (cause) {
		throw new PawlError("file.missing", {
			message: `The certificates of ssl_verify cannot be read: ${String(cause)}`,
			cause
		});
	}
}
//#endregion
export { tlsOf as t };
