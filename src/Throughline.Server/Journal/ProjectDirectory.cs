using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Facts;

namespace Throughline.Server.Journal;

/// <summary>Which projects there are, in this node's memory. It follows the journal, so it is never older than an answer.</summary>
public sealed class ProjectDirectory(NpgsqlDataSource dataSource, JournalTail tail) : IHostedLifecycleService
{
    readonly ConcurrentDictionary<ProjectId, string> _keys = new();

    /// <summary>The project's key, or null when there is no such project.</summary>
    public string? KeyOf(ProjectId id) => _keys.GetValueOrDefault(id);

    public IEnumerable<ProjectId> All => _keys.Select(project => project.Key);

    public bool IsEmpty => _keys.IsEmpty;

    // The order makes it complete: listen first, then read; what both tell is told twice, which changes nothing.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        tail.Observe(Follow);
        await using var command = dataSource.CreateCommand("SELECT id, key FROM projects");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            _keys[new ProjectId(row.GetGuid(0))] = row.GetString(1);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    void Follow(IReadOnlyList<JournalEntry> page)
    {
        foreach (var entry in page)
            if (entry.Type == ProjectCreated.TypeName && KeyIn(entry) is { } key)
                _keys[new ProjectId(entry.SubjectId)] = key;
            else if (entry.Type == ProjectDeleted.TypeName)
                _keys.TryRemove(new ProjectId(entry.SubjectId), out _);
    }

    // A fact that can't be read must not stop those who follow the tail: its alarm is raised by the followers that halt at it.
    static string? KeyIn(JournalEntry entry)
    {
        try
        {
            return (entry.Fact.Data as ProjectCreated)?.Key;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
