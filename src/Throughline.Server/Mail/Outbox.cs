using System.Net.Mail;
using System.Threading.Channels;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Mail;

/// <summary>
/// Letters that wait to be sent, in this node's memory. Whoever posts one does not wait for it, so how long a request takes tells nothing about
/// mail. One that can't be sent is tried again a few times; a node that is stopped or killed forgets those that wait, so a letter arrives at most once.
/// </summary>
public sealed class Outbox(MailSettings settings, Postman postman, PublicAddress address, JournalAlarms alarms, TimeProvider time, ILogger<Outbox> log) : BackgroundService
{
    /// <summary>Letters that wait at most, those to be tried again with them.</summary>
    public const int Room = 1000;

    const string Part = "mail";
    static readonly int[] Growing = [1, 6, 24, 120];

    readonly Channel<(Letter Letter, int Tries)> _waiting = Channel.CreateUnbounded<(Letter, int)>(new() { SingleReader = true });
    int _kept;

    /// <summary>Whether there is a server to send mail through.</summary>
    public bool IsSetUp => !string.IsNullOrEmpty(settings.Host);

    /// <summary>A page of this server, as a letter names it.</summary>
    public Uri LinkTo(string path) => new(address.Set ?? throw new InvalidOperationException("Mail is not set up."), path);

    /// <summary>Has a letter sent. One too many is dropped, which the log and the health tell.</summary>
    public void Post(Letter letter)
    {
        if (!IsSetUp)
            return;
        if (Interlocked.Increment(ref _kept) <= Room)
        {
            _waiting.Writer.TryWrite((letter, 0));
            return;
        }
        Interlocked.Decrement(ref _kept);
        log.LogError("A letter ({Kind}) was dropped: {Room} wait already", letter.Kind, Room);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (letter, tries) in _waiting.Reader.ReadAllAsync(stoppingToken))
            if (await postman.SendAsync(letter, stoppingToken) is { } trouble)
                Fail(letter, tries, trouble, stoppingToken);
            else
                Done(isWell: true);
    }

    void Fail(Letter letter, int tries, Trouble trouble, CancellationToken stopping)
    {
        if (!trouble.IsOfOneLetter)
            alarms.Raise(Part, $"Mail can't be sent through {settings.Host}:{settings.Port}: {trouble.Why}");
        if (trouble.IsFinal || tries == Growing.Length)
        {
            log.LogError("A letter ({Kind}) was given up after {Tries} tries: {Why}", letter.Kind, tries + 1, trouble.Why);
            Done(isWell: false);
            return;
        }
        log.LogWarning("A letter ({Kind}) could not be sent and is tried again: {Why}", letter.Kind, trouble.Why);
        // The others don't wait for it.
        _ = AgainAsync();

        async Task AgainAsync()
        {
            try
            {
                await Task.Delay(settings.RetryPause * Growing[tries], time, stopping);
                _waiting.Writer.TryWrite((letter, tries + 1));
            }
            catch (OperationCanceledException)
            {
                // The node stops, and forgets it.
            }
        }
    }

    void Done(bool isWell)
    {
        Interlocked.Decrement(ref _kept);
        if (isWell)
            alarms.Clear(Part);
    }
}
