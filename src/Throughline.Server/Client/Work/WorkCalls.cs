using System.Text.Json.Serialization.Metadata;

namespace Throughline.Server.Client.Work;

/// <summary>The calls of a worker, each repeated until the server has answered it. All of them may be: none does anything twice.</summary>
sealed class WorkCalls(ApiConnection api, Action<PoolEvent> tell)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    readonly Reachability _reachability = new(api.Time, tell);

    /// <param name="key">Names the claim: a repetition gets the tasks whose answer was lost, and no others.</param>
    /// <param name="asking">Told of each try.</param>
    public Task<ClaimAnswer> ClaimAsync(ClaimRequest claim, string key, CancellationToken cancellation, Action? asking = null) => AskAsync(
        "/api/work/claim", () =>
        {
            asking?.Invoke();
            return claim;
        }, WorkerJson.Default.ClaimRequest, WorkerJson.Default.ClaimAnswer, Patience + TimeSpan.FromSeconds(claim.Wait), null, cancellation, key);

    /// <param name="request">Made anew for each try: it says what is held then.</param>
    /// <param name="every">How often it is due: nothing is waited for longer than that.</param>
    public Task<HeartbeatAnswer> HeartbeatAsync(Func<HeartbeatRequest> request, TimeSpan every, CancellationToken cancellation) => AskAsync(
        "/api/work/heartbeat", request, WorkerJson.Default.HeartbeatRequest, WorkerJson.Default.HeartbeatAnswer,
        every < Patience ? every : Patience, every / 2, cancellation);

    public Task<ResultsAnswer> CompleteAsync(CompleteRequest request, CancellationToken cancellation) => AskAsync(
        "/api/work/complete", () => request, WorkerJson.Default.CompleteRequest, WorkerJson.Default.ResultsAnswer, Patience, null, cancellation);

    public Task<ResultsAnswer> ReleaseAsync(ReleaseRequest request, CancellationToken cancellation) => AskAsync(
        "/api/work/release", () => request, WorkerJson.Default.ReleaseRequest, WorkerJson.Default.ResultsAnswer, Patience, null, cancellation);

    async Task<TAnswer> AskAsync<TRequest, TAnswer>(
        string path, Func<TRequest> request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TAnswer> answerType,
        TimeSpan within, TimeSpan? longestPause, CancellationToken cancellation, string? key = null)
    {
        try
        {
            var answer = await Retry.UntilAnsweredAsync(api.Time, AskOnceAsync, e => _reachability.Waits(path, e.Message), cancellation, longestPause);
            _reachability.Answered(path);
            return answer;
        }
        catch (ApiRefusedException)
        {
            _reachability.Answered(path);
            throw;
        }
        catch (OperationCanceledException)
        {
            _reachability.GivesUp(path);
            throw;
        }

        async Task<TAnswer> AskOnceAsync(CancellationToken until)
        {
            // A connection can die without a word.
            using var late = new CancellationTokenSource(within, api.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(until, late.Token);
            try
            {
                return await api.PostAsync(path, request(), requestType, answerType, either.Token, key);
            }
            catch (OperationCanceledException e) when (late.IsCancellationRequested && !until.IsCancellationRequested)
            {
                throw new ApiUnavailableException($"{api.Server} did not answer within {within.TotalSeconds:0.#} s.", null, e);
            }
        }
    }
}
