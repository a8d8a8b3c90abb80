import { t as openReports } from "./open-reports-BArsu4Sv.js";
export { openReports };
