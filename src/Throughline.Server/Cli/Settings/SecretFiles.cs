namespace Throughline.Server.Cli.Settings;

/// <summary>
/// `NAME_FILE=/run/secrets/x` gives NAME the content of that file (without its last line end), so that a secret stands in no
/// environment and no process list. Setting both in one place is refused: nobody could tell which one is meant.
/// </summary>
public static class SecretFiles
{
    const string Suffix = "_FILE";

    public static IReadOnlyList<Variable> Open(IReadOnlyList<Variable> variables, string folder)
    {
        var names = variables.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        return [.. variables.Select(variable => IsFile(variable) ? Read(variable) : variable)];

        Variable Read(Variable variable)
        {
            var name = variable.Name[..^Suffix.Length];
            if (names.Contains(name))
                throw new UsageException($"{name} and {variable.Name} are both set ({variable.Origin}); keep one of them.");
            try
            {
                var content = File.ReadAllText(Path.Combine(folder, variable.Value));
                return new Variable(name, content.TrimEnd('\n', '\r'), $"{variable.Origin}, file {variable.Value}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"{variable.Name} ({variable.Origin}) names {variable.Value}, which can't be read: {e.Message}", e);
            }
        }
    }

    static bool IsFile(Variable variable) => variable.Name.EndsWith(Suffix, StringComparison.Ordinal) && variable.Value.Length > 0;
}
