using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;
using Throughline.Domain.Tokens;
using Throughline.Domain.Users;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Tests.Live;

/// <summary>Users with tokens and roles, made by the Domain's commands through a node's sequencer.</summary>
sealed class Accounts(Sequencer sequencer, TimeProvider time)
{
    public async Task<Person> PersonAsync(string name, Scopes scopes = Scopes.All, bool isAdministrator = false)
    {
        var user = new CreateUser(UserId.New(time.Now()), $"{name}@example.com", name, null, isAdministrator);
        await CommitAsync(need => need.AccountWithEmail(user.Email), user.Decide);
        var (id, header) = await TokenAsync(user.Id, scopes);
        return new Person(user.Id, id, header);
    }

    /// <summary>Makes a token more.</summary>
    public async Task<(TokenId Id, (string Name, string Value) Header)> TokenAsync(UserId user, Scopes scopes)
    {
        var (token, hash) = Secrets.NewToken();
        var made = new CreateToken(TokenId.New(time.Now()), user, "A token", scopes, Scopes.All, null, hash);
        await CommitAsync(need =>
        {
            need.User(user);
            need.Tokens(user);
        }, made.Decide);
        return (made.Id, ("Authorization", $"Bearer {token}"));
    }

    /// <summary>Signs a person in, in a browser.</summary>
    public async Task<(SignInId Id, (string Name, string Value) Header)> SignInAsync(Person person, Duration lasts)
    {
        var (secret, hash) = Secrets.New();
        var start = new StartSignIn(SignInId.New(time.Now()), person.Id, lasts, hash, "A browser");
        await CommitAsync(need => need.User(person.Id), start.Decide);
        return (start.Id, ("Cookie", $"session={secret}"));
    }

    public Task<Position> SignOutAsync(Person person, SignInId signIn) =>
        CommitAsync(need => need.SignIns(person.Id), new EndSignIns(person.Id, signIn).Decide);

    public Task<Position> RevokeTokenAsync(Person person) =>
        CommitAsync(need => need.Tokens(person.Id), new RevokeToken(person.TokenId, person.Id).Decide);

    /// <summary>Makes them disabled, or an administrator, or not.</summary>
    public Task<Position> EditAsync(Person person, Optional<bool> isAdministrator = default, Optional<bool> isDisabled = default) => CommitAsync(need =>
    {
        need.User(person.Id);
        need.Administrators();
        need.SignIns(person.Id);
    }, new EditUser(person.Id, isAdministrator, isDisabled, null).Decide);

    public Task<Position> AddAsync(ProjectId project, Person person, Role role = Role.Viewer) => CommitAsync(need =>
    {
        need.Project(project);
        need.User(person.Id);
        need.Members(project);
    }, new SetMember(project, person.Id, role).Decide);

    public Task<Position> RemoveAsync(ProjectId project, Person person) =>
        CommitAsync(need => need.Members(project), new RemoveMember(project, person.Id).Decide);

    async Task<Position> CommitAsync(Action<Needs> need, Func<State, Decision> decide)
    {
        var outcome = await sequencer.CommitAsync(new Change<bool>(need, decide, _ => true) { By = Actor.Program });
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException(refusal.Detail) : outcome.Position;
    }
}

/// <summary>A user with a token.</summary>
/// <param name="Token">The header that proves who they are.</param>
sealed record Person(UserId Id, TokenId TokenId, (string Name, string Value) Token);
