using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>Who asks, where and when: what a filter means depends on it.</summary>
/// <param name="People">Who is meant by the names and addresses in the filter: members of the project alone.</param>
sealed record FilterScope(
    ProjectId Project, string ProjectKey, UserId Me, Instant Now, DateTimeZone Zone, IReadOnlyDictionary<string, IReadOnlyList<UserId>> People)
{
    public IReadOnlyList<UserId> Named(string name) => People.GetValueOrDefault(name) ?? [];
}
