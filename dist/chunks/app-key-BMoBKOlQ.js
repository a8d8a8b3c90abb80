import { promisify } from "node:util";
import { generateKeyPair } from "node:crypto";
//#region sandbox/github/app-key.ts
const generate = promisify(generateKeyPair);
async function makeAppKey() {
	return generate("rsa", {
		modulusLength: 2048,
		privateKeyEncoding: {
			type: "pkcs8",
			format: "pem"
		},
		publicKeyEncoding: {
			type: "spki",
			format: "pem"
		}
	});
}
//#endregion
export { makeAppKey as t };
