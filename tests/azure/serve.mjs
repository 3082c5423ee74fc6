// A server of Azure Blob Storage, Azurite, in memory, with one container called `lake`. Says `ready` and its address once it listens.
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";

// The account every Azurite has, and its key: published, and worth nothing elsewhere.
const account = "devstoreaccount1";
const key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

async function createContainer(url) {
  const date = new Date().toUTCString();
  const headers = `x-ms-date:${date}\nx-ms-version:2021-08-06`;
  const signed = `PUT\n${"\n".repeat(11)}${headers}\n/${account}/${account}/lake\nrestype:container`;
  const signature = createHmac("sha256", Buffer.from(key, "base64")).update(signed).digest("base64");
  const answer = await fetch(`${url}/${account}/lake?restype=container`, {
    method: "PUT",
    headers: { "x-ms-date": date, "x-ms-version": "2021-08-06", authorization: `SharedKey ${account}:${signature}` },
  });
  if (answer.status !== 201) throw new Error(`no container: ${answer.status} ${await answer.text()}`);
}

const say = console.log;
console.log = (text) => {
  const url = /successfully listen\w* (?:at|on) (http\S+)/.exec(text)?.[1];
  if (url) createContainer(url).then(() => say(`ready ${url}`));
};
process.argv.push("--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry");
createRequire(import.meta.url)("azurite/dist/src/blob/main.js");
