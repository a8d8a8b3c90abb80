import { t as fetch } from "./fetch-DQkCc-L4.js";
export { fetch };
