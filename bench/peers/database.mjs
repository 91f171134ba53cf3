// What the queues stand on, as PostgreSQL itself says it: a benchmark that states durability reads it.
const Names = ["server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers"];

export async function settingsOf(client) {
  const { rows } = await client.query("SELECT name, setting FROM pg_settings WHERE name = ANY($1)", [Names]);
  return Object.fromEntries(rows.map((r) => [r.name, r.setting]));
}

export function connectionFrom(argument) {
  const [host, port, user, database] = argument.split("|");
  return { host, port: Number(port), user, database };
}
