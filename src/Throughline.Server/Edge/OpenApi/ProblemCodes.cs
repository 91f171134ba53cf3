namespace Throughline.Server.Edge.OpenApi;

/// <summary>What the stable types of problems mean.</summary>
static class ProblemCodes
{
    static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["invalid-input"] = "Something breaks a rule; errors names each field, parameter or header.",
        ["malformed-json"] = "The body is not JSON.",
        ["bad-request"] = "The request is not well-formed HTTP or stopped halfway.",
        ["websocket-expected"] = "The request does not ask for a WebSocket.",
        ["foreign-origin"] = "A page of another origin asked.",
        ["sign-in-required"] = "Nobody is signed in, and no token was sent that is good.",
        ["wrong-credentials"] = "Mail address or password is wrong; it is not said which.",
        ["second-factor-required"] = "The password is right, and a code of the authenticator is asked for next.",
        ["second-factor-over"] = "The sign-in waited too long for its code, or too many were wrong: begin anew.",
        ["wrong-passkey"] = "The passkey is not known, or its answer came too late or to another question.",
        ["authenticator-on"] = "Two-step sign-in is on already.",
        ["authenticator-not-begun"] = "No authenticator waits for its first code.",
        ["passkey-taken"] = "The passkey is known here already.",
        ["too-many-passkeys"] = "A user has at most 20 passkeys.",
        ["forbidden"] = "The caller sees it, but was not given the role that this needs.",
        ["scope-missing"] = "The token was not given the scope that this needs.",
        ["too-many-tries"] = "It was tried too often. Retry-After says when the next try is taken.",
        ["set-up-done"] = "The instance has an owner already.",
        ["mail-not-set-up"] = "This server sends no mail; an administrator can do it.",
        ["too-many-invitations"] = "At most 200 invitations into a project wait at a time.",
        ["last-way-in"] = "Without it its user could not sign in any more.",
        ["email-taken"] = "Another account has the mail address.",
        ["last-administrator"] = "It is the last administrator, and an instance keeps one.",
        ["last-owner"] = "It is the project's last owner, and a project keeps one.",
        ["too-much-to-search"] = "The journal holds too much to find it in the time that is given; detail says which filter to add.",
        ["too-many-tokens"] = "A user has at most 100 tokens.",
        ["not-found"] = "There is no such thing, or none that the caller may see.",
        ["request-timeout"] = "The body came too slowly.",
        ["key-taken"] = "The key belongs to another project.",
        ["project-archived"] = "The project is archived: it can be read, and nothing in it be changed, until an owner brings it back.",
        ["project-not-archived"] = "Only an archived project can be deleted.",
        ["too-many-leases"] = "Workers hold so many of the project's tasks that they can't all be given back at once.",
        ["external-key-taken"] = "Another story of the project has the external key.",
        ["tasks-open"] = "Some of the story's tasks are not done; completeTasks: true completes them too.",
        ["tasks-started"] = "Some of the story's tasks were started, so it can't go back to Open.",
        ["task-leased"] = "A worker has the task under a lease; wait until it is done, or release it first.",
        ["column-full"] = "The column has as many stories as the project's limit allows, and the project enforces it.",
        ["tasks-leased"] = "Workers have some of the story's tasks under a lease; wait until they are done, or release them first.",
        ["lease-lost"] = "The leaseEpoch does not hold the task: it was claimed again, ended otherwise, or a person moved the task. current says how it stands.",
        ["time-too-long"] = "With it the task's time would be beyond ten years.",
        ["session-taken"] = "The session claims in another project, or is another user's.",
        ["too-many-tasks"] = "The story has as many tasks as a story may have (10,000).",
        ["too-many-stories"] = "At most 1,000 stories, with 7,000 tasks, change in one request.",
        ["not-undoable"] = "Only edits and moves of stories can be taken back, not what was made or deleted.",
        ["base-item-in-use"] = "There are items of it.",
        ["transfer-awaits"] = "The item was handed over already and awaits acceptance; recall that first.",
        ["transfer-settled"] = "It does not await acceptance any more.",
        ["transfer-not-accepted"] = "Only a transfer that counts can be corrected.",
        ["not-the-receiver"] = "Only whoever the item was handed to can accept or refuse it.",
        ["stale-version"] = "It was changed since the version in If-Match; read it again.",
        ["body-too-large"] = "The body is larger than is taken here (1 MiB unless set otherwise).",
        ["wrong-content-type"] = "The body's Content-Type is not one that is taken here.",
        ["idempotency-key-reused"] = "The Idempotency-Key named another request.",
        ["version-required"] = "The change needs If-Match.",
        ["overloaded"] = "Too many changes are waiting; nothing was changed. Retry-After says when to try again.",
        ["too-many-requests"] = "Too many requests of this client are waiting; nothing was changed. Retry-After says when to try again.",
        ["storage-unavailable"] = "The database can't be reached; nothing was changed. Retry-After says when to try again.",
        ["storage-lost"] = "The database was lost while the change was written: it may or may not be stored. Repeat it with the same Idempotency-Key, or read first.",
        ["simulation-running"] = "A simulation runs on this node; one at a time may.",
        ["too-many-streams"] = "This node has as many live streams as it may. Retry-After says when to try again.",
    };

    public static string MeaningOf(string code) => Meanings.TryGetValue(code, out var meaning) ? meaning
        : throw new InvalidOperationException($"Nothing says what a {code} problem means.");

    public static IEnumerable<string> All => Meanings.Keys;
}
