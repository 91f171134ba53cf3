using Throughline.Chaos.Oracle.Rules;

namespace Throughline.Chaos.Oracle;

/// <summary>Every rule.</summary>
static class AllRules
{
    public static IReadOnlyList<IRule> Rules { get; } =
    [
        new Dense(),
        new Acknowledged(),
        new CompletedOnce(),
        new OneHolder(),
        new Fold(),
        new FollowersCaughtUp(),
        new Recount(),
        new SubscribersSawAll(),
        new Answers(),
        new Ready(),
    ];
}
