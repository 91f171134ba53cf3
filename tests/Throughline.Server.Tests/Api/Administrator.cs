using System.Collections.Frozen;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Tests.Api;

/// <summary>Somebody who may do everything on one node, and of whom no fact tells: for tests whose journal holds what they write, and nothing else.</summary>
static class Administrator
{
    /// <returns>A token.</returns>
    public static string LendTo(AccessDirectory directory) => directory.Lend(
        new UserAccess(InstanceOwner.Id, new UserRights(true, false, FrozenDictionary<ProjectId, Role>.Empty)), Scopes.All).Token;
}
