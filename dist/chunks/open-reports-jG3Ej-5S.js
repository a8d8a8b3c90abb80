import { t as openReports } from "./open-reports-BqcIqL3D.js";
export { openReports };
