using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using Shouldly;
using Throughline.Domain;
using Throughline.Server.Tests.Faults;

namespace Throughline.Server.Tests.Client.Work;

/// <summary>A project with tasks to work on, and what must hold of it afterwards, past the API.</summary>
sealed class WorkedProject(NpgsqlDataSource source, Uri address, string key, ProjectId id)
{
    const int TasksOfStory = 500;

    public string Key => key;
    public ProjectId Id => id;

    /// <summary>How many tasks it was given, and the seconds they are estimated at.</summary>
    public (int Tasks, long Estimate) Given { get; private set; }

    public static async Task<WorkedProject> MakeAsync(NpgsqlDataSource source, Uri address, string key)
    {
        var made = await Requests.MakeAsync(address, "/api/projects", new JsonObject { ["key"] = key, ["name"] = key });
        return new WorkedProject(source, address, key, ProjectId.Of((Guid)made["id"]!));
    }

    /// <summary>Tasks that are estimated at 1, 2, 3 … seconds.</summary>
    public async Task AddTasksAsync(int count)
    {
        for (var from = 0; from < count; from += TasksOfStory)
        {
            var tasks = Enumerable.Range(from, Math.Min(TasksOfStory, count - from)).Select(i => (JsonNode)new JsonObject { ["title"] = $"Task {i}", ["estimate"] = i % 100 + 1 });
            await AddStoryAsync([.. tasks]);
        }
    }

    /// <returns>The task's id.</returns>
    public Task<string> AddTaskAsync(string title, string description = "") => AddStoryAsync(new JsonObject { ["title"] = title, ["description"] = description });

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, new { project = id.Value }))!;
    }

    public Task<long> CountAsync(string where) => AskAsync<long>($"SELECT count(*) FROM tasks WHERE project_id = @project AND {where}");

    public Task<long> LeasedAsync() => CountAsync("worker_session_id IS NOT NULL");

    /// <summary>Every task is done, was completed once and by the lease it has, and the time spent is what was reported, no more and no less.</summary>
    public async Task ShouldBeDoneOnceAsync(long? timeSpent = null)
    {
        (await CountAsync("status = 2")).ShouldBe(Given.Tasks);
        (await LeasedAsync()).ShouldBe(0);
        (await AskAsync<long>("SELECT count(*) FROM journal WHERE project_id = @project AND type = 'task.completed'")).ShouldBe(Given.Tasks);
        (await AskAsync<long>("SELECT count(DISTINCT subject_id) FROM journal WHERE project_id = @project AND type = 'task.completed'")).ShouldBe(Given.Tasks);
        (await AskAsync<long>("SELECT coalesce(sum(time_spent), 0)::bigint FROM tasks WHERE project_id = @project")).ShouldBe(timeSpent ?? Given.Estimate);
        (await AskAsync<long>("""
            SELECT count(*)
            FROM (SELECT subject_id, data #>> '{lease,leaseEpoch}' FROM journal
                WHERE project_id = @project AND type = 'task.claimed' GROUP BY 1, 2 HAVING count(*) > 1) twice
            """)).ShouldBe(0, "no lease was given out twice");
    }

    async Task<string> AddStoryAsync(params JsonNode[] tasks)
    {
        var story = await Requests.MakeAsync(address, "/api/stories", new JsonObject { ["projectId"] = id.ToString(), ["title"] = "A story", ["tasks"] = new JsonArray(tasks) });
        Given = (Given.Tasks + tasks.Length, Given.Estimate + tasks.Sum(t => (int?)t["estimate"] ?? 0));
        return (string)story["tasks"]![0]!;
    }
}
