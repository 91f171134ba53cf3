// pg-boss, driven by fetch and complete: whole batches, both in one call each, as its documentation has it for throughput.
// node pg-boss.mjs 'SOCKET FOLDER|PORT|USER|DATABASE' CONNECTIONS
import { PgBoss } from "pg-boss";
import pg from "pg";
import { now, obey, say, seconds } from "./commands.mjs";
import { connectionFrom, settingsOf } from "./database.mjs";
import { versionOf } from "./versions.mjs";

const Queue = "nothing";
const max = Number(process.argv[3]);
const connection = connectionFrom(process.argv[2]);
const settings = { max, supervise: false, schedule: false, queue: { policy: "standard" } };
const boss = new PgBoss({ ...connection, max, supervise: false, schedule: false });
boss.on("error", (e) => {
  console.error(e);
  process.exit(1);
});
await boss.start();
await boss.createQueue(Queue, { policy: "standard" });
const own = new pg.Client(connection);
await own.connect();

const left = async () =>
  Number((await own.query("SELECT count(*) FROM pgboss.job WHERE name = $1 AND state <> 'completed'", [Queue])).rows[0].count);

async function add(count) {
  for (let done = 0; done < count; done += 5000)
    await boss.insert(Queue, Array.from({ length: Math.min(5000, count - done) }, (_, i) => ({ data: { n: done + i } })));
  await own.query("VACUUM ANALYZE pgboss.job");
  return { added: count };
}

async function work(count, workers, batchSize) {
  let done = 0;
  const begun = now();
  const loop = async () => {
    while (done < count) {
      const jobs = await boss.fetch(Queue, { batchSize });
      if (jobs.length === 0) break;
      await boss.complete(Queue, jobs.map((j) => j.id));
      done += jobs.length;
    }
  };
  await Promise.all(Array.from({ length: workers }, loop));
  const ended = now();
  const answer = { done, left: await left(), seconds: seconds(begun, ended) };
  await boss.deleteAllJobs(Queue);
  return answer;
}

say({ ready: true, name: "pg-boss", version: versionOf("pg-boss"), node: process.version, settings, postgres: await settingsOf(own) });
await obey({ add, work });
await boss.stop({ graceful: false });
await own.end();
