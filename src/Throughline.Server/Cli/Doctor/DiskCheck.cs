using System.Globalization;

namespace Throughline.Server.Cli.Doctor;

/// <summary>Room for the embedded PostgreSQL. It stops taking changes when its disk is full; nothing is lost, but nobody can work.</summary>
static class DiskCheck
{
    const long Little = 2L << 30;
    const long TooLittle = 256L << 20;

    public static Finding Run(string folder) => Judge(folder, new DriveInfo(folder).AvailableFreeSpace);

    public static Finding Judge(string folder, long free)
    {
        var message = $"{Text(free)} free for {folder}";
        return free switch
        {
            < TooLittle => Finding.Fail("disk", message, "Make room now, or move the data folder to a larger disk: PostgreSQL stops when the disk is full."),
            < Little => Finding.Warn("disk", message, "Make room soon, or move the data folder to a larger disk."),
            _ => Finding.Ok("disk", message),
        };
    }

    static string Text(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB");
}
