using System.Net.Http.Headers;
using System.Text.Json;
using NodaTime;
using Throughline.Domain;
using Throughline.Server.Client;
using Throughline.Server.Journal;

namespace Throughline.Server.Cli.Demo;

/// <summary>
/// Things of the project DEMO, and through whose hands they went in the weeks before: those of places, so that nobody is made up. Some thirty requests,
/// once.
/// </summary>
static class DemoItems
{
    static readonly string[] Places = ["Stores", "Workshop", "Test lab"];
    static readonly (string Kind, string Prefix, int Count)[] Kinds = [("Reaction wheel", "RW", 4), ("Flight computer", "FC", 3), ("Temperature sensor", "TS", 5)];

    public static async Task PrepareAsync(ApiConnection api, ProjectId project, CancellationToken cancellation)
    {
        var known = await api.GetAsync($"/api/base-items?projectId={project}&limit=1", DemoJson.Default.KindsFound, cancellation);
        if (known.Items.Count > 0)
            return;
        var me = (await api.GetAsync("/api/users/me", DemoJson.Default.PersonSeen, cancellation)).Id;
        List<UserId> holders = [];
        foreach (var place in Places)
            holders.Add(await PlaceAsync(api, project, place, cancellation));
        holders.Add(me);

        var now = api.Time.Now();
        var lines = new List<TransferLine>();
        var items = new List<ItemId>();
        foreach (var (kind, prefix, count) in Kinds)
        {
            var made = await api.PostAsync("/api/base-items", new KindToMake(project, kind), DemoJson.Default.KindToMake, DemoJson.Default.KindMade, cancellation);
            for (var i = 1; i <= count; i++)
            {
                var (nth, came) = (items.Count, now - Duration.FromDays(34 - items.Count) - Duration.FromMinutes(37 * items.Count));
                var item = new ItemToMake(project, made.Id, $"{prefix}-{i:00}", came, holders[0]);
                items.Add((await api.PostAsync("/api/items", item, DemoJson.Default.ItemToMake, DemoJson.Default.ItemMade, cancellation)).Id);
                // Each a little differently, and always the same.
                for (var step = 1; step <= 1 + nth % 4; step++)
                    lines.Add(new(project, items[^1], holders[(step + nth % 3) % holders.Count], came + Duration.FromHours(41 * step + 13 * nth)));
            }
        }
        await SendAsync(api, lines, cancellation);
        // What somebody hands to whoever visits waits for them; what they hand on waits for others.
        foreach (var (count, skipped, owner) in new[] { (2, 2, me), (1, 1, holders[1]) })
            await api.PostAsync("/api/transfers", new TransferToMake(project, [.. items.Skip(skipped).Take(count)], owner, true),
                DemoJson.Default.TransferToMake, DemoJson.Default.TransfersMade, cancellation);
    }

    // An account of a start that broke off is there already.
    static async Task<UserId> PlaceAsync(ApiConnection api, ProjectId project, string name, CancellationToken cancellation)
    {
        var email = $"{name.ToLowerInvariant().Replace(' ', '-')}@example.com";
        try
        {
            await api.PostAsync("/api/users", new UserToMake(email, name), DemoJson.Default.UserToMake, DemoJson.Default.PersonSeen, cancellation);
        }
        catch (ApiRefusedException e) when (e.Problem.Status == StatusCodes.Status409Conflict)
        {
        }
        var member = new MemberToAdd(email, "Worker");
        return (await api.PostAsync($"/api/projects/{project}/members", member, DemoJson.Default.MemberToAdd, DemoJson.Default.MemberSeen, cancellation)).UserId;
    }

    static async Task SendAsync(ApiConnection api, IEnumerable<TransferLine> lines, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/transfers/batch")
        {
            Content = new StringContent(string.Join('\n', lines.Select(l => JsonSerializer.Serialize(l, DemoJson.Default.TransferLine))), new MediaTypeHeaderValue("application/x-ndjson", "utf-8")),
        };
        using var answer = await api.StreamAsync(request, cancellation);
        await answer.Content.CopyToAsync(Stream.Null, cancellation);
    }
}
