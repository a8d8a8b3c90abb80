import { t as fetch } from "./fetch-DcoJcH0-.js";
export { fetch };
