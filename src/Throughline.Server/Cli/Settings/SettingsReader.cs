namespace Throughline.Server.Cli.Settings;

/// <summary>
/// All settings, lowest first: defaults in the stages' records · appsettings.json beside the program · appsettings.json in the working
/// folder · .env in the working folder · environment · command line.
/// </summary>
public static class SettingsReader
{
    public static IConfigurationRoot Read(Shell shell, IEnumerable<Setting> commandLine)
    {
        var builder = new ConfigurationBuilder();
        var seen = new Dictionary<string, Variable>(StringComparer.Ordinal);

        var beside = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        var here = Path.Combine(shell.Folder, "appsettings.json");
        builder.Add(new SettingsLayer(SettingsFile.Read(beside)));
        if (Path.GetFullPath(here) != Path.GetFullPath(beside)) builder.Add(new SettingsLayer(SettingsFile.Read(here)));

        builder.Add(OfVariables(ReadDotEnv(shell.Folder)));
        builder.Add(OfVariables([.. shell.Variables.Select(pair => new Variable(pair.Key, pair.Value, "environment"))]));
        builder.Add(new SettingsLayer(commandLine));
        return builder.Build();

        SettingsLayer OfVariables(IReadOnlyList<Variable> variables)
        {
            var given = variables.Where(variable => VariableNames.IsOurs(variable.Name) && variable.Value.Length > 0).ToList();
            var own = SecretFiles.Open(given, shell.Folder);
            foreach (var variable in own) seen[variable.Name] = variable;
            return new SettingsLayer(VariableNames.ToSettings(own, seen));
        }
    }

    static IReadOnlyList<Variable> ReadDotEnv(string folder)
    {
        var file = Path.Combine(folder, ".env");
        if (!File.Exists(file)) return [];
        try
        {
            return DotEnv.Parse(File.ReadAllText(file), ".env");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} can't be read: {e.Message}", e);
        }
    }
}
