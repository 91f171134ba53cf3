using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Throughline.Server.Cli;

/// <summary>The usual help, and below it lines that can be copied. The width is fixed, so that help reads the same everywhere.</summary>
public sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    public override bool ClearsParseErrors => true;

    public static Command Add(Command verb, params string[] examples)
    {
        Examples.Add(verb, examples);
        return verb;
    }

    public static void Replace(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            if (option.Action is HelpAction help) option.Action = new HelpWithExamples(help);
    }

    public override int Invoke(ParseResult parseResult)
    {
        help.MaxWidth = 110;
        var exitCode = help.Invoke(parseResult);
        if (!Examples.TryGetValue(parseResult.CommandResult.Command, out var examples)) return exitCode;

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine($"  {RootCommand.ExecutableName} {example}");
        output.WriteLine();
        return exitCode;
    }
}
