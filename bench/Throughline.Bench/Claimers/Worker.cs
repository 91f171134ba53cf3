using System.Globalization;
using System.Text;
using Throughline.Bench.Wire;
using Throughline.Server.Tests.Api;

namespace Throughline.Bench.Claimers;

/// <summary>
/// A worker whose tasks take no time: each claim says that the tasks of the one before are completed, and both are one commit. It sends no
/// Idempotency-Key: what a lost answer leaves to nobody is given out again when the lease is over.
/// </summary>
sealed class Worker : IDisposable
{
    readonly AskedConnection _connection;
    readonly Func<int, bool> _completed;
    readonly string _project;
    readonly int _count;
    readonly StringBuilder _done = new();
    string? _session;
    int _held;

    /// <param name="count">Tasks of one claim.</param>
    /// <param name="completed">Told how many were completed; says whether to go on.</param>
    public Worker(int port, string project, int count, Func<int, bool> completed)
    {
        (_project, _count, _completed) = (project, count, completed);
        _connection = new AskedConnection(port, Answered);
    }

    public AskedConnection Connection => _connection;

    /// <summary>Answers that were no 2xx, and tasks that were not taken.</summary>
    public long Failed { get; private set; }

    public void Start() => Claim();

    public void Dispose() => _connection.Dispose();

    void Answered(HttpMessage answer)
    {
        if (answer.Status / 100 != 2)
        {
            Failed++;
            return;
        }
        var taken = ClaimAnswer.CompletedIn(answer.Body);
        Failed += _held - taken;
        _session ??= ClaimAnswer.SessionOf(answer.Body);
        _held = ClaimAnswer.WriteTasks(answer.Body, _done);
        // The queue is empty, and what this one had is completed: others still work on the rest.
        if (_completed(taken) && _held > 0) Claim();
    }

    void Claim() => _connection.Ask(KeptConnection.Post("/api/work/claim", "application/json", Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{{\"projectId\":\"{_project}\",\"worker\":\"bench\",\"count\":{_count}{(_session is null ? "" : $",\"sessionId\":\"{_session}\"")}{(_held == 0 ? "" : $",\"completed\":{_done}")}}}")), InstanceOwner.Authorization));
}
