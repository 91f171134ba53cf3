using System.Globalization;
using System.Text;
using Throughline.Bench.Wire;

namespace Throughline.Bench.Claimers;

/// <summary>
/// A worker whose tasks take no time. It completes what it has beside its next claim, on a second connection; it claims no further ahead
/// than that. It sends no Idempotency-Key: what a lost answer leaves to nobody is given out again when the lease is over.
/// </summary>
sealed class Worker : IDisposable
{
    readonly AskedConnection _claims;
    readonly AskedConnection _completions;
    readonly Func<string?, byte[]> _claim;
    readonly Func<int, bool> _completed;
    readonly StringBuilder _completion = new();
    byte[]? _request;
    int _held;
    int _waiting;
    bool _isOver;

    /// <param name="count">Tasks of one claim.</param>
    /// <param name="completed">Told how many were completed; says whether to go on.</param>
    public Worker(int port, string project, int count, Func<int, bool> completed)
    {
        _completed = completed;
        _claims = new AskedConnection(port, Claimed);
        _completions = new AskedConnection(port, Completed);
        _claim = session => KeptConnection.Post("/api/work/claim", "application/json", Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{{\"projectId\":\"{project}\",\"worker\":\"bench\",\"count\":{count}{(session is null ? "" : $",\"sessionId\":\"{session}\"")}}}")));
    }

    public AskedConnection Claims => _claims;

    public AskedConnection Completions => _completions;

    /// <summary>Answers that were no 2xx, and tasks that were not taken.</summary>
    public long Failed { get; private set; }

    public void Start() => _claims.Ask(_claim(null));

    public void Dispose()
    {
        _claims.Dispose();
        _completions.Dispose();
    }

    void Claimed(HttpMessage answer)
    {
        if (!IsSuccess(answer)) return;
        _request ??= _claim(ClaimAnswer.SessionOf(answer.Body));
        var count = ClaimAnswer.WriteCompletion(answer.Body, _completion);
        if (count == 0)
        {
            _isOver = true;
            return;
        }
        if (_completions.IsBusy) _waiting = count;
        else Complete(count);
    }

    void Completed(HttpMessage answer)
    {
        if (!IsSuccess(answer)) return;
        var taken = ClaimAnswer.CompletedIn(answer.Body);
        Failed += _held - taken;
        _isOver |= !_completed(taken);
        if (_waiting > 0) Complete(_waiting);
    }

    void Complete(int count)
    {
        (_held, _waiting) = (count, 0);
        _completions.Ask(KeptConnection.Post("/api/work/complete", "application/json", Encoding.ASCII.GetBytes(_completion.ToString())));
        if (!_isOver) _claims.Ask(_request);
    }

    bool IsSuccess(HttpMessage answer)
    {
        if (answer.Status / 100 == 2) return true;
        Failed++;
        _isOver = true;
        return false;
    }
}
