using System.Collections.Frozen;
using NodaTime;
using Throughline.Domain.Factors;
using Throughline.Domain.Facts;
using Throughline.Domain.Items;
using Throughline.Domain.Labels;
using Throughline.Domain.Members;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Domain.Tokens;
using Throughline.Domain.Users;
using Throughline.Domain.Views;
using Throughline.Domain.Work;

namespace Throughline.Domain;

/// <summary>
/// The state that follows from facts. Folding the whole journal gives every row; folding onto the rows that a change
/// needs gives the rows to write. Both go through <see cref="Apply"/>, so the journal and the tables can't disagree.
/// </summary>
public sealed class State
{
    readonly Dictionary<ProjectId, Queue<TaskId>> _queues = [];
    readonly Dictionary<StoryId, List<TaskId>> _tasksOf = [];
    ExternalKeys? _externalKeys;
    Neighbours? _neighbours;
    ColumnCounts? _columns;

    /// <summary>No rows yet.</summary>
    public State()
    {
        Tasks = new() { Came = Note };
        Transfers = new() { Came = t => Chains!.Came(t) };
        Chains = new(Transfers);
    }

    public Rows<ProjectId, Project> Projects { get; } = new();

    public Rows<StoryId, Story> Stories { get; } = new();

    public Rows<TaskId, WorkTask> Tasks { get; }

    /// <summary>Kinds of things.</summary>
    public Rows<BaseItemId, BaseItem> BaseItems { get; } = new();

    public Rows<ItemId, Item> Items { get; } = new();

    public Rows<TransferId, Transfer> Transfers { get; }

    /// <summary>The transfers of each item in the order of their time. Complete only next to the places that were asked for.</summary>
    public Chains Chains { get; }

    public Rows<UserId, User> Users { get; } = new();

    /// <summary>Whether the instance has a user at all, loaded or not.</summary>
    public bool HasUsers { get; set; }

    public Rows<MemberKey, Member> Members { get; } = new();

    /// <summary>Labels that were given a colour.</summary>
    public Rows<LabelKey, Label> Labels { get; } = new();

    /// <summary>Saved views. Those that are shared follow from facts; what is somebody's alone follows from none, so that it can be erased.</summary>
    public Rows<ViewId, View> Views { get; } = new();

    public Rows<TokenId, Token> Tokens { get; } = new();

    public Rows<SignInId, SignIn> SignIns { get; } = new();

    /// <summary>What is personal about users. It follows from no facts, so that it can be erased.</summary>
    public Rows<UserId, Account> Accounts { get; } = new();

    /// <summary>What tokens and sign-ins are proved with, by their ids. It follows from no facts.</summary>
    public Rows<Guid, Secret> Secrets { get; } = new();

    /// <summary>Links that are good for one use. They follow from no facts.</summary>
    public Rows<Guid, Link> Links { get; } = new();

    /// <summary>Invitations that wait to be taken. They hold addresses, so they follow from no facts.</summary>
    public Rows<InvitationId, Invitation> Invitations { get; } = new();

    /// <summary>Mail addresses that accounts are to get, by their users. They follow from no facts.</summary>
    public Rows<UserId, AddressChange> AddressChanges { get; } = new();

    /// <summary>Whom identities elsewhere sign in. They follow from no facts.</summary>
    public Rows<ExternalIdentity, ExternalLogin> ExternalLogins { get; } = new();

    /// <summary>By what, beside a password, users prove who they are. It follows from no facts, so that it can be erased.</summary>
    public Rows<UserId, Authenticator> Authenticators { get; } = new();

    /// <inheritdoc cref="Authenticators"/>
    public Rows<Guid, RecoveryCode> RecoveryCodes { get; } = new();

    /// <inheritdoc cref="Authenticators"/>
    public Rows<PasskeyId, Passkey> Passkeys { get; } = new();

    /// <summary>Whose personal rows are to go, wherever they stand; no fact tells those, so none can bring them back.</summary>
    public HashSet<UserId> Erased { get; } = [];

    /// <summary>Workers that are alive, or were until now. They are no history: no fact makes them.</summary>
    public Rows<WorkerSessionId, WorkerSession> Sessions { get; } = new();

    /// <summary>The sessions that were taken over together with every task that they hold.</summary>
    public HashSet<WorkerSessionId> WholeSessions { get; } = [];

    /// <summary>The projects that can be read only, loaded or not.</summary>
    public IReadOnlySet<ProjectId> Archived { get; set; } = FrozenSet<ProjectId>.Empty;

    /// <summary>The journal's end when the rows were taken over.</summary>
    public Position Position { get; init; }

    /// <summary>The last fact that was folded; before any, <see cref="Position"/>.</summary>
    public Position Last { get => field == Position.Start ? Position : field; private set; }

    /// <summary>The moment that decisions are made at, and that their facts will carry.</summary>
    public Instant Now { get; set; }

    /// <summary>Whether nothing in a project may change.</summary>
    public bool IsArchived(ProjectId project) => Projects.Find(project) is { } loaded ? loaded.IsArchived : Archived.Contains(project);

