import { t as createKeySigning } from "./sign-with-key-BurAzlpr.js";
export { createKeySigning };
