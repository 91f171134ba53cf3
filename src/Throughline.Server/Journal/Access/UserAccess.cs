using Throughline.Domain;

namespace Throughline.Server.Journal.Access;

/// <summary>A user as this node knows them: their rights now, and who wants to hear when those, or what they are proved with, change.</summary>
public sealed class UserAccess(UserId id, UserRights rights)
{
    readonly Lock _lock = new();
    readonly HashSet<Action> _watchers = [];
    UserRights _rights = rights;
    long _roleSince;

    public UserId Id => id;

    public UserRights Rights => Volatile.Read(ref _rights);

    /// <summary>Position of the fact that last gave them another role, as far as sign-ins are concerned: their secrets are to be younger.</summary>
    internal Position RoleSince
    {
        get => new(Volatile.Read(ref _roleSince));
        set => Volatile.Write(ref _roleSince, value.Value);
    }

    /// <summary>Calls <paramref name="changed"/> after each change, inside the publication of the fact that made it: it must be quick and must not throw.</summary>
    public IDisposable Watch(Action changed)
    {
        lock (_lock)
            _watchers.Add(changed);
        return new Watching(this, changed);
    }

    internal void Become(UserRights rights)
    {
        Volatile.Write(ref _rights, rights);
        Tell();
    }

    internal void Tell()
    {
        lock (_lock)
            foreach (var changed in _watchers)
                changed();
    }

    sealed class Watching(UserAccess access, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (access._lock)
                access._watchers.Remove(changed);
        }
    }
}
