using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Journal.Tables;

namespace Throughline.Server.Journal;

/// <summary>
/// One transaction of the sequencer, in two round trips: the lock with everything that the changes need, then everything
/// that they wrote and the commit. Between them the changes are decided, in memory.
/// </summary>
/// <remarks>
/// The lock comes first. Taken last, after the rows' own locks, nodes deadlock on hot rows. Positions are given out under
/// it, so nobody sees position n + 1 before n is committed; a sequence would let readers lose facts.
/// </remarks>
sealed partial class CommitTransaction(NpgsqlDataSource dataSource, JournalSettings settings, DatabaseClock clock) : IAsyncDisposable
{
    /// <summary>The lock that every node of an instance takes to write. The number is arbitrary and must never change.</summary>
    public const long Lock = 7201851846310912;

    const string LockSql = "SELECT pg_advisory_xact_lock(7201851846310912)";

    const string LastSql = """
        SELECT coalesce(j.position, 0), coalesce(j.at, clock_timestamp()), clock_timestamp(), (SELECT changes FROM project_fence)
        FROM (VALUES (1)) one
        LEFT JOIN LATERAL (SELECT position, at FROM journal ORDER BY position DESC LIMIT 1) j ON true
        """;

    // The sequencer only ever looks rows up by key, so one plan fits every batch. A node that stops dead inside its
    // transaction is disconnected, or it would hold up all the others (see SilentNodes). Of the session, not of each transaction: the
    // connection is the sequencer's own as long as the node lives.
    const string SettingsSql = """
        SELECT set_config('plan_cache_mode', 'force_generic_plan', false), set_config('enable_seqscan', 'off', false),
               set_config('idle_in_transaction_session_timeout', $1, false)
        """;

    readonly ProjectFence _fence = new();
    NpgsqlConnection? _connection;

