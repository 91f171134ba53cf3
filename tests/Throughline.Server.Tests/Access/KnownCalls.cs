using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Tokens;
using Throughline.Server.Tests.Live;

namespace Throughline.Server.Tests.Access;

/// <summary>A valid request for every route. A route that is missing here fails the matrix: whoever adds one says here how it is called.</summary>
static class KnownCalls
{
    const string NoCode = """{"code":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""";
    const string Lines = "application/x-ndjson";
    static readonly (string, string)[] Whichever = [("If-Match", "*")];

    static readonly (string, string)[] Upgrade =
        [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")];

    public static readonly IReadOnlyDictionary<string, KnownCall> ByRoute = new Dictionary<string, KnownCall>(StringComparer.Ordinal)
    {
        // Open to all: answered alike, whoever asks.
        ["GET /"] = At("/") with { Fine = [302] },
        ["GET /openapi/{documentName}.json"] = At("/openapi/v1.json"),
        ["GET /health/live"] = At("/health/live"),
        ["GET /health/ready"] = At("/health/ready"),
        ["GET /api/version"] = At("/api/version"),
        ["GET /api/set-up"] = At("/api/set-up"),
        ["POST /api/set-up"] = At("/api/set-up") with
        {
            Body = Says("""{"code":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","email":"new@example.com","name":"New","password":"four words that nobody uses"}"""),
            Fine = [409],
            FineCode = "set-up-done",
        },
        ["POST /api/sign-in"] = At("/api/sign-in") with { Body = Says("""{"email":"owner@example.com","password":"not the one"}"""), Fine = [401], FineCode = "wrong-credentials" },
        ["POST /api/password"] = At("/api/password") with { Body = Says("""{"code":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","password":"four words that nobody uses"}"""), Fine = [400], FineCode = "invalid-input" },

        ["POST /api/sign-in/second-factor"] = At("/api/sign-in/second-factor") with { Body = Says("""{"code":"123456"}"""), Fine = [401], FineCode = "second-factor-over" },
        ["POST /api/sign-in/passkey/options"] = At("/api/sign-in/passkey/options"),
        ["POST /api/sign-in/passkey"] = At("/api/sign-in/passkey") with { Body = Says("""{"credential":"{}"}"""), Fine = [401], FineCode = "wrong-passkey" },
        ["GET /api/sign-in/methods"] = At("/api/sign-in/methods"),
        ["POST /api/password/forgotten"] = At("/api/password/forgotten") with { Body = Says("""{"email":"owner@example.com"}"""), Fine = [409], FineCode = "mail-not-set-up" },
        ["GET /api/sign-in/external/{provider}"] = At("/api/sign-in/external/example") with { Fine = [404], FineCode = "not-found" },
        ["GET /api/sign-in/external/{provider}/callback"] = At("/api/sign-in/external/example/callback") with { Fine = [404], FineCode = "not-found" },
        ["POST /api/email"] = At("/api/email") with { Body = Says(NoCode), Fine = [400], FineCode = "invalid-input" },
        ["POST /api/invitation"] = At("/api/invitation") with { Body = Says(NoCode), Fine = [400], FineCode = "invalid-input" },
        ["POST /api/invitation/account"] = At("/api/invitation/account") with
        {
            Body = Says("""{"code":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","name":"New","password":"four words that nobody uses"}"""),
            Fine = [400],
            FineCode = "invalid-input",
        },

        // One's own account. What is answered 400 or 404 is answered so for what it says, after it was let in.
        ["POST /api/sign-out"] = At("/api/sign-out") with { Fine = [204], SignsOut = true },
        ["GET /api/users/me"] = At("/api/users/me"),
        ["PATCH /api/users/me"] = At("/api/users/me") with { Body = Says("""{"name":"Somebody"}""") },
        ["POST /api/users/me/password"] = At("/api/users/me/password") with { Body = Says("""{"current":"a","new":"short"}"""), Fine = [400], FineCode = "invalid-input" },
        // No provider is set up there: OAuth has tests of its own.
        ["GET /api/users/me/identities"] = At("/api/users/me/identities"),
        ["POST /api/users/me/identities/{provider}"] = At("/api/users/me/identities/example") with { Fine = [404], FineCode = "not-found" },
        ["DELETE /api/users/me/identities/{provider}"] = At("/api/users/me/identities/example") with { Fine = [404], FineCode = "not-found" },
        ["GET /api/users/me/email"] = At("/api/users/me/email"),
        ["POST /api/users/me/email"] = At("/api/users/me/email") with { Body = Says("""{"email":"new@example.com","password":"a"}"""), Fine = [409], FineCode = "mail-not-set-up" },
        ["DELETE /api/users/me/email"] = At("/api/users/me/email") with { Fine = [404], FineCode = "not-found" },
        ["POST /api/users/me/invitations"] = At("/api/users/me/invitations") with { Body = Says(NoCode), Fine = [400], FineCode = "invalid-input" },
        ["GET /api/users/me/tokens"] = At("/api/users/me/tokens"),
        ["POST /api/users/me/tokens"] = At("/api/users/me/tokens") with { Body = Says("""{"name":"One","scopes":["admin"]}"""), Fine = [201] },
        ["DELETE /api/users/me/tokens/{tokenId}"] = At((_, p) => $"/api/users/me/tokens/{p.TokenId}") with
        {
            Spare = async (c, p) => $"/api/users/me/tokens/{(await c.Accounts.TokenAsync(p.Id, Scopes.Read)).Id}",
            Fine = [204],
        },
        ["GET /api/users/me/sign-ins"] = At("/api/users/me/sign-ins"),
        ["DELETE /api/users/me/sign-ins/{signInId}"] = At($"/api/users/me/sign-ins/{Guid.Empty}") with
        {
            Spare = async (c, p) => $"/api/users/me/sign-ins/{(await c.Accounts.SignInAsync(p, Duration.FromHours(1))).Id}",
            Fine = [204],
        },
        ["DELETE /api/users/me/sign-ins"] = At("/api/users/me/sign-ins") with { Fine = [204], SignsOut = true },

        ["GET /api/users/me/authenticator"] = At("/api/users/me/authenticator"),
        ["POST /api/users/me/authenticator"] = At("/api/users/me/authenticator") with { Body = Says("""{"password":""}"""), Fine = [400], FineCode = "invalid-input" },
        ["POST /api/users/me/authenticator/confirm"] = At("/api/users/me/authenticator/confirm") with { Body = Says("""{"code":"123456"}"""), Fine = [409], FineCode = "authenticator-not-begun" },
        ["DELETE /api/users/me/authenticator"] = At("/api/users/me/authenticator") with { Body = Says("""{"password":""}"""), Fine = [400], FineCode = "invalid-input" },
        ["POST /api/users/me/recovery-codes"] = At("/api/users/me/recovery-codes") with { Body = Says("""{"password":""}"""), Fine = [400], FineCode = "invalid-input" },
        ["GET /api/users/me/passkeys"] = At("/api/users/me/passkeys"),
        ["POST /api/users/me/passkeys/options"] = At("/api/users/me/passkeys/options") with { Body = Says("""{"password":""}"""), Fine = [400], FineCode = "invalid-input" },
        ["POST /api/users/me/passkeys"] = At("/api/users/me/passkeys") with { Body = Says("""{"name":"A laptop","credential":"{}"}"""), Fine = [400], FineCode = "invalid-input" },
        ["PATCH /api/users/me/passkeys/{passkeyId}"] = At($"/api/users/me/passkeys/{Guid.Empty}") with { Body = Says("""{"name":"A laptop"}"""), Fine = [404], FineCode = "not-found" },
        ["DELETE /api/users/me/passkeys/{passkeyId}"] = At($"/api/users/me/passkeys/{Guid.Empty}") with { Fine = [404], FineCode = "not-found" },
        ["GET /api/users/me/export"] = At("/api/users/me/export"),
        ["DELETE /api/users/me"] = At("/api/users/me") with { Body = Says("""{"password":"not the one"}"""), Fine = [400], FineCode = "invalid-input" },

        // Everybody's accounts.
        ["DELETE /api/users/{id}"] = At((c, _) => $"/api/users/{c[Part.Viewer].Id}") with { Body = Says("""{"email":"somebody-else@example.com"}"""), Fine = [400], FineCode = "invalid-input" },
        ["GET /api/erasures"] = At("/api/erasures"),
        ["GET /api/users"] = At("/api/users"),
        ["POST /api/users"] = At("/api/users") with { Body = Says("""{"email":"the-viewer@example.com","name":"Again"}"""), Fine = [409], FineCode = "email-taken" },
        ["PATCH /api/users/{id}"] = At((c, _) => $"/api/users/{c[Part.Viewer].Id}") with { Body = Says("""{"isDisabled":false}"""), Headers = Whichever },
        ["POST /api/users/{id}/reset-factors"] = At((c, _) => $"/api/users/{c[Part.Disabled].Id}/reset-factors") with { Fine = [204] },
        ["POST /api/users/{id}/password-link"] = At((c, _) => $"/api/users/{c[Part.Viewer].Id}/password-link") with { Fine = [201] },

        // Projects and who is in them.
        ["GET /api/projects"] = At("/api/projects") with { Foreign = Foreign.None },
        ["POST /api/projects"] = At("/api/projects") with { Body = Says("""{"key":"OURS","name":"Again"}"""), Fine = [409], FineCode = "key-taken" },
        ["GET /api/projects/{id}"] = At((c, _) => $"/api/projects/{c.Project}"),
        ["PATCH /api/projects/{id}"] = At((c, _) => $"/api/projects/{c.Project}") with { Body = Says("""{"name":"Ours"}"""), Headers = Whichever },
        ["DELETE /api/projects/{id}"] = At((c, _) => $"/api/projects/{c.Project}?confirm=OURS") with { Headers = Whichever, Fine = [409], FineCode = "project-not-archived" },
        ["GET /api/projects/{projectId}/members"] = At((c, _) => $"/api/projects/{c.Project}/members"),
        ["POST /api/projects/{projectId}/members"] = At((c, _) => $"/api/projects/{c.Project}/members") with { Body = Says("""{"email":"the-viewer@example.com","role":"Viewer"}"""), Fine = [201] },
        ["PATCH /api/projects/{projectId}/members/{userId}"] = At((c, _) => $"/api/projects/{c.Project}/members/{c[Part.Viewer].Id}") with { Body = Says("""{"role":"Viewer"}""") },
        // Somebody else: to leave is another thing, and has a test of its own.
        ["DELETE /api/projects/{projectId}/members/{userId}"] = At((c, _) => $"/api/projects/{c.Project}/members/{c[Part.Disabled].Id}") with
        {
            Spare = async (c, _) =>
            {
                await c.Accounts.AddAsync(c.Project, c[Part.Disabled], Role.Owner);
                return $"/api/projects/{c.Project}/members/{c[Part.Disabled].Id}";
            },
            Asks = Permission.Manage,
            Fine = [204],
        },

        ["GET /api/projects/{projectId}/invitations"] = At((c, _) => $"/api/projects/{c.Project}/invitations"),
        ["DELETE /api/projects/{projectId}/invitations/{invitationId}"] = At((c, _) => $"/api/projects/{c.Project}/invitations/{c.Project}") with
        {
            Spare = async (c, p) => $"/api/projects/{c.Project}/invitations/{await c.NewInvitationAsync()}",
            Fine = [204],
        },

        // Stories and tasks.
        ["GET /api/stories"] = At((c, _) => $"/api/stories?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/stories/count"] = At((c, _) => $"/api/stories/count?projectId={c.Project}&filter=is:mine") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/stories/filter"] = At((c, _) => $"/api/stories/filter?projectId={c.Project}&filter=assignee:the-viewer") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/stories/completions"] = At((c, _) => $"/api/stories/completions?projectId={c.Project}&field=assignee") with { Foreign = Foreign.NoSuchProject },
        ["POST /api/stories"] = At("/api/stories") with { Body = InProject("\"title\":\"One more\""), Foreign = Foreign.NoSuchProject, Fine = [201] },
        ["POST /api/stories/batch"] = At("/api/stories/batch") with
        {
            Body = InProject("\"title\":\"One of many\""),
            ContentType = Lines,
            ByLine = true,
            Foreign = Foreign.NoSuchProject,
            Fine = [201],
        },
        ["POST /api/stories/import"] = At((c, _) => $"/api/stories/import?projectId={c.Project}") with
        {
            Body = Says("""{"externalKey":"E-1","title":"From elsewhere"}"""),
            ContentType = Lines,
            ByLine = true,
            Foreign = Foreign.NoSuchProject,
            Fine = [200, 201],
        },
        ["GET /api/stories/groups"] = At((c, _) => $"/api/stories/groups?projectId={c.Project}&group=label") with { Foreign = Foreign.NoSuchProject },
        ["POST /api/stories/bulk"] = At((c, _) => $"/api/stories/bulk?projectId={c.Project}") with
        {
            Body = (c, _) => Task.FromResult($$"""{"stories":[{"id":"{{c.Story}}"}],"edit":{"priority":"Low"} }"""),
            Foreign = Foreign.NoSuchProject,
        },
        // Nothing of theirs stands there.
        ["POST /api/stories/undo"] = At((c, _) => $"/api/stories/undo?projectId={c.Project}") with
        {
            Body = Says("""{"from":1,"to":1}"""),
            Foreign = Foreign.NoSuchProject,
            Fine = [404],
            FineCode = "not-found",
        },
        ["GET /api/stories/{id}"] = At((c, _) => $"/api/stories/{c.Story}"),
        ["PATCH /api/stories/{id}"] = At((c, _) => $"/api/stories/{c.Story}") with { Body = Says("""{"priority":"High"}"""), Headers = Whichever },
        ["POST /api/stories/{id}/move"] = At((c, _) => $"/api/stories/{c.Story}/move") with { Body = Says("""{"priority":"Low"}""") },
        ["GET /api/projects/{id}/board"] = At((c, _) => $"/api/projects/{c.Project}/board"),
        ["DELETE /api/stories/{id}"] = At((c, _) => $"/api/stories/{c.Story}") with { Spare = async (c, _) => $"/api/stories/{await c.NewStoryAsync()}", Headers = Whichever, Fine = [204] },
        ["GET /api/stories/{id}/history"] = At((c, _) => $"/api/stories/{c.Story}/history"),
        ["GET /api/projects/{projectId}/labels"] = At((c, _) => $"/api/projects/{c.Project}/labels"),
        ["PUT /api/projects/{projectId}/labels"] = At((c, _) => $"/api/projects/{c.Project}/labels") with { Body = Says("""{"name":"api","color":"Blue"}"""), Fine = [204] },
        // Of no project: it shows whoever asks their own text.
        ["POST /api/markdown"] = At("/api/markdown") with { Body = Says("""{"text":"*One*"}"""), Foreign = Foreign.None },
        ["POST /api/stories/{storyId}/tasks"] = At((c, _) => $"/api/stories/{c.Story}/tasks") with { Body = Says("""{"title":"A task more"}"""), Fine = [201] },
        ["GET /api/tasks"] = At((c, _) => $"/api/tasks?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/tasks/{id}"] = At((c, _) => $"/api/tasks/{c.Task}"),
        ["PATCH /api/tasks/{id}"] = At((c, _) => $"/api/tasks/{c.Task}") with { Body = Says("""{"description":"Changed"}"""), Headers = Whichever },
        ["DELETE /api/tasks/{id}"] = At((c, _) => $"/api/tasks/{c.Task}") with { Spare = async (c, _) => $"/api/tasks/{await c.NewTaskAsync()}", Headers = Whichever, Fine = [204] },

        // Views. The one that is asked for is shared: what is somebody's own has tests of its own.
        ["GET /api/views"] = At((c, _) => $"/api/views?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["POST /api/views"] = At("/api/views") with
        {
            Body = InProject("\"isShared\":true,\"name\":\"One more\",\"state\":{\"page\":\"Board\"}"),
            Asks = Permission.ShareViews,
            Foreign = Foreign.NoSuchProject,
            Fine = [201],
        },
        ["GET /api/views/{id}"] = At((c, _) => $"/api/views/{c.View}"),
        ["PATCH /api/views/{id}"] = At((c, _) => $"/api/views/{c.View}") with { Body = Says("""{"name":"Another name"}"""), Headers = Whichever, Asks = Permission.ShareViews },
        ["DELETE /api/views/{id}"] = At((c, _) => $"/api/views/{c.View}") with
        {
            Spare = async (c, _) => $"/api/views/{await c.NewViewAsync()}",
            Headers = Whichever,
            Asks = Permission.ShareViews,
            Fine = [204],
        },

        // Items. Whoever asks hands what they hold to themselves, and was handed what they accept.
        ["GET /api/base-items"] = At((c, _) => $"/api/base-items?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["POST /api/base-items"] = At("/api/base-items") with { Body = InProject("\"description\":\"One more\""), Foreign = Foreign.NoSuchProject, Fine = [201] },
        ["GET /api/base-items/{id}"] = At((c, _) => $"/api/base-items/{c.BaseItem}"),
        ["PATCH /api/base-items/{id}"] = At((c, _) => $"/api/base-items/{c.BaseItem}") with { Body = Says("""{"description":"Another thing"}"""), Headers = Whichever },
        ["DELETE /api/base-items/{id}"] = At((c, _) => $"/api/base-items/{c.BaseItem}") with { Headers = Whichever, Fine = [409], FineCode = "base-item-in-use" },
        ["GET /api/items"] = At((c, _) => $"/api/items?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["POST /api/items"] = At("/api/items") with
        {
            Body = (c, _) => Task.FromResult($$"""{"projectId":"{{c.Project}}","baseItemId":"{{c.BaseItem}}"}"""),
            Foreign = Foreign.NoSuchProject,
            Fine = [201],
        },
        ["POST /api/items/batch"] = At("/api/items/batch") with
        {
            Body = (c, _) => Task.FromResult($$"""{"projectId":"{{c.Project}}","baseItemId":"{{c.BaseItem}}"}"""),
            ContentType = Lines,
            ByLine = true,
            Foreign = Foreign.NoSuchProject,
            Fine = [201],
        },
        ["GET /api/items/{id}"] = At((c, _) => $"/api/items/{c.Thing}"),
        ["PATCH /api/items/{id}"] = At((c, _) => $"/api/items/{c.Thing}") with { Body = Says("""{"label":"L-1"}"""), Headers = Whichever },
        ["GET /api/items/{id}/code.svg"] = At((c, _) => $"/api/items/{c.Thing}/code.svg"),
        ["GET /api/items/{id}/owner"] = At((c, _) => $"/api/items/{c.Thing}/owner"),
        ["GET /api/items/{id}/transfers"] = At((c, _) => $"/api/items/{c.Thing}/transfers"),
        ["GET /api/items/{id}/chain.csv"] = At((c, _) => $"/api/items/{c.Thing}/chain.csv"),
        ["GET /api/items/{id}/chain.epcis"] = At((c, _) => $"/api/items/{c.Thing}/chain.epcis"),
        ["GET /api/users/{id}/items"] = At((c, _) => $"/api/users/{c[Part.Owner].Id}/items") with { Foreign = Foreign.None },
        ["GET /api/transfers"] = At((c, _) => $"/api/transfers?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/transfers/{id}"] = At((c, _) => $"/api/transfers/{c.Transfer}"),
        ["POST /api/transfers"] = At("/api/transfers") with
        {
            Body = async (c, p) => $$"""{"projectId":"{{c.Project}}","itemIds":["{{await c.HeldItemAsync(p)}}"],"ownerId":"{{p.Id}}"}""",
            Foreign = Foreign.NoSuchProject,
            Fine = [201],
        },
        ["POST /api/transfers/batch"] = At("/api/transfers/batch") with
        {
            Body = async (c, p) => $$"""{"projectId":"{{c.Project}}","itemId":"{{await c.HeldItemAsync(p)}}","ownerId":"{{p.Id}}"}""",
            ContentType = Lines,
            ByLine = true,
            Foreign = Foreign.NoSuchProject,
            Fine = [201],
        },
        ["POST /api/transfers/settle"] = At("/api/transfers/settle") with
        {
            Body = (c, _) => Task.FromResult($$"""{"projectId":"{{c.Project}}","transferIds":["{{c.Transfer}}"],"status":"Accepted"}"""),
            SpareBody = async (c, p) => $$"""{"projectId":"{{c.Project}}","transferIds":["{{await c.NewTransferAsync(p)}}"],"status":"Accepted"}""",
            Foreign = Foreign.NoSuchProject,
        },
        ["POST /api/transfers/{id}/accept"] = At((c, _) => $"/api/transfers/{c.Transfer}/accept") with { Spare = async (c, p) => $"/api/transfers/{await c.NewTransferAsync(p)}/accept" },
        ["POST /api/transfers/{id}/refuse"] = At((c, _) => $"/api/transfers/{c.Transfer}/refuse") with
        {
            Spare = async (c, p) => $"/api/transfers/{await c.NewTransferAsync(p)}/refuse",
            Body = Says("""{"reason":"It is broken"}"""),
        },
        ["POST /api/transfers/{id}/recall"] = At((c, _) => $"/api/transfers/{c.Transfer}/recall") with { Spare = async (c, p) => $"/api/transfers/{await c.NewTransferAsync(p)}/recall" },
        ["POST /api/transfers/{id}/correct"] = At((c, _) => $"/api/transfers/{c.Transfer}/correct") with
        {
            Spare = async (c, p) => $"/api/transfers/{await c.NewTransferAsync(p, awaits: false)}/correct",
            Body = Says("""{"isVoid":true}"""),
        },

        // Work. Nobody holds the task: whoever may complete it is told so.
        ["GET /api/work"] = At((c, _) => $"/api/work?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/work/today"] = At((c, _) => $"/api/work/today?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["POST /api/work/claim"] = At("/api/work/claim") with { Body = InProject("\"count\":1"), Foreign = Foreign.NoSuchProject },
        ["POST /api/work/heartbeat"] = At("/api/work/heartbeat") with { Body = async (c, p) => $$"""{"sessionId":"{{await c.NewSessionAsync(p)}}"}""" },
        ["POST /api/work/complete"] = At("/api/work/complete") with { Body = OnTask("\"leaseEpoch\":99"), Fine = [409], FineCode = "lease-lost" },
        ["POST /api/work/release"] = At("/api/work/release") with { Body = OnTask("\"leaseEpoch\":99"), Fine = [409], FineCode = "lease-lost" },
        ["POST /api/work/set-aside"] = At("/api/work/set-aside") with { Body = OnTask(null) },
        ["POST /api/work/requeue"] = At("/api/work/requeue") with { Body = OnTask(null) },

        // One runs from the beginning, of which nothing ever comes.
        ["POST /api/simulation"] = At("/api/simulation") with { Body = InProject(Idle), Foreign = Foreign.NoSuchProject, Fine = [201, 409] },
        ["GET /api/simulation"] = At("/api/simulation") with { Foreign = Foreign.Nothing },
        ["DELETE /api/simulation"] = At("/api/simulation") with { Foreign = Foreign.Nothing },

        // Who did what.
        ["GET /api/audit"] = At((c, _) => $"/api/audit?projectId={c.Project}"),
        ["GET /api/audit.csv"] = At((c, _) => $"/api/audit.csv?projectId={c.Project}"),

        // What was and what is.
        ["GET /api/statistics"] = At((c, _) => $"/api/statistics?resolution=day&projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/statistics/facts"] = At((c, _) => $"/api/statistics/facts?from=2026-01-01T00:00:00Z&to=2026-01-01T00:01:00Z&projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/statistics/live"] = At((c, _) => $"/api/statistics/live?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/live"] = At((c, _) => $"/api/live?projectId={c.Project}") with { Foreign = Foreign.NoSuchProject },
        ["GET /api/live/ws"] = At((c, _) => $"/api/live/ws?projectId={c.Project}") with { Headers = Upgrade, Foreign = Foreign.NoSuchProject, Fine = [101] },
    };

    public const string Idle = "\"storiesPerSecond\":0,\"workers\":0,\"seconds\":3600";

    static KnownCall At(string path) => new((_, _) => path);

    static KnownCall At(Func<Cast, Person, string> path) => new(path);

    static Func<Cast, Person, Task<string>> Says(string json) => (_, _) => Task.FromResult(json);

    static Func<Cast, Person, Task<string>> InProject(string more) => (c, _) => Task.FromResult($$"""{"projectId":"{{c.Project}}",{{more}}}""");

    static Func<Cast, Person, Task<string>> OnTask(string? more) =>
        (c, _) => Task.FromResult($$"""{"tasks":[{"taskId":"{{c.Task}}"{{(more is null ? "" : "," + more)}}}]}""");
}
