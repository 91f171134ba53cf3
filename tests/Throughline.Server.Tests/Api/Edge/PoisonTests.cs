using Npgsql;
using Shouldly;
using Throughline.Domain;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge;

/// <summary>A change that PostgreSQL refuses although every rule let it pass.</summary>
public sealed class PoisonTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task It_fails_alone_among_a_hundred_that_succeed(int poisons)
    {
        // One client has them all in hand.
        await using var server = await TestServer.StartAsync(("Edge:ClientAtOnce", "200"));
        var project = new ProjectId(Guid.Parse((await server.Api.CreateProjectAsync()).Id));
        var sequencer = server.Node.Get<Sequencer>();
        List<Task<Reply>> good = [];
        List<Task<Outcome<int>>> bad = [];
        await using (await WriterLock.HoldAsync(server))
        {
            good.Add(server.Api.PostAsync("/api/stories", """{"title":"In hand"}"""));
            await server.WriterWaitsAsync();
            for (var i = 0; i < 99; i++)
            {
                good.Add(server.Api.PostAsync("/api/stories", $$"""{"title":"Good {{i}}","tasks":[{"title":"t"}]}"""));
                if (i % 33 == 15 && bad.Count < poisons)
                    bad.Add(sequencer.CommitAsync(NewStory.In(project, "PostgreSQL keeps no \0 in a text; the rules would have told", TestContext.Current.CancellationToken)));
            }
            await Until.TrueAsync("all of them wait", () => sequencer.Waiting == 99 + poisons);
        }

        (await Task.WhenAll(good)).ShouldAllBe(r => r.Status == 201);
        foreach (var failed in bad)
            (await Should.ThrowAsync<PostgresException>(failed)).SqlState.ShouldBe("22021");
        (await server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(100);
        (await server.AskAsync<bool>("SELECT max(position) = count(*) AND count(*) FILTER (WHERE type LIKE 'story.%' OR type LIKE 'task.%') = 100 + 99 FROM journal")).ShouldBeTrue();
        server.Node.Log.Lines.Count(l => l.Contains("no rule foresees", StringComparison.Ordinal)).ShouldBe(poisons);
        (await server.Api.CreateStoryAsync("Afterwards"))["key"]!.ToString().ShouldBe("TL-101");
    }
}
