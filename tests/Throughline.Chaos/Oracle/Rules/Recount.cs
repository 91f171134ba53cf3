using Throughline.Server.Cli.Recount;

namespace Throughline.Chaos.Oracle.Rules;

sealed class Recount : IRule
{
    public string Name => "recount";

    public string Promise => "Every bucket and total of the statistics is what the journal gives when it is counted anew, by SQL that shares nothing with the follower.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        var report = await new StatisticsRecount(evidence.DataSource).RunAsync(repair: false, evidence.Stop);
        // All that the load does shows in buckets: none at all is wrong too.
        if (report.Buckets + report.Differing == 0)
            yield return "there are no buckets";
        foreach (var d in report.Differences)
            yield return $"series {d.Series} by {d.Resolution} s at {d.Start:O} of project {d.ProjectId}: {d.FoundCount} and {d.FoundSum}, from the journal {d.ShouldCount} and {d.ShouldSum}";
    }
}
