import { t as createKeySigning } from "./sign-with-key-DqGJWY7T.js";
export { createKeySigning };
