using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Items;
using Throughline.Domain.Labels;
using Throughline.Domain.Users;

namespace Throughline.Server.Journal;

/// <summary>The rows that a commit's changes need. They are read set-wise, in one round trip, under the sequencer's lock.</summary>
public sealed class Needs
{
    internal HashSet<ProjectId> Projects { get; } = [];

    internal HashSet<string> ProjectKeys { get; } = new(StringComparer.Ordinal);

    internal HashSet<StoryId> ProjectsOfStories { get; } = [];

    internal HashSet<StoryId> Stories { get; } = [];

    internal HashSet<TaskId> Tasks { get; } = [];

    internal HashSet<StoryId> Beside { get; } = [];

    internal HashSet<(ProjectId Project, string Rank)> Ranks { get; } = [];

    internal HashSet<StoryId> LimitsOfStories { get; } = [];

    internal List<(ProjectId Project, string Rank)> Crowds { get; } = [];

    internal HashSet<StoryId> TasksOfStories { get; } = [];

    internal Dictionary<ProjectId, int> Queues { get; } = [];

    internal HashSet<WorkerSessionId> Sessions { get; } = [];

    internal HashSet<TaskId> LeasesOf { get; } = [];

    internal int ExpiredSessions { get; private set; }

    internal HashSet<ProjectId> HeldIn { get; } = [];

    internal HashSet<(ProjectId Project, string Key)> ExternalKeys { get; } = [];

    internal HashSet<UserId> Users { get; } = [];

    internal HashSet<string> EmailKeys { get; } = new(StringComparer.Ordinal);

    internal bool HasUsers { get; private set; }

    internal bool AllAdministrators { get; private set; }

    internal HashSet<ProjectId> MembersOf { get; } = [];

    internal HashSet<LabelKey> Labels { get; } = [];

    internal HashSet<ViewId> Views { get; } = [];

    internal HashSet<UserId> ViewsOf { get; } = [];

    internal HashSet<ProjectId> SharedViewsOf { get; } = [];

    internal HashSet<UserId> PlacesOf { get; } = [];

    internal HashSet<UserId> SignInsOf { get; } = [];

    internal HashSet<UserId> TokensOf { get; } = [];

    internal HashSet<UserId> FactorsOf { get; } = [];

    internal HashSet<byte[]> CredentialIds { get; } = [];

    internal HashSet<byte[]> LinkHashes { get; } = [];

    internal HashSet<UserId> LinksOf { get; } = [];

    internal bool SetUpLinks { get; private set; }

    internal HashSet<ProjectId> InvitationsOf { get; } = [];

    internal HashSet<UserId> AddressChangesOf { get; } = [];

    internal HashSet<UserId> ExternalLoginsOf { get; } = [];

    internal HashSet<ExternalIdentity> ExternalIdentities { get; } = [];

    internal HashSet<BaseItemId> BaseItems { get; } = [];

    internal HashSet<ItemId> Items { get; } = [];

    internal List<(ItemId Item, Place Place)> Places { get; } = [];

    internal HashSet<TransferId> Transfers { get; } = [];

    internal List<(TransferId Transfer, Instant At)> Replacements { get; } = [];

    internal List<IdempotencyKey> Answers { get; } = [];

    /// <summary>Tasks of a queue that are read at most. Who finds that others took them all looks again.</summary>
    const int QueuedTasks = 4096;

    /// <summary>Tasks of expired sessions that are read at most, so that one commit stays bounded.</summary>
    public const int ExpiredTasks = 2000;

    /// <summary>Tasks under a lease that are read at most, of all projects for which they are asked.</summary>
    public const int HeldTasks = 2000;

    public void Project(ProjectId id) => Projects.Add(id);

    /// <summary>The project with a key, to see whether the key is free.</summary>
    public void ProjectWithKey(string key) => ProjectKeys.Add(key);

    public void Story(StoryId id) => Stories.Add(id);

    /// <summary>The next tasks of a project's queue of claimable tasks, with their stories; what several ask for adds up.</summary>
    public void Queue(ProjectId project, int count) => Queues[project] = Math.Min(Queues.GetValueOrDefault(project) + count, QueuedTasks);

    /// <summary>A worker's session.</summary>
    public void Session(WorkerSessionId id) => Sessions.Add(id);

    /// <summary>The session that has a task under a lease, if any.</summary>
    public void LeaseOf(TaskId id) => LeasesOf.Add(id);

    /// <summary>What workers hold in a project, with their sessions.</summary>
    public void Held(ProjectId project) => HeldIn.Add(project);

    /// <summary>Sessions whose lease has run out, at most <paramref name="count"/>, with what they hold.</summary>
    public void Expired(int count) => ExpiredSessions = Math.Max(ExpiredSessions, count);

    /// <summary>A story with its project and all its tasks.</summary>
    public void WholeStory(StoryId id)
    {
        Stories.Add(id);
        ProjectsOfStories.Add(id);
        TasksOfStories.Add(id);
    }

