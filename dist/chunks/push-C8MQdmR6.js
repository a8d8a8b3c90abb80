import { t as push } from "./push-KfRs8XB2.js";
export { push };
