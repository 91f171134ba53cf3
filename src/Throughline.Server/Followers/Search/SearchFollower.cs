using Npgsql;
using Throughline.Domain.Facts;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Search;

/// <summary>
/// Keeps the search index. It takes from the journal which stories changed, and from their rows what they say now: those are never behind the
/// journal, and what they are ahead of it comes in its turn and changes nothing.
/// </summary>
public sealed class SearchFollower : Follower
{
    public override string Name => "search";

    public override async Task ApplyAsync(IReadOnlyList<JournalEntry> page, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var touched = new HashSet<Guid>();
        foreach (var entry in page)
            if (entry.Type is StoryCreated.TypeName or StoryDeleted.TypeName or StoryEdited.TypeName)
                touched.Add(entry.SubjectId);
        if (touched.Count == 0)
            return;
        var found = await SearchRows.ReadAsync(connection, [.. touched], cancellation);
        touched.ExceptWith(found.Select(s => s.Id));
        await SearchRows.WriteAsync(connection, found, [.. touched], cancellation);
    }
}
