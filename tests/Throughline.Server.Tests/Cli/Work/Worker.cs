using System.Text.Json;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Client.Work;
using Throughline.Server.Tests.Postgres;

namespace Throughline.Server.Tests.Cli.Work;

/// <summary>`work` as a child process, in a folder where its commands leave their traces.</summary>
sealed class Worker : IAsyncDisposable
{
    readonly TestFolder _folder;
    readonly ServerProcess _process;

    Worker(TestFolder folder, ServerProcess process) => (_folder, _process) = (folder, process);

    public string Output => _process.Output;

    public string Errors => _process.Errors;

    public static Worker Start(Uri server, WorkedProject project, params string[] options)
    {
        var folder = new TestFolder("work");
        return new Worker(folder, ServerProcess.Start(folder.Path, ["work", "--project", project.Key, "--server", server.ToString(), .. options], InstanceOwner.Variable));
    }

    /// <summary>Runs it until nothing is left to do.</summary>
    public static async Task<Worker> RunAsync(Uri server, WorkedProject project, params string[] options)
    {
        var worker = Start(server, project, ["--until-empty", .. options]);
        await worker.ExitAsync();
        return worker;
    }

    public Task<int> ExitAsync() => _process.ExitAsync();

    /// <exception cref="InvalidOperationException">It has ended by itself; why, it said.</exception>
    public void Signal(int number)
    {
        try
        {
            _process.Signal(number);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"{e.Message} It said: {Errors}", e);
        }
    }

    public string Trace(string file) => File.ReadAllText(Path.Combine(_folder.Path, file));

    /// <summary>Leaves a trace for its commands.</summary>
    public void Leave(string file) => File.WriteAllText(Path.Combine(_folder.Path, file), "");

    public JsonElement JsonTrace(string file) => JsonDocument.Parse(Trace(file)).RootElement;

    /// <summary>The number of a process that a command wrote down.</summary>
    public async Task<int> ProcessAsync(string file)
    {
        var path = Path.Combine(_folder.Path, file);
        await Until.TrueAsync($"{file} is written", () => File.Exists(path) && File.ReadAllText(path).EndsWith('\n'));
        return int.Parse(Trace(file).Trim());
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
