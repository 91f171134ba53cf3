using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Facts;

namespace Throughline.Server.Journal;

/// <summary>Which projects there are, in this node's memory. It follows the journal, so it is never older than an answer.</summary>
public sealed class ProjectDirectory(NpgsqlDataSource dataSource, JournalTail tail) : IHostedLifecycleService
{
    readonly ConcurrentDictionary<ProjectId, Known> _projects = new();

    /// <summary>The project's key, or null when there is no such project.</summary>
    public string? KeyOf(ProjectId id) => _projects.GetValueOrDefault(id)?.Key;

    /// <summary>Whether it can be read only, as far as this node has heard.</summary>
    public bool IsArchived(ProjectId id) => _projects.GetValueOrDefault(id)?.IsArchived == true;

    public IEnumerable<ProjectId> All => _projects.Select(project => project.Key);

    public bool IsEmpty => _projects.IsEmpty;

    // The order makes it complete: listen first, then read; what both tell is told twice, which changes nothing.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        tail.Observe(Follow);
        await using var command = dataSource.CreateCommand("SELECT id, key, is_archived FROM projects");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            _projects[new ProjectId(row.GetGuid(0))] = new(row.GetString(1), row.GetBoolean(2));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    void Follow(IReadOnlyList<JournalEntry> page)
    {
        foreach (var entry in page)
            if (entry.Type.StartsWith("project.", StringComparison.Ordinal))
                Follow(entry);
    }

    // A fact that can't be read must not stop those who follow the tail: its alarm is raised by the followers that halt at it.
    void Follow(JournalEntry entry)
    {
        try
        {
            var id = new ProjectId(entry.SubjectId);
            switch (entry.Fact.Data)
            {
                case ProjectCreated created:
                    _projects[id] = new(created.Key, false);
                    break;
                case ProjectEdited edited when _projects.TryGetValue(id, out var known):
                    _projects[id] = new(edited.Key?.New ?? known.Key, edited.IsArchived?.New ?? known.IsArchived);
                    break;
                case ProjectDeleted:
                    _projects.TryRemove(id, out _);
                    break;
            }
        }
        catch (JsonException)
        {
        }
    }

    sealed record Known(string Key, bool IsArchived);
}
