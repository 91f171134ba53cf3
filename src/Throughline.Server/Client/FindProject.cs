using Throughline.Domain;

namespace Throughline.Server.Client;

/// <summary>The project that people name by its key.</summary>
public static class FindProject
{
    /// <returns>Null: the server has no project with that key.</returns>
    public static async Task<ProjectId?> ByKeyAsync(ApiConnection api, string key, CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await api.GetAsync(cursor is null ? "/api/projects?limit=500" : $"/api/projects?limit=500&cursor={cursor}",
                ClientJson.Default.ProjectsPage, cancellation);
            foreach (var project in page.Items)
                if (project.Key == key)
                    return project.Id;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return null;
    }
}

sealed record ProjectsPage(IReadOnlyList<ProjectLine> Items, string? NextCursor);

sealed record ProjectLine(ProjectId Id, string Key);
