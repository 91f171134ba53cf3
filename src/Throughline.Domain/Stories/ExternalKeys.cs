namespace Throughline.Domain.Stories;

/// <summary>
/// Stories by what they are called where they came from. It begins with the stories that were loaded when it is first asked for
/// and follows the fold from then on; so it is complete for the keys whose stories were loaded.
/// </summary>
public sealed class ExternalKeys
{
    readonly Rows<StoryId, Story> _stories;
    readonly Dictionary<(ProjectId, string), StoryId> _ids = [];

    internal ExternalKeys(Rows<StoryId, Story> stories)
    {
        _stories = stories;
        foreach (var story in stories.All)
            Add(story);
    }

    public Story? Find(ProjectId project, string externalKey) =>
        _ids.TryGetValue((project, externalKey), out var id) ? _stories.Find(id) : null;

    internal void Add(Story story)
    {
        if (story.ExternalKey is { } key && !_ids.TryAdd((story.ProjectId, key), story.Id))
            throw new FoldException($"The project {story.ProjectId} has a story with the external key {key} already.");
    }

    internal void Remove(Story story)
    {
        if (story.ExternalKey is { } key)
            _ids.Remove((story.ProjectId, key));
    }
}
