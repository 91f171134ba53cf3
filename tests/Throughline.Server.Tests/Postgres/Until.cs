using Xunit;

namespace Throughline.Server.Tests.Postgres;

/// <summary>Waits for a condition, never for a time.</summary>
static class Until
{
    public static Task TrueAsync(string what, Func<bool> condition) => TrueAsync(what, () => Task.FromResult(condition()));

    public static async Task TrueAsync(string what, Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Not so after 20 s: {what}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
