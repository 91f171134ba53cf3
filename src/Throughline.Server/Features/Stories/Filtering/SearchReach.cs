using Npgsql;
using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>
/// How far the search index has come. Whoever made a story a moment ago finds it: a question waits for the index, which is some milliseconds behind.
/// When it is far behind, as in the middle of a large import, what it has is the answer.
/// </summary>
sealed class SearchReach(NpgsqlDataSource dataSource, JournalTail tail)
{
    const string Sql = "SELECT coalesce((SELECT position FROM followers WHERE name = 'search'), 0)";
    const int Looks = 12;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    long _reached;

    /// <returns>Whether it has everything of the project that this node knew when it was asked.</returns>
    public async Task<bool> ReachesAsync(ProjectId project, CancellationToken cancellation)
    {
        var wanted = tail.LastOf(project).Value;
        for (var look = 0; Interlocked.Read(ref _reached) < wanted; look++)
        {
            if (look == Looks)
                return false;
            if (look > 0)
                await Task.Delay(Pause, cancellation);
            await using var ask = dataSource.CreateCommand(Sql);
            Interlocked.Exchange(ref _reached, (long)(await ask.ExecuteScalarAsync(cancellation))!);
        }
        return true;
    }
}
