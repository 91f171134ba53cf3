using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

/// <summary>A batch is held back by the side that is slower, and what was answered stays.</summary>
public sealed class BatchFlowTests
{
    const int Lines = 20_000;
    static readonly string Good = $$"""{"title":"Flowing","description":"{{new string('d', 1000)}}"}""" + "\n";

    // Its answer repeats the member's name, so that the answers are more than all the buffers on the way hold.
    static readonly string Bad = $$"""{"{{new string('b', 1023)}}":"refused"}""" + "\n";

    [Fact]
    public async Task A_client_that_does_not_read_is_held_back_and_then_gets_every_line()
    {
        await using var server = await StartAsync();
        using var client = await RawClient.PostAsync(server.Node.Address, "/api/stories/batch", "application/x-ndjson", (long)Lines / 2 * (Good.Length + Bad.Length), receiveBuffer: 4096);
        var sent = 0;
        var sending = Task.Run(async () =>
        {
            for (; sent < Lines; sent++)
                await client.SendAsync(sent % 2 == 0 ? Good : Bad);
        }, TestContext.Current.CancellationToken);

        // It stands still: neither the client gets rid of lines nor does the server take any in.
        var stood = 0;
        var last = (-1, -1L);
        await Until.TrueAsync("the batch stands still", () =>
        {
            var now = (sent, server.Node.Get<JournalTail>().Last.Value);
            stood = now == last && now.Value > 1 ? stood + 1 : 0;
            last = now;
            return stood > 60;
        });
        sending.IsCompleted.ShouldBeFalse(sending.Exception?.ToString());
        last.Item2.ShouldBeLessThan(Lines / 2 * 3 / 4);
        sent.ShouldBeLessThan(Lines - 1000);

        // Others are not held back with it.
        await server.Api.CreateStoryAsync("Meanwhile");

        (await client.ReadHeadAsync()).ShouldBe("HTTP/1.1 200 OK");
        var answers = await ReadAsync(client, Lines);
        await sending;
        answers.Select(a => (int)a["line"]!).ShouldBe(Enumerable.Range(1, Lines));
        answers.Select(a => (int)a["status"]!).ShouldBe(Enumerable.Range(0, Lines).Select(i => i % 2 == 0 ? 201 : 400));
        (await server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(Lines / 2 + 1);
    }

    [Fact]
    public async Task What_was_answered_before_the_client_left_is_there_and_the_server_goes_on()
    {
        await using var server = await StartAsync();
        List<JsonNode> answers;
        using (var client = await RawClient.PostAsync(server.Node.Address, "/api/stories/batch", "application/x-ndjson", (long)Lines * Good.Length))
        {
            var sending = Task.Run(async () =>
            {
                for (var i = 0; i < 1000; i++)
                    await client.SendAsync(Good);
            }, TestContext.Current.CancellationToken);
            await client.ReadHeadAsync();
            answers = await ReadAsync(client, 300);
            await sending;
            client.Reset();
        }

        answers.Count.ShouldBe(300);
        foreach (var answer in answers)
            (await server.AskAsync<long>($"SELECT count(*) FROM stories WHERE id = '{answer["id"]}'")).ShouldBe(1);
        await server.Api.CreateStoryAsync("Afterwards");
        // Whole stories only, none twice: the journal says the same as the table.
        (await server.AskAsync<bool>("SELECT (SELECT count(*) FROM stories) = (SELECT count(DISTINCT subject_id) FROM journal WHERE type = 'story.created')")).ShouldBeTrue();
        server.Node.Log.Lines.ShouldBeEmpty();
    }

    static async Task<List<JsonNode>> ReadAsync(RawClient client, int count)
    {
        var answers = new List<JsonNode>(count);
        while (answers.Count < count && await client.ReadLineAsync() is { } line)
            answers.Add(JsonNode.Parse(line)!);
        return answers;
    }

    static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        await server.Api.CreateProjectAsync();
        return server;
    }
}
