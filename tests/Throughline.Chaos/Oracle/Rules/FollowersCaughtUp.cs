namespace Throughline.Chaos.Oracle.Rules;

sealed class FollowersCaughtUp : IRule
{
    const string Sql = "SELECT name, position, alarm FROM followers";

    public string Name => "followers";

    public string Promise => "Every follower is at the journal's end within 10 s of the last change, without an alarm.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        var followers = 0;
        await using var command = evidence.DataSource.CreateCommand(Sql);
        await using var row = await command.ExecuteReaderAsync(evidence.Stop);
        while (await row.ReadAsync(evidence.Stop))
        {
            followers++;
            if (row.GetInt64(1) != evidence.End)
                yield return $"{row.GetString(0)} is at {row.GetInt64(1)} of {evidence.End}";
            if (!await row.IsDBNullAsync(2, evidence.Stop))
                yield return $"{row.GetString(0)} has an alarm: {row.GetString(2)}";
        }
        if (followers == 0)
            yield return "there is none";
    }
}
