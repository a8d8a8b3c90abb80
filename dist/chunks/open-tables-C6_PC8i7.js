import { t as openTables } from "./open-tables-BMr8rkdl.js";
export { openTables };
