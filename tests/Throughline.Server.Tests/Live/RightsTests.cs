using Dapper;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Live;

/// <summary>A stream shows what its reader may see, from the position on of the fact that says so, and nothing else.</summary>
public sealed class RightsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_member_who_is_removed_under_load_sees_nothing_of_the_project_after_that(bool bySocket)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var (left, kept) = (await host.ProjectAsync("LEFT"), await host.ProjectAsync("KEPT"));
        var (goes, stays) = (await host.Accounts.PersonAsync("goes"), await host.Accounts.PersonAsync("stays"));
        await host.Accounts.AddAsync(left, goes);
        await host.Accounts.AddAsync(kept, goes);
        var begin = (await host.Accounts.AddAsync(left, stays)).Value;
        await host.FedAsync();
        await using var ofGoes = await OpenAsync(host, bySocket, goes);
        await using var ofStays = await OpenAsync(host, bySocket, stays);
        await ofGoes.NextAsync("facts");
        await ofStays.NextAsync("facts");

        var told = new TaskCompletionSource<int>();
        var (endOfGoes, endOfStays) = (new TaskCompletionSource<long>(), new TaskCompletionSource<long>());
        var (seenByGoes, seenByStays) = (ReadAsync(ofGoes, endOfGoes.Task, left: told), ReadAsync(ofStays, endOfStays.Task));
        await WriteAsync(host, left, kept);
        var writing = WriteAsync(host, left, kept);
        var removed = (await host.Accounts.RemoveAsync(left, goes)).Value;
        await writing;
        await WriteAsync(host, left, kept);
        endOfGoes.SetResult(host.Tail.Last.Value + 1);
        endOfStays.SetResult(host.Tail.Last.Value + 2);
        await host.StoryAsync(kept);
        await host.StoryAsync(left);

        var (ofLeft, ofKept) = (await PositionsAsync(database, left, begin), await PositionsAsync(database, kept, begin));
        ofLeft.Count(p => p > removed).ShouldBeGreaterThan(50);
        var seen = await seenByGoes;
        seen.Where(p => !ofKept.Contains(p)).ShouldAllBe(p => p < removed);
        seen.Count(p => !ofKept.Contains(p)).ShouldBeGreaterThan(50);
        seen.Where(ofKept.Contains).ShouldBe(ofKept);
        // They are told themselves, since the fact that says so is no longer theirs.
        (await told.Task).ShouldBe(1);
        // Nobody else notices anything but the fact.
        (await seenByStays).ShouldBe(ofLeft);
        ofLeft.ShouldContain(removed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_member_who_is_added_sees_the_project_from_there_on(bool bySocket)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var project = await host.ProjectAsync("TL");
        var person = await host.Accounts.PersonAsync("new");
        await using var client = await OpenAsync(host, bySocket, person);
        await client.NextAsync("facts");
        await host.StoriesAsync(project, 20);

        var added = (await host.Accounts.AddAsync(project, person)).Value;
        await host.StoriesAsync(project, 20);

        var seen = await client.ReadToAsync(added + 20);
        seen.Where(p => p >= added).ShouldBe(Enumerable.Range((int)added, 21).Select(p => (long)p));
    }

    [Fact]
    public async Task Only_administrators_with_a_token_for_it_see_what_is_for_administrators_and_nobody_what_is_for_one_person()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var whole = await host.Accounts.PersonAsync("whole", isAdministrator: true);
        var narrow = await host.Accounts.PersonAsync("narrow", Scopes.Read, isAdministrator: true);
        var project = await host.ProjectAsync("TL");
        var member = await host.Accounts.PersonAsync("member");
        await host.Accounts.AddAsync(project, member);
        await host.FedAsync();
        var clients = new List<SseClient>();
        foreach (var person in new[] { whole, narrow, member })
        {
            clients.Add(await SseClient.OpenAsync(host, who: person.Token));
            await clients[^1].NextAsync("facts");
        }

        var begin = host.Tail.Last.Value;
        await host.Accounts.PersonAsync("more");
        var end = (await host.StoryAsync(project)).Value;
        (end - begin).ShouldBe(3);

        (await clients[0].ReadToAsync(end)).ShouldBe([begin + 1, end]);
        (await clients[1].ReadToAsync(end)).ShouldBe([end]);
        (await clients[2].ReadToAsync(end)).ShouldBe([end]);
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task An_administrator_no_longer_sees_what_is_left_to_them_as_a_member()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        await host.Accounts.PersonAsync("other", isAdministrator: true);
        var person = await host.Accounts.PersonAsync("one", isAdministrator: true);
        var (mine, other) = (await host.ProjectAsync("MINE"), await host.ProjectAsync("OTHER"));
        await host.Accounts.AddAsync(mine, person);
        await host.FedAsync();
        await using var client = await SseClient.OpenAsync(host, who: person.Token);
        await client.NextAsync("facts");
        await host.StoryAsync(other);
        await client.ReadToAsync(host.Tail.Last.Value);

        await host.Accounts.EditAsync(person, isAdministrator: new(false));
        await host.StoryAsync(other);
        var last = (await host.StoryAsync(mine)).Value;
        (await client.ReadToAsync(last)).ShouldBe([last]);
    }

    [Fact]
    public async Task Readers_with_equal_rights_share_each_frame()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var (one, two) = (await host.ProjectAsync("ONE"), await host.ProjectAsync("TWO"));
        await host.ProjectAsync("THREE");
        var clients = new List<SseClient>();
        foreach (var name in new[] { "ann", "ben", "eve" })
        {
            var person = await host.Accounts.PersonAsync(name);
            await host.Accounts.AddAsync(one, person, Role.Owner);
            await host.Accounts.AddAsync(two, person, name == "ann" ? Role.Viewer : Role.Member);
            clients.Add(await SseClient.OpenAsync(host, who: person.Token));
        }
        clients.Add(await SseClient.OpenAsync(host, $"?projectId={two}&projectId={one}"));
        foreach (var client in clients)
            await client.NextAsync("facts");
        await host.FedAsync();
        var (before, begin) = (host.Pages.Made, host.Tail.Last.Value);

        for (var n = 0; n < 10; n++)
            await host.StoryAsync(n % 2 == 0 ? one : two);

        // The first ones also saw how the later ones came in; after that all see the same.
        foreach (var client in clients)
            (await client.ReadToAsync(begin + 10)).Where(p => p > begin).ShouldBe(Enumerable.Range((int)begin + 1, 10).Select(p => (long)p));
        (host.Pages.Made - before).ShouldBeInRange(1, 10);
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Theory]
    [InlineData(16)]
    [InlineData(16_384)]
    public async Task A_stream_that_is_resumed_shows_nothing_foreign(int inMemory)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, journal: new JournalSettings { TailEntries = inMemory });
        var (mine, other) = (await host.ProjectAsync("MINE"), await host.ProjectAsync("OTHER"));
        var person = await host.Accounts.PersonAsync("one");
        await host.Accounts.AddAsync(mine, person);
        await Task.WhenAll(host.StoriesAsync(mine, 150), host.StoriesAsync(other, 150));
        var end = (await host.StoryAsync(mine)).Value;

        var expected = await PositionsAsync(database, mine, 0);
        expected.Count.ShouldBe(153);
        await using var sse = await SseClient.OpenAsync(host, lastEventId: $"{host.Tail.JournalId}-0", who: person.Token);
        (await sse.ReadToAsync(end)).ShouldBe(expected);
        await using var socket = await SocketClient.OpenAsync(host, $"?lastEventId={host.Tail.JournalId}-0", who: person.Token);
        (await socket.ReadToAsync(end)).ShouldBe(expected);
    }

    static async Task<ILiveClient> OpenAsync(LiveHost host, bool bySocket, Person person) =>
        bySocket ? await SocketClient.OpenAsync(host, who: person.Token) : await SseClient.OpenAsync(host, who: person.Token);

    static Task WriteAsync(LiveHost host, params ProjectId[] projects) => Task.WhenAll(projects.SelectMany(p => new[] { p, p }).Select(async project =>
    {
        for (var n = 0; n < 50; n++)
            await host.StoryAsync(project);
    }));

    /// <summary>Reads until a position has been told that becomes known while it reads.</summary>
    /// <param name="left">Told how many projects the stream shows, once that is another number.</param>
    static async Task<List<long>> ReadAsync(ILiveClient client, Task<long> end, TaskCompletionSource<int>? left = null)
    {
        var (positions, told) = (new List<long>(), 0L);
        while (!end.IsCompleted || told < await end)
        {
            var next = await client.NextAsync() ?? throw new EndOfStreamException("The stream ended.");
            if (next.Name == "projects")
            {
                left?.SetResult(next.Json.GetProperty("projects").EnumerateArray().Count());
                continue;
            }
            if (told > 0)
                next.From.ShouldBe(told + 1);
            positions.AddRange(next.Positions);
            told = next.To;
        }
        return positions;
    }

    static async Task<List<long>> PositionsAsync(TestDatabase database, ProjectId project, long after)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<long>(
            "SELECT position FROM journal WHERE project_id = @id AND position > @after ORDER BY position", new { id = project.Value, after })];
    }
}
