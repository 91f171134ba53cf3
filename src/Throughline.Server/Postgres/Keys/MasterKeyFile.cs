namespace Throughline.Server.Postgres.Keys;

/// <summary>The file of the master key. It is made when the first key is needed, readable by its owner alone.</summary>
public sealed class MasterKeyFile(string path)
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly Lock _lock = new();
    MasterKey? _known;

    public string Path => path;

    /// <summary>A new master key waits here until everything is encrypted under it, so that a rotation that is cut off can be completed.</summary>
    string Next => path + ".new";

    /// <summary>The master key that new keys are encrypted under.</summary>
    public MasterKey Current()
    {
        lock (_lock)
            return _known ??= Read(path) ?? Make();
    }

    /// <summary>The master key of that name; null: it is not in the file.</summary>
    public MasterKey? Find(string id)
    {
        lock (_lock)
        {
            if (_known?.Id == id)
                return _known;
            // It may have been replaced while this process runs, or its replacement was cut off half-way.
            if (Read(path) is { } now && now.Id == id)
                return _known = now;
            if (Read(Next) is not { } next || next.Id != id)
                return null;
            File.Move(Next, path, overwrite: true);
            return _known = next;
        }
    }

    /// <summary>Makes a master key that takes the present one's place with <see cref="Complete"/>.</summary>
    public MasterKey Prepare()
    {
        var next = MasterKey.New();
        File.Delete(Next);
        Write(Next, next);
        return next;
    }

    public void Complete()
    {
        lock (_lock)
        {
            File.Move(Next, path, overwrite: true);
            _known = Read(path);
        }
    }

    static MasterKey? Read(string file)
    {
        try
        {
            return MasterKey.Parse(File.ReadAllText(file))
                ?? throw new StartupException($"{file} is no key file: put back the one that was there (32 bytes, in base64).");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The key file {file} can't be read by {Environment.UserName}: give it the right.", e);
        }
    }

    MasterKey Make()
    {
        // Beside it first: whoever reads it finds all of it. Of two processes that make it at once, one wins and both take that one.
        var draft = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        Write(draft, MasterKey.New());
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
        return Read(path)!;
    }

    static void Write(string file, MasterKey key)
    {
        var folder = System.IO.Path.GetDirectoryName(file)!;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
                options.UnixCreateMode = Private;
            }
            using var stream = new FileStream(file, options);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(key.Write()));
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The key file {file} can't be written by {Environment.UserName} ({e.Message.TrimEnd('.')}): give it the right, or name another one with THROUGHLINE_KEYS__MASTERFILE.", e);
        }
    }
}
