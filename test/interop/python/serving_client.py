"""Talks to an inference server with Triton's official client and compares it with onnxruntime.

stdin: {"address": "host:port", "name": model, "model": path of the same ONNX file, "table": Parquet file}
stdout: what the client saw; see the keys of the last statement.
"""

import json
import sys

import numpy
import onnxruntime
import pyarrow.parquet
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException

types = {"FP32": numpy.float32, "INT64": numpy.int64}
request = json.load(sys.stdin)
client = InferenceServerClient(request["address"])
name = request["name"]
metadata = client.get_model_metadata(name)
table = pyarrow.parquet.read_table(request["table"]).slice(0, 500)
feeds = {
    spec["name"]: table[spec["name"]].to_numpy().astype(types[spec["datatype"]]).reshape(-1, 1)
    for spec in metadata["inputs"]
}


def tensors(values, binary=False, datatype=None, cut=None):
    made = []
    for spec in metadata["inputs"][:cut]:
        array = values[spec["name"]]
        tensor = InferInput(spec["name"], list(array.shape), datatype or spec["datatype"])
        tensor.set_data_from_numpy(array.astype(types[datatype or spec["datatype"]]), binary_data=binary)
        made.append(tensor)
    return made


def refusal(action):
    try:
        action()
    except InferenceServerException as error:
        return {"status": error.status(), "message": error.message()}
    return None


outputs = [InferRequestedOutput(spec["name"], binary_data=False) for spec in metadata["outputs"]]
answer = client.infer(name, tensors(feeds), request_id="42", outputs=outputs)
unlisted = client.infer(name, tensors(feeds))
session = onnxruntime.InferenceSession(request["model"], providers=["CPUExecutionProvider"])
expected = dict(zip([spec.name for spec in session.get_outputs()], session.run(None, feeds), strict=True))


def difference(result):
    return max(float(numpy.abs(result.as_numpy(key) - value).max()) for key, value in expected.items())


first = metadata["inputs"][0]
wide = {key: value.reshape(-1, 2) for key, value in feeds.items()}
short = {**feeds, first["name"]: feeds[first["name"]][:3]}
named = InferInput("nobody", [1, 1], "FP32")
named.set_data_from_numpy(numpy.zeros((1, 1), numpy.float32), binary_data=False)
binary_output = [InferRequestedOutput(spec["name"], binary_data=True) for spec in metadata["outputs"]]

json.dump(
    {
        "live": client.is_server_live(),
        "ready": client.is_server_ready(),
        "modelReady": client.is_model_ready(name),
        "otherReady": client.is_model_ready("other"),
        "server": client.get_server_metadata(),
        "metadata": metadata,
        "id": answer.get_response()["id"],
        "rows": len(table),
        "shapes": {key: list(answer.as_numpy(key).shape) for key in expected},
        "difference": difference(answer),
        "differenceOfUnlisted": difference(unlisted),
        "refusals": {
            "wide": refusal(lambda: client.infer(name, tensors(wide), outputs=outputs)),
            "short": refusal(lambda: client.infer(name, tensors(short), outputs=outputs)),
            "missing": refusal(lambda: client.infer(name, tensors(feeds, cut=1), outputs=outputs)),
            "unknown input": refusal(lambda: client.infer(name, [*tensors(feeds), named], outputs=outputs)),
            "other type": refusal(lambda: client.infer(name, tensors(feeds, datatype="INT64"), outputs=outputs)),
            "unknown output": refusal(
                lambda: client.infer(
                    name, tensors(feeds), outputs=[InferRequestedOutput("nobody", binary_data=False)]
                )
            ),
            "unknown model": refusal(lambda: client.infer("other", tensors(feeds), outputs=outputs)),
            "unknown version": refusal(lambda: client.infer(name, tensors(feeds), "v9.9.9", outputs)),
            "binary input": refusal(lambda: client.infer(name, tensors(feeds, binary=True), outputs=outputs)),
            "binary output": refusal(lambda: client.infer(name, tensors(feeds), outputs=binary_output)),
            "binary both": refusal(lambda: client.infer(name, tensors(feeds, binary=True))),
        },
        "liveAfter": client.is_server_live(),
    },
    sys.stdout,
)
