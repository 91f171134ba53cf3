using System.Diagnostics.Metrics;

namespace Throughline.Server.Tests.Api;

/// <summary>How many requests a node is at, counted by its own meter from now on.</summary>
sealed class RequestsUnderWay : IDisposable
{
    readonly MeterListener _listener = new();
    long _count;

    public RequestsUnderWay(TestNode node)
    {
        var factory = node.Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "http.server.active_requests" && ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _count, change));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
