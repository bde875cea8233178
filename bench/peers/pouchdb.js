// PouchDB and its own server, told what to do line by line: `node pouchdb.js FOLDER PORT [URL]`.
// Without URL it serves on PORT; with it, it is the client that replicates to it. Each line on its
// input is {"put": [documents]}, which it keeps, then {"push": true}, which it replicates; the
// answer to each is the time that it took, in milliseconds.
const path = require("path");
const [folder, port, url] = process.argv.slice(2);
const modules = path.join(folder, "node_modules");
const PouchDB = require(path.join(modules, "pouchdb"));

function serve() {
  const express = require(path.join(modules, "express"));
  const data = path.join(folder, "server") + path.sep;
  require("fs").mkdirSync(data);
  const app = express();
  const files = { configPath: data + "config.json", logPath: data + "log.txt" };
  app.use("/", require(path.join(modules, "express-pouchdb"))(PouchDB.defaults({ prefix: data }), files));
  app.listen(Number(port), "127.0.0.1");
}

async function work() {
  const ours = new PouchDB(path.join(folder, "client"));
  for await (const line of require("readline").createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    const began = performance.now();
    for (const { id, ...fields } of asked.put || []) {
      const known = await ours.get(id).catch(() => ({}));
      await ours.put({ ...known, ...fields, _id: id });
    }
    if (asked.push) await ours.replicate.to(url, { batch_size: 500 });
    console.log(performance.now() - began);
  }
}

if (url) work();
else serve();
