import { t as push } from "./push-B1HJbuOn.js";
export { push };
