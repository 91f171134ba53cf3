using System.Runtime.InteropServices;

namespace Throughline.Server.Cli;

/// <summary>Ctrl-C and SIGTERM. The first asks to finish in good order; a second one asks to leave at once.</summary>
public sealed class StopSignals : IDisposable
{
    readonly CancellationTokenSource _stop;
    readonly CancellationTokenSource _hurry = new();
    readonly List<PosixSignalRegistration> _registrations = [];

    public StopSignals(CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT })
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    public CancellationToken Stop => _stop.Token;
    public CancellationToken Hurry => _hurry.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
        _hurry.Dispose();
    }

    void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        (_stop.IsCancellationRequested ? _hurry : _stop).Cancel();
    }
}