    /// <summary>A story, beside which another one is to stand, and the ranks next to its own.</summary>
    public void PlaceBeside(StoryId id)
    {
        Stories.Add(id);
        Beside.Add(id);
    }

    /// <summary>Who stands at a rank or next behind it.</summary>
    public void Rank(ProjectId project, string rank) => Ranks.Add((project, rank));

    /// <summary>How full the columns of a story's project are, where it enforces limits.</summary>
    public void Limits(StoryId id) => LimitsOfStories.Add(id);

    /// <summary>The stories with ranks beside the same number as a crowded one.</summary>
    public void Crowd(ProjectId project, string rank) => Crowds.Add((project, rank));

    /// <summary>A project and its story with an external key, if there is one, with all its tasks.</summary>
    public void ExternalKey(ProjectId project, string key)
    {
        Projects.Add(project);
        ExternalKeys.Add((project, key));
    }

    /// <summary>A task and its story, whose status follows it.</summary>
    public void Task(TaskId id) => Tasks.Add(id);

    /// <summary>A user with their account.</summary>
    public void User(UserId id) => Users.Add(id);

    /// <summary>The account with a mail address, to see whether the address is free.</summary>
    public void AccountWithEmail(string email) => EmailKeys.Add(Account.KeyOf(email));

    /// <summary>Whether there is a user at all, and the links that let set the instance up.</summary>
    public void SetUp() => (HasUsers, SetUpLinks) = (true, true);

    /// <summary>Every administrator who is not disabled.</summary>
    public void Administrators() => AllAdministrators = true;

    /// <summary>Every member of a project.</summary>
    public void Members(ProjectId id) => MembersOf.Add(id);

    /// <summary>A label, if it was given a colour.</summary>
    public void Label(ProjectId project, string name) => Labels.Add(new(project, name));

    /// <summary>A saved view, and every view that its project's members share.</summary>
    public void View(ViewId id) => Views.Add(id);

    /// <summary>Every view that somebody keeps to themselves.</summary>
    public void OwnViews(UserId id) => ViewsOf.Add(id);

    /// <summary>Every view that a project's members share.</summary>
    public void SharedViews(ProjectId id) => SharedViewsOf.Add(id);

    /// <summary>All that a user is and has: to erase them.</summary>
    public void WholeUser(UserId id)
    {
        User(id);
        SignIns(id);
        Tokens(id);
        Links(id);
        Administrators();
        PlacesOf.Add(id);
    }

    /// <summary>A user's sign-ins with their secrets.</summary>
    public void SignIns(UserId id) => SignInsOf.Add(id);

    /// <summary>A user's tokens with their secrets.</summary>
    public void Tokens(UserId id) => TokensOf.Add(id);

    /// <summary>What a user proves with who they are, beside the password: authenticator, recovery codes, passkeys.</summary>
    public void Factors(UserId id) => FactorsOf.Add(id);

    /// <summary>The passkey that a device calls so, whosever it is.</summary>
    public void PasskeyWithCredential(byte[] credentialId) => CredentialIds.Add(credentialId);

    /// <summary>The link that a code opens, its user with their account, and that user's sign-ins, factors and links.</summary>
    public void LinkWithHash(byte[] hash) => LinkHashes.Add(hash);

    /// <summary>A user's links.</summary>
    public void Links(UserId id) => LinksOf.Add(id);

    /// <summary>Every invitation into a project that waits.</summary>
    public void Invitations(ProjectId id) => InvitationsOf.Add(id);

    /// <summary>The mail address that a user is to get, if any.</summary>
    public void AddressChange(UserId id) => AddressChangesOf.Add(id);

    /// <summary>The identities elsewhere that sign a user in.</summary>
    public void ExternalLogins(UserId id) => ExternalLoginsOf.Add(id);

    /// <summary>Whom an identity elsewhere signs in, if anybody.</summary>
    public void ExternalLogin(ExternalIdentity identity) => ExternalIdentities.Add(identity);

    public void BaseItem(BaseItemId id) => BaseItems.Add(id);

    /// <summary>An item with what stands next to a moment in its chain, the last of the chain, and what awaits acceptance.</summary>
    /// <param name="at">Null: now.</param>
    public void Custody(ItemId item, Instant? at)
    {
        Items.Add(item);
        Places.Add((item, Place.Behind(at ?? Latest)));
        if (at is not null)
            Places.Add((item, Place.Behind(Latest)));
    }

    /// <summary>A transfer with its item, its neighbours in the item's chain, the last of the chain, and what awaits acceptance.</summary>
    /// <param name="at">Another moment, with what stands next to it in the chain too; null: there is none.</param>
    public void Transfer(TransferId id, Instant? at)
    {
        Transfers.Add(id);
        if (at is { } moment)
            Replacements.Add((id, moment));
    }

    /// <summary>Behind every moment that is kept.</summary>
    internal static readonly Instant Latest = Instant.FromUtc(9999, 1, 1, 0, 0);

    internal void Answer(IdempotencyKey key) => Answers.Add(key);
}
