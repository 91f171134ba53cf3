namespace Throughline.Server.Features.Stories;

/// <summary>One page of the list of stories, from which one goes on both ways.</summary>
/// <param name="Items">The rows, in the order asked for.</param>
/// <param name="NextCursor">Send it as cursor to get what follows; null: there is no more.</param>
/// <param name="PreviousCursor">Send it as cursor with backward=true to get what comes before; null: there is nothing here to go from.</param>
public sealed record StoriesPage(IReadOnlyList<StoryResponse> Items, string? NextCursor, string? PreviousCursor);
