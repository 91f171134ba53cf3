namespace Throughline.Chaos.Oracle.Rules;

sealed class SubscribersSawAll : IRule
{
    public string Name => "subscribers";

    public string Promise => "Every subscriber, by SSE and by WebSocket, saw every position once and in order, across all its connections.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        foreach (var subscriber in evidence.Subscribers)
        {
            foreach (var fault in subscriber.Faults)
                yield return $"{subscriber.Name}: {fault}";
            if (subscriber.Last != evidence.End)
                yield return $"{subscriber.Name} is at {subscriber.Last} of {evidence.End}";
        }
        await Task.CompletedTask;
    }
}
