using System.Text;

namespace Throughline.Server.Cli.Settings;

/// <summary>
/// Reads a `.env` file: `NAME=value`, one per line.
/// `#` starts a comment at the start of a line or after a space; `export ` before a name is ignored; 'single quotes' keep everything;
/// "double quotes" know \n, \t, \" and \\. Nothing is expanded and a value ends with its line. The last one of two equal names wins.
/// </summary>
public static class DotEnv
{
    public static IReadOnlyList<Variable> Parse(string text, string file)
    {
        var variables = new List<Variable>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith("export ", StringComparison.Ordinal)) line = line[7..].TrimStart();

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) throw Bad("has no '='; write NAME=value");
            var name = line[..equals].TrimEnd();
            if (!IsName(name)) throw Bad("has no name before '='; names are letters, digits and '_'");

            variables.Add(new Variable(name, Value(line[(equals + 1)..].TrimStart()), $"{file} line {number}"));
        }

        return variables;

        string Value(string rest) => rest switch
        {
            ['\'', ..] => Quoted(rest, '\''),
            ['"', ..] => Quoted(rest, '"'),
            _ => Unquoted(rest),
        };

        string Quoted(string rest, char quote)
        {
            var value = new StringBuilder();
            for (var i = 1; i < rest.Length; i++)
            {
                if (rest[i] == quote)
                {
                    var tail = rest[(i + 1)..].TrimStart();
                    if (tail.Length > 0 && tail[0] != '#') throw Bad("goes on after its closing quote");
                    return value.ToString();
                }

                if (quote == '"' && rest[i] == '\\' && i + 1 < rest.Length)
                    value.Append(rest[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
                else
                    value.Append(rest[i]);
            }

            throw Bad("has no closing quote");
        }

        // The value itself never appears in a message: it may be a secret.
        UsageException Bad(string what) => new($"{file} line {number} {what}.");
    }

    static string Unquoted(string rest)
    {
        if (rest.StartsWith('#')) return "";
        var comment = rest.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? rest : rest[..comment]).TrimEnd();
    }

    static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
