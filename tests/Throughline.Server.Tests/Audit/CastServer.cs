using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api;

namespace Throughline.Server.Tests.Audit;

/// <summary>One server with everybody in it, for all tests of a class.</summary>
public sealed class CastServer : SharedServer
{
    internal Cast Cast { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Cast = await Cast.OnAsync(Server.Node);
    }
}
