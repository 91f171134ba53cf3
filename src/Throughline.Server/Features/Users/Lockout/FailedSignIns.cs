using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Lockout;

/// <summary>
/// Tells the journal of sign-ins that failed on this node: one fact a minute at most, with sums, so that nobody floods the journal by trying.
/// </summary>
sealed class FailedSignIns(Sequencer sequencer, TimeProvider time, ILogger<FailedSignIns> log) : BackgroundService, IHostedLifecycleService
{
    const int Shown = 20;
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    Dictionary<UserId, int> _accounts = [];
    int _others;

    /// <param name="user">Null: it was for no account that there is.</param>
    public void Count(UserId? user)
    {
        lock (_lock)
            if (user is { } id)
                _accounts[id] = _accounts.GetValueOrDefault(id) + 1;
            else
                _others++;
    }

    /// <summary>Tells what failed since it was told last; nothing when nothing did.</summary>
    public async Task TellAsync()
    {
        Dictionary<UserId, int> accounts;
        int others;
        lock (_lock)
            (accounts, others, _accounts, _others) = (_accounts, _others, [], 0);
        if (accounts.Count + others == 0)
            return;
        var most = accounts.OrderByDescending(a => a.Value).ThenBy(a => a.Key.Value).Take(Shown).Select(a => new FailedAccount(a.Key, a.Value)).ToList();
        var count = accounts.Values.Sum() + others;
        var fact = new Draft(default, UserId.Local.Value, new SignInsFailed(count, most, count - most.Sum(a => a.Count)));
        try
        {
            await sequencer.CommitAsync(new Change<bool>(_ => { }, _ => fact, _ => true) { By = Actor.Program });
        }
        catch (Exception e) when (e is StorageUnavailableException or OverloadedException)
        {
            log.LogWarning(e, "{Count} failed sign-ins could not be told now; they are told with the next ones", count);
            lock (_lock)
            {
                foreach (var (user, times) in accounts)
                    _accounts[user] = _accounts.GetValueOrDefault(user) + times;
                _others += others;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TellAsync();
    }

    // While the sequencer still takes changes: it stops before this does.
    public Task StoppingAsync(CancellationToken cancellationToken) => TellAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
