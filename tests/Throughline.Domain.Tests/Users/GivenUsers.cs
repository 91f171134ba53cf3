using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Users;

/// <summary>Users with what is theirs, made by commands and folded from their facts.</summary>
public sealed class GivenUsers
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 1, 31, 12, 0);

    long _position;

    public State State { get; } = new() { Now = Noon };

    public UserId User(string name, bool isAdministrator = false, bool isDisabled = false)
    {
        var id = new UserId(Guid.NewGuid());
        Take(new CreateUser(id, $"{name}@example.com", name, null, isAdministrator).Decide(State));
        if (isDisabled)
            Take(new Draft(default, id.Value, new UserEdited(new(1, 2)) { IsDisabled = new(false, true) }));
        return id;
    }

    public SignInId SignIn(UserId user)
    {
        var id = new SignInId(Guid.NewGuid());
        Take(new StartSignIn(id, user, Duration.FromDays(1), [1, 2, 3], "A browser").Decide(State));
        return id;
    }

    public byte[] Link(UserId user)
    {
        var hash = Guid.NewGuid().ToByteArray();
        Take(new OfferLink(Guid.NewGuid(), user, hash, Duration.FromDays(3)).Decide(State));
        return hash;
    }

    /// <summary>Folds what was decided, as the sequencer does.</summary>
    public Decision Take(Decision decision)
    {
        decision.Refusal.ShouldBeNull();
        foreach (var draft in decision.Facts)
            State.Apply(new Fact(new Position(++_position), State.Now, State.Now, draft.ProjectId, UserId.Local, draft.SubjectId, draft.Data));
        decision.Aside?.Invoke(State);
        return decision;
    }
}
