using System.Text.Json.Nodes;

namespace Throughline.Server.Tests.Api;

static class PagesOfLists
{
    /// <summary>Follows the cursors of a list to its end.</summary>
    /// <param name="between">Runs after each page.</param>
    public static async Task<List<List<JsonNode>>> PagesAsync(this ApiClient api, string path, Func<Task>? between = null)
    {
        var pages = new List<List<JsonNode>>();
        string? cursor = null;
        do
        {
            var page = (await api.GetAsync(cursor is null ? path : $"{path}&cursor={cursor}")).ShouldBe(200);
            pages.Add([.. page["items"]!.AsArray().Select(i => i!)]);
            cursor = (string?)page["nextCursor"];
            if (between is not null)
                await between();
        }
        while (cursor is not null && pages.Count < 1000);
        return pages;
    }
}
