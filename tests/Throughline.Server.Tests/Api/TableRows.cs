using System.Data;
using NodaTime;
using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Tests.Api;

/// <summary>All rows that follow from facts at a position (those of a deleted project only wait to be swept away), each as one line: read by SQL of its own, or written from a folded state.</summary>
sealed record TableRows(long Position, IReadOnlyList<string> Lines)
{
    const string Sql = """
        SELECT concat_ws('|', 'project', id, key, name, last_number, story_count, version, extract(epoch FROM created_at), extract(epoch FROM updated_at), is_archived::int,
            CASE WHEN has_limits THEN concat('limits ', coalesce(limit_open, 0), ' ', coalesce(limit_in_progress, 0), ' ', enforces_limits::int) ELSE 'no limits' END)
        FROM projects
        UNION ALL
        SELECT concat_ws('|', 'story', id, project_id, number, status, priority, version, tasks_open, tasks_in_progress, tasks_done,
            extract(epoch FROM created_at), extract(epoch FROM updated_at), coalesce(assignee_id::text, 'nobody'), coalesce(external_key, 'nowhere'), coalesce(rank, 'by number'), title, description,
            (SELECT string_agg(l, ',' ORDER BY n) FROM jsonb_array_elements_text(labels) WITH ORDINALITY x (l, n)))
        FROM stories
        WHERE project_id IN (SELECT id FROM projects)
        UNION ALL
        SELECT concat_ws('|', 'task', id, story_id, project_id, status, version, estimate, time_spent,
            extract(epoch FROM created_at), extract(epoch FROM updated_at), title, description, priority, lease_state, lease_epoch, lease_earlier,
            coalesce(worker_session_id::text, 'nobody'), coalesce(extract(epoch FROM claimed_at)::text, 'never'), attempts, set_aside::int,
            coalesce(failure, 'none'))
        FROM tasks
        WHERE project_id IN (SELECT id FROM projects)
        UNION ALL
        SELECT concat_ws('|', 'user', id, is_administrator::int, is_disabled::int, version, extract(epoch FROM created_at), extract(epoch FROM updated_at),
            coalesce(erased_at::text, 'there'))
        FROM users
        UNION ALL
        SELECT concat_ws('|', 'member', project_id, user_id, role, extract(epoch FROM since))
        FROM members
        WHERE project_id IN (SELECT id FROM projects)
        UNION ALL
        SELECT concat_ws('|', 'label', project_id, name, color)
        FROM labels
        WHERE project_id IN (SELECT id FROM projects)
        UNION ALL
        SELECT concat_ws('|', 'view', id, project_id, name, page, filter, coalesce(sort, 'usual'), coalesce(grouped, 'none'), coalesce(columns, 'usual'), coalesce(lanes, 'none'), version,
            extract(epoch FROM created_at), extract(epoch FROM updated_at))
        FROM views
        WHERE owner_id IS NULL AND project_id IN (SELECT id FROM projects)
        UNION ALL
        SELECT concat_ws('|', 'base item', id, project_id, description, item_count, version, extract(epoch FROM created_at), extract(epoch FROM updated_at))
        FROM base_items
        WHERE project_id IN (SELECT id FROM projects)
        UNION ALL
        SELECT concat_ws('|', 'item', id, project_id, base_item_id, coalesce(label, 'none'), version, extract(epoch FROM created_at))
        FROM items
        WHERE project_id IN (SELECT id FROM projects)
        UNION ALL
        SELECT concat_ws('|', 'transfer', id, project_id, item_id, coalesce(giver_id::text, 'nobody'), owner_id, extract(epoch FROM at),
            coalesce(extract(epoch FROM until)::text, 'still'), position, status, is_stated::int, recorded_by, extract(epoch FROM recorded_at),
            coalesce(extract(epoch FROM settled_at)::text, 'never'), coalesce(corrects::text, 'none'), coalesce(replacement::text, 'none'), coalesce(reason, 'none'))
        FROM transfers
        WHERE project_id IN (SELECT id FROM projects)
        UNION ALL
        SELECT concat_ws('|', 'token', id, user_id, scopes, coalesce(extract(epoch FROM expires_at)::text, 'never'), extract(epoch FROM created_at))
        FROM tokens
        """;

    /// <summary>One moment of the database: the position and the rows belong together.</summary>
    public static async Task<TableRows> ReadAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var last = new NpgsqlCommand("SELECT coalesce(max(position), 0) FROM journal", connection);
        var position = (long)(await last.ExecuteScalarAsync(cancel))!;
        var lines = new List<string>();
        await using (var rows = new NpgsqlCommand(Sql, connection))
        await using (var row = await rows.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
                lines.Add(row.GetString(0));
        return new TableRows(position, lines);
    }

