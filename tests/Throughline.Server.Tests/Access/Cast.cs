using System.Net.Http.Headers;
using NodaTime;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Domain.Work;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;

namespace Throughline.Server.Tests.Access;

/// <summary>Everybody who may knock at the door.</summary>
enum Part
{
    Nobody,
    Administrator,
    Owner,
    Member,
    Worker,
    Viewer,

    /// <summary>Owns another project, and sees no other.</summary>
    Stranger,

    /// <summary>Was an owner of the project until they were disabled.</summary>
    Disabled,
}

/// <summary>What somebody shows to prove who they are.</summary>
sealed record Proof(string Name, Scopes Scopes, (string Name, string Value) Header)
{
    public override string ToString() => Name;
}

/// <summary>Two projects of one node, and people with every role and every kind of credential. No password is hashed: commands of the Domain make them.</summary>
sealed class Cast(TestNode node)
{
    readonly ApiClient _nobody = node.Api.As(null);
    readonly Dictionary<Part, Person> _people = [];
    readonly Dictionary<Part, List<Proof>> _tokens = [];
    readonly Dictionary<Part, Proof> _cookies = [];
    readonly Dictionary<UserId, string> _held = [];

    public Accounts Accounts { get; } = new(node.Get<Sequencer>(), node.Get<TimeProvider>());

    public TestNode Node => node;

    public ProjectId Project { get; private set; }

    /// <summary>What there is in <see cref="Project"/>; it stays, whoever is refused.</summary>
    public string Story { get; private set; } = "";

    /// <inheritdoc cref="Story"/>
    public string Task { get; private set; } = "";

    /// <inheritdoc cref="Story"/>
    public string BaseItem { get; private set; } = "";

    /// <summary>A view that is shared there.</summary>
    public string View { get; private set; } = "";

    /// <summary>One that the owner holds.</summary>
    public string Thing { get; private set; } = "";

    /// <summary>One to the owner that awaits acceptance.</summary>
    public string Transfer { get; private set; } = "";

    public Person this[Part part] => _people[part];

    public Role? RoleOf(Part part) => part switch
    {
        Part.Administrator or Part.Owner => Role.Owner,
        Part.Member => Role.Member,
        Part.Worker => Role.Worker,
        Part.Viewer => Role.Viewer,
        _ => null,
    };

    public static string NameOf(Part part) => $"the-{part.ToString().ToLowerInvariant()}";

    /// <summary>All that somebody can show; nothing: they are nobody.</summary>
    public IEnumerable<Proof> ProofsOf(Part part) => part == Part.Nobody ? [] : [_cookies[part], .. _tokens[part]];

    public static async Task<Cast> OnAsync(TestNode node)
    {
        var cast = new Cast(node);
        cast.Project = new(Guid.Parse((await node.Api.CreateProjectAsync("OURS", "Ours")).Id));
        var theirs = new ProjectId(Guid.Parse((await node.Api.CreateProjectAsync("THEIRS", "Theirs")).Id));
        cast.Story = await cast.NewStoryAsync();
        cast.Task = await cast.NewTaskAsync();
        cast.BaseItem = (await node.Api.PostAsync("/api/base-items", $$"""{"projectId":"{{cast.Project}}","description":"A thing"}""")).ShouldBe(201).Id;
        cast.View = await cast.NewViewAsync();
        foreach (var part in Enum.GetValues<Part>().Where(p => p != Part.Nobody))
            await cast.EnterAsync(part, theirs);
        cast.Thing = await cast.NewItemAsync(cast[Part.Owner]);
        cast.Transfer = await cast.NewTransferAsync(cast[Part.Owner]);
        await cast.Accounts.EditAsync(cast[Part.Disabled], isDisabled: new(true));
        return cast;
    }

    async Task EnterAsync(Part part, ProjectId theirs)
    {
        var person = _people[part] = await Accounts.PersonAsync(NameOf(part), isAdministrator: part == Part.Administrator);
        if (part == Part.Stranger)
            await Accounts.AddAsync(theirs, person, Role.Owner);
        else if (part != Part.Administrator)
            await Accounts.AddAsync(Project, person, RoleOf(part) ?? Role.Owner);
        _tokens[part] = [new Proof("token for all", Scopes.All, person.Token)];
        foreach (var scope in new[] { Scopes.Read, Scopes.Write, Scopes.Work, Scopes.Admin })
            _tokens[part].Add(new Proof($"token to {ScopeWords.Of(scope).Single()}", scope, (await Accounts.TokenAsync(person.Id, scope)).Header));
        await SignInAsync(part);
    }

