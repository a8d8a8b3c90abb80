import { t as openTables } from "./open-tables-D1z7O774.js";
export { openTables };
