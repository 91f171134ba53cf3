using System.Net;
using System.Text.Json.Nodes;
using Throughline.Server.Tests.Api;

namespace Throughline.Server.Tests.Faults;

/// <summary>
/// A client that makes stories one after the other and writes down what was acknowledged. A request without an answer is
/// repeated with its key, wherever a node answers, until it has one.
/// </summary>
sealed class Writer(string name, Func<Uri> node, Ledger ledger)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Writes until told to stop; the request under way is finished first, unless <paramref name="giveUp"/> says otherwise.</summary>
    public async Task WriteAsync(CancellationToken stop, CancellationToken giveUp)
    {
        using var client = InstanceOwner.Client(handler: new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(2) });
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var key = $"{name}-{i}";
            while (!await TryWriteAsync(client, key, giveUp))
            {
                if (giveUp.IsCancellationRequested)
                {
                    ledger.Unanswered.Add(key);
                    return;
                }
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    async Task<bool> TryWriteAsync(HttpClient client, string key, CancellationToken giveUp)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node(), "/api/stories"))
            {
                Content = Requests.Json(new JsonObject { ["title"] = key, ["tasks"] = new JsonArray(new JsonObject { ["title"] = "work" }) }),
                Headers = { { "Idempotency-Key", key } },
            };
            using var response = await client.SendAsync(request, patience.Token);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                return false;
            response.EnsureSuccessStatusCode();
            var story = await Requests.ReadAsync(response, patience.Token);
            ledger.Acknowledge(key, (string)story["id"]!);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
