import { t as openReports } from "./open-reports-DuVQYE4h.js";
export { openReports };
