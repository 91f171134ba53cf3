using System.Diagnostics;
using System.Runtime.Versioning;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>Whom PostgreSQL runs as. It refuses root; so a root server runs it as <c>postgres</c>, else <c>nobody</c>.</summary>
[UnsupportedOSPlatform("windows")]
sealed class Account(string? user)
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Null: the account of this process.</summary>
    public string? User { get; } = user;

    public string Name => User ?? Environment.UserName;

    /// <summary>The account of a data folder: chosen once, since a cluster belongs to whoever made it.</summary>
    public static async Task<Account> OfAsync(DataFolder folder, CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess) return new Account(null);

        var file = Path.Combine(folder.Postgres, "account");
        if (File.Exists(file)) return new Account((await File.ReadAllTextAsync(file, cancel)).Trim());

        var name = await new Account(null).RunAsync("id", ["-u", "postgres"], cancel) is { Succeeded: true } ? "postgres" : "nobody";
        await File.WriteAllTextAsync(file, name, cancel);
        return new Account(name);
    }

    /// <summary>
    /// A command as this account. The environment is not handed down: it may hold PG* variables that change what
    /// PostgreSQL does, and secrets that are none of its business. / is a working folder that every account can enter.
    /// </summary>
    public ProcessStartInfo Command(string file, params IEnumerable<string> arguments)
    {
        var command = new ProcessStartInfo(file, arguments) { WorkingDirectory = "/" };
        if (User is not null) command.UserName = User;
        command.Environment.Clear();
        command.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        command.Environment["LC_ALL"] = "C";
        return command;
    }

    public async Task<Outcome> RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var command = Command(file, arguments);
        command.RedirectStandardInput = command.RedirectStandardOutput = command.RedirectStandardError = true;
        try
        {
            using var process = Process.Start(command)!;
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
            await process.WaitForExitAsync(cancel);
            return new Outcome(process.ExitCode, await output, await errors);
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return new Outcome(-1, "", failure.Message);
        }
    }

    /// <summary>Whether the account can pass through to a folder: a home folder with mode 0700 bars it.</summary>
    public async Task<bool> CanReachAsync(string folder, CancellationToken cancel)
    {
        if (User is null) return true;

        var open = true;
        for (var at = folder; at is not null && open; at = Path.GetDirectoryName(at))
            open = File.GetUnixFileMode(at).HasFlag(UnixFileMode.OtherExecute);
        return open || await RunAsync("/bin/sh", ["-c", "[ -x \"$1\" ]", "sh", folder], cancel) is { Succeeded: true };
    }

    /// <summary>Folders that nobody but this account enters. They are given to it each time: a start may have died in between.</summary>
    public async Task OwnFoldersAsync(CancellationToken cancel, params string[] paths)
    {
        foreach (var path in paths) Directory.CreateDirectory(path, Private);
        if (User is null) return;

        var given = await new Account(null).RunAsync("chown", ["-h", User, .. paths], cancel);
        if (!given.Succeeded)
            throw new StartupException($"Folders can't be given to the account {User} ({given.LastLine}): run the server as an ordinary user, or name another folder with --data.");
    }
}

readonly record struct Outcome(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>What a command said last is what went wrong.</summary>
    public string LastLine => (Errors.Trim() is { Length: > 0 } errors ? errors : Output.Trim()).Split('\n')[^1].Trim();
}
