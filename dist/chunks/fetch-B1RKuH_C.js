import { t as fetch } from "./fetch-CZUjzsTb.js";
export { fetch };