    /// <summary>Takes leave of rows that were taken over and are not there any more: their project was deleted, and they wait to be swept away.</summary>
    public void Forget(IReadOnlySet<ProjectId> deleted)
    {
        Stories.Forget(s => deleted.Contains(s.ProjectId));
        Tasks.Forget(t => deleted.Contains(t.ProjectId));
        Members.Forget(m => deleted.Contains(m.ProjectId));
        Labels.Forget(l => deleted.Contains(l.ProjectId));
        Views.Forget(v => v.ProjectId is { } project && deleted.Contains(project));
        BaseItems.Forget(b => deleted.Contains(b.ProjectId));
        Items.Forget(i => deleted.Contains(i.ProjectId));
        Transfers.Forget(t => deleted.Contains(t.ProjectId));
    }

    /// <summary>Takes over the next tasks of a project's queue, in the order in which they are to be claimed.</summary>
    public void Queue(ProjectId project, TaskId task)
    {
        if (!_queues.TryGetValue(project, out var queue))
            _queues[project] = queue = new();
        queue.Enqueue(task);
    }

    /// <summary>The first task of the queue as it was taken over that can be claimed still.</summary>
    public WorkTask? NextClaimable(ProjectId project)
    {
        if (!_queues.TryGetValue(project, out var queue))
            return null;
        while (queue.TryPeek(out var id))
        {
            if (Tasks.Find(id) is { IsClaimable: true } task)
                return task;
            queue.Dequeue();
        }
        return null;
    }

    /// <summary>Whether the queue had any task at all when it was taken over.</summary>
    public bool HadClaimable(ProjectId project) => _queues.ContainsKey(project);

    /// <summary>The story that a task belongs to, if both were loaded.</summary>
    public Story? StoryOf(TaskId task) => Tasks.Find(task) is { } found ? Stories.Find(found.StoryId) : null;

    /// <summary>The stories by what they are called where they came from.</summary>
    public ExternalKeys ExternalKeys => _externalKeys ??= new ExternalKeys(Stories);

    /// <summary>What stands next to the places that changes name. No fact makes it.</summary>
    public Neighbours Neighbours => _neighbours ??= new Neighbours(Stories);

    /// <summary>How full the columns are whose limits are enforced. No fact makes it.</summary>
    public ColumnCounts Columns => _columns ??= new ColumnCounts(Stories);

    /// <summary>The tasks of a story in the order they were made. Complete only where all of them were loaded.</summary>
    public IReadOnlyList<WorkTask> TasksOf(StoryId story) => !_tasksOf.TryGetValue(story, out var ids) ? []
        : [.. ids.Select(Tasks.Find).OfType<WorkTask>().OrderBy(t => t.Id.Value)];

    // One that goes stays noted: it is not found then. One that comes back (its deletion did not hold) is noted once.
    void Note(WorkTask task)
    {
        if (!_tasksOf.TryGetValue(task.StoryId, out var ids))
            _tasksOf[task.StoryId] = ids = [];
        if (!ids.Contains(task.Id))
            ids.Add(task.Id);
    }

    /// <exception cref="FoldException">The fact does not fit: it speaks of a row that is not there, or makes one that is.</exception>
    public void Apply(Fact fact)
    {
        switch (fact.Data)
        {
            case ProjectCreated or ProjectEdited or ProjectDeleted:
                ProjectFold.Apply(this, fact);
                break;
            case StoryCreated or StoryEdited or StoryMoved or StoryRanked or StoryDeleted:
                StoryFold.Apply(this, fact);
                break;
            case TaskCreated or TaskEdited or TaskMoved or TaskDeleted:
                TaskFold.Apply(this, fact);
                break;
            case TaskClaimed or TaskReleased or TaskExpired or TaskSetAside or TaskRequeued:
                LeaseFold.Apply(this, fact);
                break;
            case UserCreated or UserEdited or UserErased or AccountEdited or UserSignedIn or UserSignInRenewed or UserSignedOut:
                UserFold.Apply(this, fact);
                break;
            case FactorAdded or FactorRemoved or SignInsFailed:
                // What changed stands beside the journal; what failed changed nothing.
                break;
            case TokenCreated or TokenRevoked:
                TokenFold.Apply(this, fact);
                break;
            case BaseItemCreated or BaseItemEdited or BaseItemDeleted or ItemCreated or ItemEdited:
                ItemFold.Apply(this, fact);
                break;
            case ItemTransferred or TransferAccepted or TransferRefused or TransferRecalled or TransferCorrected or TransferReordered:
                TransferFold.Apply(this, fact);
                break;
            case LabelColored:
                LabelFold.Apply(this, fact);
                break;
            case ViewCreated or ViewEdited or ViewDeleted:
                ViewFold.Apply(this, fact);
                break;
            case MemberAdded or MemberEdited or MemberRemoved or MemberInvited or InvitationRevoked:
                MemberFold.Apply(this, fact);
                break;
            default:
                throw new FoldException($"No rule folds a {fact.Type} fact.");
        }
        Last = fact.Position;
    }
}
