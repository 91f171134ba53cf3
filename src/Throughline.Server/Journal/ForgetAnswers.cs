using Npgsql;
using Throughline.Server.Journal.Tables;

namespace Throughline.Server.Journal;

/// <summary>Forgets kept answers after a day.</summary>
sealed class ForgetAnswers(NpgsqlDataSource dataSource, TimeProvider time, ILogger<ForgetAnswers> log) : BackgroundService
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                while (await ForgetSomeAsync(stoppingToken) > 0)
                    await Task.Yield();
            }
            catch (NpgsqlException e)
            {
                log.LogDebug(e, "Old answers could not be forgotten now");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task<int> ForgetSomeAsync(CancellationToken cancellation)
    {
        await using var forget = dataSource.CreateCommand(AnswerRows.ForgetSql);
        forget.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() - Kept).UtcDateTime });
        return await forget.ExecuteNonQueryAsync(cancellation);
    }
}
