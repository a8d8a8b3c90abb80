import { t as fetch } from "./fetch-Bswhjru-.js";
export { fetch };
