import { t as reproduce } from "./reproduce-DoRFsxZF.js";
export { reproduce };
