using System.Collections.Concurrent;

namespace Throughline.Server.Journal;

/// <summary>What is wrong on this node right now, by the part that says so. Health and doctor show it.</summary>
public sealed class JournalAlarms(ILogger<JournalAlarms> log)
{
    readonly ConcurrentDictionary<string, string> _active = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Active => _active;

    public void Raise(string part, string message)
    {
        var isNew = !_active.TryGetValue(part, out var before) || before != message;
        _active[part] = message;
        if (isNew)
            log.LogCritical("{Part}: {Alarm}", part, message);
    }

    public void Clear(string part)
    {
        if (_active.TryRemove(part, out _))
            log.LogInformation("{Part} is well again", part);
    }
}
