using System.Diagnostics;
using Throughline.Server.Postgres.Embedded;

namespace Throughline.Chaos.Installations;

/// <summary>The postmaster of an installation's embedded PostgreSQL.</summary>
static class EmbeddedPostmaster
{
    /// <summary>0: there is none that is ready at this moment.</summary>
    public static int Of(Installation installation) =>
        PostmasterFile.Read(DataFolder.ClusterOf(installation.Data)) is { IsReady: true, Process: { } process } ? process : 0;

    /// <summary>kill -9.</summary>
    public static void Kill(int process)
    {
        using var victim = Process.GetProcessById(process);
        victim.Kill();
    }

    /// <summary>As <see cref="Kill"/>, of one that may be gone already.</summary>
    public static void TryKill(int process)
    {
        try
        {
            Kill(process);
        }
        catch (ArgumentException)
        {
            // Its watchdog was quicker.
        }
    }
}
