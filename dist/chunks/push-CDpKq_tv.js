import { t as push } from "./push-tfrwof77.js";
export { push };
