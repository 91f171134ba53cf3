using System.Globalization;

namespace Throughline.Server.Cli.Import;

/// <summary>What became of the rows so far.</summary>
sealed class Tally
{
    readonly SortedList<long, string> _firstRefused = [];

    public long New { get; private set; }

    public long Changed { get; private set; }

    public long Unchanged { get; private set; }

    public long Refused { get; private set; }

    public long Rows => New + Changed + Unchanged + Refused;

    /// <summary>The first refused rows by their lines in the file.</summary>
    public IReadOnlyDictionary<long, string> FirstRefused => _firstRefused;

    public void Take(string? outcome)
    {
        switch (outcome)
        {
            case "new":
                New++;
                break;
            case "changed":
                Changed++;
                break;
            default:
                Unchanged++;
                break;
        }
    }

    public void Refuse(long line, string reason, int listed)
    {
        Refused++;
        _firstRefused[line] = reason;
        if (_firstRefused.Count > listed)
            _firstRefused.RemoveAt(listed);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{New} new, {Changed} changed, {Unchanged} unchanged, {Refused} refused");
}
