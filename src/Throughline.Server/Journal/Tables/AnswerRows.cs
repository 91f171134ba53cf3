using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Journal.Tables;

/// <summary>Kept answers of requests with an idempotency key: committed together with what the request changed.</summary>
static class AnswerRows
{
    const string ReadSql = """
        SELECT k.actor_id, k.key, k.fingerprint, k.status, k.etag, k.location, k.body
        FROM unnest($1, $2) u (actor_id, key)
        JOIN idempotency_keys k ON k.actor_id = u.actor_id AND k.key = u.key
        """;

    const string WriteSql = """
        INSERT INTO idempotency_keys (actor_id, key, fingerprint, status, etag, location, body, at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), $8
        """;

    /// <summary>Forgets answers older than a day ($1: the moment a day ago), some at a time so that no commit waits long.</summary>
    public const string ForgetSql = """
        DELETE FROM idempotency_keys
        WHERE (actor_id, key) IN (SELECT actor_id, key FROM idempotency_keys WHERE at < $1 ORDER BY at LIMIT 1000)
        """;

    public static bool AddRead(NpgsqlBatch batch, Needs needs)
    {
        if (needs.Answers.Count == 0)
            return false;
        batch.Add(ReadSql, needs.Answers.Column(k => k.ActorId.Value), needs.Answers.Column(k => k.Key));
        return true;
    }

    public static void Read(NpgsqlDataReader row, KeptAnswers answers) => answers.Load(
        new IdempotencyKey(new UserId(row.GetGuid(0)), row.GetString(1), row.GetFieldValue<byte[]>(2)),
        new Answer(row.GetInt16(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5),
            row.GetFieldValue<byte[]>(6)));

    public static void AddWrites(NpgsqlBatch batch, KeptAnswers answers, DateTime at)
    {
        var added = answers.Added;
        if (added.Count > 0)
            batch.Add(WriteSql, added.Column(a => a.Key.ActorId.Value), added.Column(a => a.Key.Key), added.Column(a => a.Key.Fingerprint),
                added.Column(a => (short)a.Answer.Status), added.Column(a => a.Answer.ETag), added.Column(a => a.Answer.Location),
                added.Column(a => a.Answer.Body), at);
    }
}