    /// <summary>Signs somebody in anew, after they signed out.</summary>
    public async Task SignInAsync(Part part) =>
        _cookies[part] = new Proof("cookie", Scopes.All, (await Accounts.SignInAsync(this[part], Duration.FromDays(1))).Header);

    public async Task<string> NewStoryAsync() => (await node.Api.CreateStoryAsync("A story", $"\"projectId\":\"{Project}\"")).Id;

    public async Task<string> NewTaskAsync() => (await node.Api.AddTaskAsync(Story)).Id;

    public async Task<string> NewViewAsync() => (await node.Api.PostAsync("/api/views",
        $$"""{"projectId":"{{Project}}","isShared":true,"name":"A view","state":{"page":"Stories","filter":"status:open"} }""")).ShouldBe(201).Id;

    /// <summary>An item of <see cref="Project"/> that somebody holds, whatever they may do there.</summary>
    public async Task<string> NewItemAsync(Person holder)
    {
        var now = node.Get<TimeProvider>().Now();
        var item = new CreateItem(ItemId.New(now), Project, new(Guid.Parse(BaseItem)), null, null, holder.Id, TransferId.New(now));
        await CommitAsync(need => need.BaseItem(item.BaseItemId), item.Decide);
        return item.Id.ToString();
    }

    /// <summary>The item that somebody holds: one for each, so that to ask about it again makes nothing.</summary>
    public async Task<string> HeldItemAsync(Person holder)
    {
        if (!_held.TryGetValue(holder.Id, out var item))
            _held[holder.Id] = item = await NewItemAsync(holder);
        return item;
    }

    /// <summary>A transfer to somebody that awaits acceptance.</summary>
    public async Task<string> NewTransferAsync(Person receiver, bool awaits = true)
    {
        var hand = new TransferItem(TransferId.New(node.Get<TimeProvider>().Now()), Project, new(Guid.Parse(await NewItemAsync(receiver))), receiver.Id, null, awaits);
        await CommitAsync(need => need.Custody(hand.ItemId, null), state => hand.Decide(state, receiver.Id, _ => null));
        return hand.Id.ToString();
    }

    async Task CommitAsync(Action<Needs> need, Func<State, Decision> decide) =>
        (await node.Get<Sequencer>().CommitAsync(new Change<int>(need, decide, _ => 0) { By = Actor.Program })).Refusal.ShouldBeNull();

    /// <summary>An invitation into <see cref="Project"/> that waits.</summary>
    public async Task<string> NewInvitationAsync() =>
        (await node.Api.PostAsync($"/api/projects/{Project}/members", $$"""{"email":"p{{Guid.NewGuid():n}}@example.com","role":"Viewer"}""")).ShouldBe(202).Id;

    /// <summary>A worker's session in <see cref="Project"/>, begun by somebody whatever they may do there now.</summary>
    public async Task<WorkerSessionId> NewSessionAsync(Person person)
    {
        var claim = new ClaimTasks(Project, WorkerSessionId.New(node.Get<TimeProvider>().Now()), person.Id, "A worker", 0, 0, new(3600));
        await node.Get<Sequencer>().CommitAsync(new Changes<int>(need => need.Session(claim.SessionId), claim.Decide, (_, _) => 0) { By = new(person.Id) });
        return claim.SessionId;
    }

    /// <summary>Asks, and does not wait for the end of an answer that has none.</summary>
    public async Task<(int Status, string Text)> AskAsync(HttpRequestMessage request, Proof? proof, CancellationToken cancel)
    {
        if (proof is not null)
            request.Headers.TryAddWithoutValidation(proof.Header.Name, proof.Header.Value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        using var answer = await _nobody.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        var isEndless = (int)answer.StatusCode == 101 || answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return ((int)answer.StatusCode, isEndless ? "" : await answer.Content.ReadAsStringAsync(cancel));
    }
}
