import { t as push } from "./push-7W55HIyW.js";
export { push };
