namespace Throughline.Chaos.Oracle.Rules;

sealed class Answers : IRule
{
    public string Name => "answers";

    public string Promise => "While something is broken clients are told 503 with Retry-After, or lose the connection; nothing else goes wrong for them.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        foreach (var surprise in evidence.Surprises)
            yield return surprise;
        await Task.CompletedTask;
    }
}
