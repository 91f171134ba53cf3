using System.CommandLine;
using System.CommandLine.Parsing;
using Throughline.Server.Cli.Config;
using Throughline.Server.Cli.Demo;
using Throughline.Server.Cli.Doctor;
using Throughline.Server.Cli.Import;
using Throughline.Server.Cli.Keys;
using Throughline.Server.Cli.Migrate;
using Throughline.Server.Cli.Recount;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Cli.Settings;
using Throughline.Server.Cli.Simulate;
using Throughline.Server.Cli.Token;
using Throughline.Server.Cli.User;
using Throughline.Server.Cli.Work;
using Throughline.Server.Client;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli;

/// <summary>Door 1: the verbs of the command line. Every failure is one line on stderr and an exit code.</summary>
public static class CommandLine
{
    public static Task<int> RunAsync(string[] args, BuildNode build, IReadOnlyList<Type> settings) =>
        RunAsync(args, new Run(Shell.OfThisProcess(), build, new KnownSettings(settings)));

    public static async Task<int> RunAsync(string[] args, Run run)
    {
        StartTrace.Mark("main");
        var parsed = Verbs(run).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        StartTrace.Mark("command line");
        var asksForHelp = parsed.Action is HelpWithExamples;
        if (parsed.Errors.Count > 0 && !asksForHelp)
            return await SayAsync(ExitCode.BadUsage, OneLine(parsed));

        try
        {
            // Signals are the verbs' own business (serve drains), and so are exceptions.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = run.Shell.Out,
                Error = run.Shell.Error,
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (OperationCanceledException) when (run.Stop.IsCancellationRequested)
        {
            return await SayAsync(ExitCode.Failed, "Interrupted.");
        }
        catch (UsageException e)
        {
            return await SayAsync(ExitCode.BadUsage, e.Message, e);
        }
        catch (Exception e) when (e is StartupException or ChangeRefusedException or ApiUnavailableException or ApiRefusedException)
        {
            return await SayAsync(ExitCode.Failed, e.Message, e);
        }
        catch (Exception e)
        {
            return await SayAsync(ExitCode.Failed, $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} (--verbose shows where)", e);
        }

        async Task<int> SayAsync(int exitCode, string line, Exception? e = null)
        {
            await run.Shell.Error.WriteLineAsync(line);
            if (run.Verbose && e is not null) await run.Shell.Error.WriteLineAsync(e.ToString());
            return exitCode;
        }
    }

    static RootCommand Verbs(Run run)
    {
        var root = new RootCommand("Throughline: requirements, stories, tasks, time and custody in one journal, followed live.")
        {
            ServeVerb.Create(run),
            DemoVerb.Create(run),
            WorkVerb.Create(run),
            SimulateVerb.Create(run),
            ConfigVerb.Create(run),
            MigrateVerb.Create(run),
            DoctorVerb.Create(run),
            RecountVerb.Create(run),
            ImportVerb.Create(run),
            UserVerb.Create(run),
            TokenVerb.Create(run),
            KeysVerb.Create(run),
        };
        HelpWithExamples.Replace(root);
        return root;
    }

    /// <summary>The words of a command under the program's own name, such as import and stories.</summary>
    static IEnumerable<string> Path(this CommandResult command) =>
        command.Parent is CommandResult parent ? parent.Path().Append(command.Command.Name) : [];

    static string OneLine(ParseResult parsed)
    {
        var help = $"{string.Concat(parsed.CommandResult.Path().Select(name => name + " "))}--help";
        // What was written beats what is missing: after `serv` the library only says that a command is required.
        var error = parsed.UnmatchedTokens.Count > 0 ? $"Unrecognized command or argument '{parsed.UnmatchedTokens[0]}'" : parsed.Errors[0].Message;
        return $"{error.ReplaceLineEndings(" ").TrimEnd('.')}. See: {RootCommand.ExecutableName} {help}";
    }
}
