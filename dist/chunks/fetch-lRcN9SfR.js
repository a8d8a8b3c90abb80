import { t as fetch } from "./fetch-DgzVcaiY.js";
export { fetch };
