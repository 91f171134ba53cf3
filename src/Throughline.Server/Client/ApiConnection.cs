using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Throughline.Server.Client;

/// <summary>A connection to a server's public API: what every verb that works through it speaks, and nothing that others can't.</summary>
public sealed class ApiConnection : IDisposable
{
    const string IdempotencyKey = "Idempotency-Key";
    const string PositionHeader = "Throughline-Position";

    readonly HttpClient _http;
    long _position;

    /// <param name="token">What the caller proves with who it is; null: nothing, which is enough for a demo on this machine.</param>
    public ApiConnection(Uri server, TimeProvider time, string? token = null)
    {
        Time = time;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // A name that comes to mean another machine is noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A half-open connection is noticed, also while a long poll says nothing.
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            // A proxy would look for this machine's own server on its own machine.
            UseProxy = !server.IsLoopback,
        })
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Where the server is.</summary>
    public Uri Server => _http.BaseAddress!;

    public TimeProvider Time { get; }

    /// <summary>The farthest journal position that an answer told: what was done through this connection stands there or before.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <exception cref="ApiRefusedException">The server said no.</exception>
    /// <exception cref="ApiUnavailableException">There was no answer, or the server can't take it now.</exception>
    public async Task<TAnswer> GetAsync<TAnswer>(string path, JsonTypeInfo<TAnswer> answer, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, answer, cancellation);
    }

    /// <param name="key">Names the request, so that repeating it does nothing twice.</param>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<TAnswer> PostAsync<TRequest, TAnswer>(
        string path, TRequest body, JsonTypeInfo<TRequest> bodyType, JsonTypeInfo<TAnswer> answer, CancellationToken cancellation,
        string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        if (key is not null)
            request.Headers.Add(IdempotencyKey, key);
        return await SendAsync(request, answer, cancellation);
    }

    /// <summary>Sends a request whose body or answer is streamed; the caller reads and disposes the answer.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<HttpResponseMessage> StreamAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw Unreachable(e);
        }
        if (response.IsSuccessStatusCode)
        {
            Follow(response);
            return response;
        }
        using (response)
            throw await FailureAsync(response, cancellation);
    }

    public void Dispose() => _http.Dispose();

    async Task<TAnswer> SendAsync<TAnswer>(HttpRequestMessage request, JsonTypeInfo<TAnswer> answer, CancellationToken cancellation)
    {
        using var response = await StreamAsync(request, cancellation);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(body, answer, cancellation)
                ?? throw new ApiUnavailableException($"{Server} answered null.", null, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Unreachable(e);
        }
        catch (JsonException e)
        {
            throw new ApiUnavailableException($"{Server} answers, but not as a Throughline server of this version does.", null, e);
        }
    }

    void Follow(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues(PositionHeader, out var values) || !long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return;
        for (long known; (known = Position) < position;)
            Interlocked.CompareExchange(ref _position, position, known);
    }

    async Task<Exception> FailureAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var problem = await Problem.ReadAsync(response, cancellation);
        return response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError
            ? new ApiUnavailableException($"{Server} can't take it now: {problem.Detail}", response.Headers.RetryAfter?.Delta, null)
            : new ApiRefusedException(problem with { Detail = Denial.Explain(problem, Server, _http.DefaultRequestHeaders.Authorization is not null) });
    }

    ApiUnavailableException Unreachable(Exception e) =>
        new($"{Server} can't be reached ({e.Message.TrimEnd('.')}). Start the server with `serve`, or say where it is: --server URL.", null, e);
}
