import { startSandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { openObjectStore } from "../../src/adapters/object-store/open-object-store.ts";
import { startFileServer } from "../support/file-server.ts";
import { startHuggingFaceServer } from "../support/hugging-face-server.ts";
import { describeObjectStore, describeWritableStore, type ObjectStoreWorld } from "./object-store.ts";

const home = "/nowhere/.dvc";

async function openHttp(): Promise<ObjectStoreWorld> {
  const server = await startFileServer();
  const store = await openObjectStore({
    name: "web",
    url: `${server.url}/data sets/é/`,
    options: new Map(),
    home,
    environment: {},
  });
  return {
    store,
    seed: async (objects) => {
      for (const [key, bytes] of objects) server.objects.set(`data sets/é/${key}`, bytes);
    },
    isUnlisted: true,
    close: server.close,
  };
}

async function openHub(): Promise<ObjectStoreWorld> {
  const server = await startHuggingFaceServer();
  const store = await openObjectStore({
    name: "hub",
    url: "hf://datasets/acme/data/pre/fix",
    options: new Map(),
    home,
    environment: { HF_ENDPOINT: server.url, HF_TOKEN: server.token },
  });
  return { store, close: server.close };
}

async function openRelease(): Promise<ObjectStoreWorld> {
  const sandbox = await startSandboxGitHub({ users: [{ login: "ada" }] });
  const call = async (method: string, path: string, body: object): Promise<void> => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: { authorization: `token ${sandbox.adminToken}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  };
  await call("POST", "/user/repos", { name: "flights", auto_init: true });
  const store = await openObjectStore({
    name: "release",
    url: "github-release://ada/flights/data-store",
    options: new Map(),
    home,
    environment: { GITHUB_API_URL: sandbox.url, GITHUB_TOKEN: sandbox.adminToken },
  });
  return { store, close: () => sandbox.close() };
}

describeObjectStore("of a web server", openHttp);
describeObjectStore("of a Hugging Face Hub", openHub);
describeWritableStore("of a Hugging Face Hub", openHub);
describeObjectStore("of GitHub Releases", openRelease);
describeWritableStore("of GitHub Releases", openRelease);
