import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { mlflowServer } from "../../../../src/adapters/mlflow/call-server.ts";
import { createExperimentTracking } from "../../../../src/adapters/mlflow/experiment-tracking.ts";
import { createModelMirror } from "../../../../src/adapters/mlflow/model-mirror.ts";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answering(status: number, text: string, headers: Record<string, string> = {}): Promise<string> {
  return serve((_, response) => response.writeHead(status, headers).end(text));
}

describe("a server that is no MLflow server, or does not do what it should", () => {
  it.each([
    [200, "<html>", "mlflow.malformed-response"],
    [200, '{"runs": [{"info": {}}]}', "mlflow.malformed-response"],
    [200, '{"runs": [{"info"', "mlflow.malformed-response"],
    [302, "", "mlflow.refused"],
    [401, "", "mlflow.refused"],
    [403, '{"error_code": "RESOURCE_DOES_NOT_EXIST"}', "mlflow.refused"],
    [404, '{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "no"}', "mlflow.refused"],
    [500, '{"error_code": "RESOURCE_DOES_NOT_EXIST"}', "mlflow.refused"],
    [503, "\u001b[31mbusy", "mlflow.refused"],
  ])("%s %s is %s", async (status, text, code) => {
    const url = await answering(status, text, { location: "http://127.0.0.1:9/" });
    const tracking = createExperimentTracking(mlflowServer(url, {}));
    await expect(tracking.listRuns("1")).rejects.toMatchObject({ code });
  });

  it("is not taken for a missing model when it refuses us", async () => {
    const url = await answering(403, '{"error_code": "RESOURCE_DOES_NOT_EXIST"}');
    const mirror = createModelMirror(mlflowServer(url, {}));
    await expect(mirror.findModel("m")).rejects.toMatchObject({ code: "mlflow.refused" });
  });

  it("is given up when it hangs, and when the answer is cut", async () => {
    const hanging = await serve(() => undefined);
    const slow = createExperimentTracking({ ...mlflowServer(hanging, {}), timeoutMs: 50 });
    await expect(slow.experiment("x")).rejects.toMatchObject({ code: "mlflow.unreachable" });
    const cut = await serve((_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("{");
      setImmediate(() => response.destroy());
    });
    const broken = createExperimentTracking(mlflowServer(cut, {}));
    await expect(broken.experiment("x")).rejects.toMatchObject({ code: "mlflow.unreachable" });
  });
});

describe("credentials", () => {
  it("are those of MLflow's own client, never part of the address", async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{"experiment": {"experiment_id": "7"}}');
    });
    for (const variables of [
      {},
      { MLFLOW_TRACKING_TOKEN: "t" },
      { MLFLOW_TRACKING_USERNAME: "ada", MLFLOW_TRACKING_PASSWORD: "p" },
    ]) {
      expect(await createExperimentTracking(mlflowServer(`${url}/`, variables)).experiment("x")).toBe("7");
    }
    expect(seen).toEqual([undefined, "Bearer t", `Basic ${btoa("ada:p")}`]);
  });

  it.each(["", "nothing", "file:///etc", "http://u:secret@h", "http://h?token=secret", "http://h#secret"])(
    "%s is refused without being repeated",
    (uri) => {
      expect(() => mlflowServer(uri, {})).toThrow(expect.objectContaining({ code: "usage.invalid" }));
      expect(() => mlflowServer(uri, {})).not.toThrow(/secret/);
    },
  );
});
