import { t as fetch } from "./fetch-B-F1Fn0P.js";
export { fetch };
