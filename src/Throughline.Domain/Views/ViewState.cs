using System.Text.Json.Serialization;
using Throughline.Domain.Queries;

namespace Throughline.Domain.Views;

/// <summary>The page that a view opens.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ViewPage>))]
public enum ViewPage : short
{
    Stories = 0,
    Board = 1,
}

/// <summary>Which stories a view shows, and how: what the address of its page says. What is null is as usual.</summary>
/// <param name="Page">The list of stories, or the board.</param>
/// <param name="Filter">Which stories, as filters are printed; empty: all.</param>
/// <param name="Sort">In the list, by what they are in order: created, updated, priority, title, status or assignee; with - in front: descending.</param>
/// <param name="Group">In the list, by what they are grouped: status, assignee or label.</param>
/// <param name="Columns">On the board, what its columns are by: status, assignee or priority.</param>
/// <param name="Lanes">On the board, what its lanes are by: assignee, priority or label.</param>
public sealed record ViewState(
    ViewPage Page, string Filter = "", string? Sort = null, string? Group = null, string? Columns = null, string? Lanes = null)
{
    static readonly string[] Sorts = [.. FilterWords.Sorts.Where(s => s != "rank").SelectMany(s => new[] { s, $"-{s}" })];
    static readonly string[] Groups = ["status", "assignee", "label"];
    static readonly string[] ColumnKinds = ["status", "assignee", "priority"];
    static readonly string[] LaneKinds = ["assignee", "priority", "label"];

    /// <summary>The same with the filter as it is printed, whichever way it was written.</summary>
    public ViewState Printed() => this with { Filter = FilterParser.Parse(Filter).Filter.ToString() };

    public Refusal? Check()
    {
        var rules = new InputRules();
        if (!Enum.IsDefined(Page))
            rules.Add("state.page", $"It is one of: {string.Join(", ", Enum.GetNames<ViewPage>())}.");
        Word("sort", Sort, Page == ViewPage.Stories, Sorts);
        Word("group", Group, Page == ViewPage.Stories, Groups);
        Word("columns", Columns, Page == ViewPage.Board, ColumnKinds);
        Word("lanes", Lanes, Page == ViewPage.Board, LaneKinds);
        var parsed = FilterParser.Parse(Filter);
        // Printed, what was written without them has quotation marks.
        if (parsed.Errors.Count == 0 && parsed.Filter.ToString().Length > Queries.Filter.Longest)
            rules.Add("state.filter", $"Written out it has more than {Queries.Filter.Longest} characters.");
        return rules.Refusal ?? parsed.Refusal;

        void Word(string name, string? word, bool isOfPage, string[] known)
        {
            if (word is null)
                return;
            if (!isOfPage)
                rules.Add($"state.{name}", "The view's page has no such thing; leave it out.");
            else if (!known.Contains(word))
                rules.Add($"state.{name}", $"It is one of: {string.Join(", ", known)}.");
        }
    }
}