    public static TableRows Of(State state, long position) => new(position,
    [
        .. state.Projects.All.Select(p => Line("project", p.Id, p.Key, p.Name, p.LastNumber, p.StoryCount, p.Version, At(p.CreatedAt), At(p.UpdatedAt), p.IsArchived ? 1 : 0,
            p.Limits is { } limits ? $"limits {limits.Open ?? 0} {limits.InProgress ?? 0} {(limits.Enforced ? 1 : 0)}" : "no limits")),
        .. state.Stories.All.Select(s => Line("story", s.Id, s.ProjectId, s.Number, (int)s.Status, (int)s.Priority, s.Version, s.Tasks.Open,
            s.Tasks.InProgress, s.Tasks.Done, At(s.CreatedAt), At(s.UpdatedAt), s.AssigneeId?.Value.ToString() ?? "nobody", s.ExternalKey ?? "nowhere", s.Rank ?? "by number", s.Title, s.Description,
            s.Labels.Names.IsEmpty ? null : string.Join(',', s.Labels.Names))),
        .. state.Tasks.All.Select(t => Line("task", t.Id, t.StoryId, t.ProjectId, (int)t.Status, t.Version, t.Estimate.Value, t.TimeSpent.Value,
            At(t.CreatedAt), At(t.UpdatedAt), t.Title, t.Description, (int)t.Priority, (int)t.Lease.State, t.Lease.Epoch, t.Lease.Earlier.Bits,
            t.Lease.SessionId?.ToString() ?? "nobody", t.Lease.ClaimedAt is { } claimed ? At(claimed) : "never", t.Attempts, t.SetAside ? 1 : 0,
            t.Failure ?? "none")),
        .. state.Users.All.Select(u => Line("user", u.Id, u.IsAdministrator ? 1 : 0, u.IsDisabled ? 1 : 0, u.Version, At(u.CreatedAt), At(u.UpdatedAt), u.ErasedAt?.ToString() ?? "there")),
        .. state.Members.All.Select(m => Line("member", m.ProjectId, m.UserId, (int)m.Role, At(m.Since))),
        .. state.Labels.All.Select(l => Line("label", l.ProjectId, l.Name, (int)l.Color)),
        .. state.Views.All.Select(v => Line("view", v.Id, v.ProjectId?.Value, v.Name, (int)v.State.Page, v.State.Filter, v.State.Sort ?? "usual", v.State.Group ?? "none",
            v.State.Columns ?? "usual", v.State.Lanes ?? "none", v.Version, At(v.CreatedAt), At(v.UpdatedAt))),
        .. state.BaseItems.All.Select(b => Line("base item", b.Id, b.ProjectId, b.Description, b.ItemCount, b.Version, At(b.CreatedAt), At(b.UpdatedAt))),
        .. state.Items.All.Select(i => Line("item", i.Id, i.ProjectId, i.BaseItemId, i.Label ?? "none", i.Version, At(i.CreatedAt))),
        .. state.Transfers.All.Select(t => Line("transfer", t.Id, t.ProjectId, t.ItemId, t.GiverId?.Value.ToString() ?? "nobody", t.OwnerId.Value, At(t.At),
            t.Until is { } until ? At(until) : "still", t.Position, (int)t.Status, t.IsStated ? 1 : 0, t.RecordedBy.Value, At(t.RecordedAt),
            t.SettledAt is { } settled ? At(settled) : "never", t.Corrects?.ToString() ?? "none", t.CorrectedBy?.ToString() ?? "none", t.Reason ?? "none")),
        .. state.Tokens.All.Select(t => Line("token", t.Id, t.UserId, (int)t.Scopes, t.ExpiresAt is { } expires ? At(expires) : "never", At(t.CreatedAt))),
    ]);

    /// <summary>What only one of the two has; empty: they say the same.</summary>
    public IEnumerable<string> Differences(TableRows other)
    {
        if (Position != other.Position)
            yield return $"one is at position {Position}, the other at {other.Position}";
        var (mine, theirs) = (Lines.GroupBy(l => l).ToDictionary(g => g.Key, g => g.Count()), other.Lines.GroupBy(l => l).ToDictionary(g => g.Key, g => g.Count()));
        foreach (var (line, count) in mine)
            if (theirs.GetValueOrDefault(line) != count)
                yield return $"{count} times here, {theirs.GetValueOrDefault(line)} times there: {line}";
        foreach (var (line, count) in theirs)
            if (!mine.ContainsKey(line))
                yield return $"only there, {count} times: {line}";
    }

    // concat_ws leaves nulls out.
    static string Line(params object?[] values) => string.Join('|', values.Where(v => v is not null));

    static string At(Instant at) => (at.ToUnixTimeTicks() / 10_000_000m).ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture);
}