    /// <summary>Decides the changes and commits what they say. Fewer may be taken than given: the caller brings the rest again.</summary>
    /// <exception cref="StorageUnavailableException">PostgreSQL is gone.</exception>
    public async Task<(int Taken, IReadOnlyList<JournalEntry> Entries)> RunAsync(IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var writing = false;
        try
        {
            var connection = _connection ??= await OpenAsync(cancellation);
            var deciding = await LockAndReadAsync(connection, changes, cancellation);
            Reached("after-lock");
            var taken = Decide(changes, deciding);
            Decided(changes, taken);
            var entries = deciding.Entries;
            writing = entries.Count > 0 || deciding.State.Sessions.IsTouched || deciding.State.Links.IsTouched || deciding.State.Authenticators.IsTouched
                || deciding.State.Passkeys.IsTouched;
            await WriteAndCommitAsync(connection, deciding, entries, cancellation);
            return (taken, entries);
        }
        catch (Exception e)
        {
            var gone = IsStorageGone(e);
            await LeaveAsync(gone);
            if (gone)
                throw new StorageUnavailableException(writing, e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellation);
        try
        {
            await using var set = new NpgsqlCommand(SettingsSql, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = settings.SilenceLimit } } };
            await set.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    async Task<Deciding> LockAndReadAsync(NpgsqlConnection connection, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var needs = new Needs();
        foreach (var change in changes)
            change.Need(needs);

        await using var batch = new NpgsqlBatch(connection);
        batch.Add("BEGIN");
        batch.Add(LockSql);
        batch.Add(LastSql);
        var projects = ProjectRows.AddRead(batch, needs);
        var stories = StoryRows.AddRead(batch, needs);
        var tasks = TaskRows.AddRead(batch, needs);
        var board = BoardRows.AddReads(batch, needs);
        var sessions = SessionRows.AddRead(batch, needs, settings.ClockOffset);
        var queues = LeaseRows.AddReadQueues(batch, needs);
        var expired = LeaseRows.AddReadExpired(batch, needs, settings.ClockOffset);
        var held = LeaseRows.AddReadHeld(batch, needs);
        var access = AccessRows.AddReads(batch, needs);
        var labels = LabelRows.AddRead(batch, needs);
        var views = ViewRows.AddRead(batch, needs);
        var items = ItemRows.AddReads(batch, needs);
        var kept = AnswerRows.AddRead(batch, needs);

        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.NextResultAsync(cancellation);
        await row.ReadAsync(cancellation);
        var fence = row.GetInt64(3);
        var last = new Position(row.GetInt64(0));
        var at = Instant.Max(row.GetInstant(1), clock.Follow(row.GetInstant(2)));

        var state = new State { Now = at, Position = last };
        var answers = new KeptAnswers();
        await EachRowAsync(projects, () => ProjectRows.Read(row, state));
        await EachRowAsync(stories, () => StoryRows.Read(row, state));
        await EachRowAsync(tasks, () => TaskRows.Read(row, state));
        foreach (var read in board)
            await EachRowAsync(true, () => read(row, state));
        await EachRowAsync(sessions, () => SessionRows.Read(row, state));
        await EachRowAsync(queues, () => LeaseRows.ReadQueue(row, state));
        await EachRowAsync(expired, () => LeaseRows.ReadExpired(row, state));
        await EachRowAsync(held, () => LeaseRows.ReadExpired(row, state));
        foreach (var read in access)
            await EachRowAsync(true, () => read(row, state));
        await EachRowAsync(labels, () => LabelRows.Read(row, state));
        await EachRowAsync(views, () => ViewRows.Read(row, state));
        foreach (var read in items)
            await EachRowAsync(true, () => read(row, state));
        await EachRowAsync(kept, () => AnswerRows.Read(row, answers));
        await row.CloseAsync();
        await _fence.FollowAsync(connection, fence, cancellation);
        state.Archived = _fence.Archived;
        if (_fence.Deleted.Count > 0)
            state.Forget(_fence.Deleted);
        return new Deciding(state, answers, last, at);

        async Task EachRowAsync(bool asked, Action read)
        {
            if (!asked)
                return;
            await row.NextResultAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                read();
        }
    }

    int Decide(IReadOnlyList<Change> changes, Deciding deciding)
    {
        var taken = 0;
        while (taken < changes.Count && deciding.Entries.Count < settings.BatchFacts && deciding.Bytes < settings.BatchBytes)
            changes[taken++].Decide(deciding);
        return taken;
    }

    async Task WriteAndCommitAsync(
        NpgsqlConnection connection, Deciding deciding, List<JournalEntry> entries, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (entries.Count > 0)
        {
            ProjectRows.AddWrites(batch, deciding.State, deciding.Position);
            var stories = StoryRows.AddWrites(batch, deciding.State, settings.CopyBeyond);
            var tasks = TaskRows.AddWrites(batch, deciding.State, settings.CopyBeyond);
            ItemRows.AddWrites(batch, deciding.State);
            TransferRows.AddWrites(batch, deciding.State);
            await StoryRows.CopyAsync(connection, stories, cancellation);
            await TaskRows.CopyAsync(connection, tasks, cancellation);
            if (entries.Count > settings.CopyBeyond)
                await FactRows.CopyAsync(connection, entries, cancellation);
            else
                FactRows.AddInsert(batch, entries);
        }
        AccessRows.AddWrites(batch, deciding.State, entries);
        LabelRows.AddWrites(batch, deciding.State);
        ViewRows.AddWrites(batch, deciding.State);
        SessionRows.AddWrites(batch, deciding.State);
        AnswerRows.AddWrites(batch, deciding.Answers, deciding.At.ToDateTimeUtc());
        batch.Add("COMMIT");
        Reached("before-commit");
        await batch.ExecuteNonQueryAsync(cancellation);
        Reached("after-commit");
    }

    // Harness: has a body in its build alone (*.Chaos.cs); in any other there is no such call.
    static partial void Reached(string point);

    static partial void Decided(IReadOnlyList<Change> changes, int taken);

    async Task LeaveAsync(bool gone)
    {
        if (_connection is null)
            return;
        if (!gone)
        {
            try
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", _connection);
                await rollback.ExecuteNonQueryAsync(CancellationToken.None);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
            {
                // The connection is of no more use: a new one is opened below.
            }
        }
        await _connection.DisposeAsync();
        _connection = null;
    }

    /// <summary>Whether the failure is PostgreSQL's absence or distress, rather than something about a change.</summary>
    static bool IsStorageGone(Exception e) => e switch
    {
        PostgresException { SqlState: var state } => state[..2] is "08" or "53" or "57" or "58" or "25",
        NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException => true,
        OperationCanceledException => true,
        _ => false,
    };
}
