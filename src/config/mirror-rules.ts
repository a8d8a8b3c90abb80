import { hubRepository, modelPlace } from "../registry/hub-repository.ts";
import type { Problem } from "../yaml/problem.ts";
import type { Path } from "../yaml/read-document.ts";
import type { Policy } from "./schema.ts";

type Add = (path: Path, details: Pick<Problem, "message" | "found" | "allowed">) => void;

const mirror = ["registry", "mirror"];

/** Every model has a repository of its own on the Hub, and MLflow has an address. */
export function checkMirrors({ registry, models, runs }: Policy, add: Add): void {
  const { hugging_face: hub, mlflow } = registry?.mirror ?? {};
  if (mlflow === true && runs?.mlflow === undefined) {
    add([...mirror, "mlflow"], { message: "needs runs.mlflow.tracking_uri: the address of the server" });
  }
  if (hub === undefined) return;
  const path = [...mirror, "hugging_face", "repository"];
  const found = JSON.stringify(hub.repository);
  const names = Object.keys(models);
  const refused = names.find((name) => hubRepository(hub.repository, name) === undefined);
  if (refused !== undefined || hubRepository(hub.repository, "m") === undefined) {
    add(path, {
      message: `is no repository of the Hub${refused === undefined ? "" : ` for the model ${refused}`}`,
      found,
      allowed:
        "owner/name of letters, digits, -, _ and ., at most 96, without -- and .., no - or . at the ends, no .git",
    });
  } else if (names.length > 1 && !hub.repository.includes(modelPlace)) {
    add(path, {
      message: "is one repository for several models",
      found,
      allowed: `a name with ${modelPlace} in it`,
    });
  }
}
