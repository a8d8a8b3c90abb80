import { t as createKeySigning } from "./sign-with-key-Ba7j0yEv.js";
export { createKeySigning };
