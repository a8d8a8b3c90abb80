import { t as openTables } from "./open-tables-ZDDmdAtp.js";
export { openTables };
