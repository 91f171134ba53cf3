namespace Throughline.Server.Postgres.Embedded;

/// <summary>
/// Ctrl-C goes to the terminal's whole process group: a child that is to be ended by its parent alone gets a session, and with it a
/// process group, of its own.
/// </summary>
static class OwnSession
{
    // util-linux or busybox has setsid on every Linux; macOS has perl. Both become the command, so it keeps its number.
    public static (string Program, IEnumerable<string> Arguments) Of(IReadOnlyList<string> command) =>
        File.Exists("/usr/bin/setsid") || File.Exists("/bin/setsid") ? ("setsid", command)
        : File.Exists("/usr/bin/perl") ? ("/usr/bin/perl", ["-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die", .. command])
        : (command[0], command.Skip(1));
}
