using Throughline.Bench.Machine;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks.Web;

/// <summary>The dashboard and the list of stories in a browser, against the budgets of the design.</summary>
sealed class WebApp : Benchmark
{
    const int UpdatesPerSecond = 10;
    static readonly Figure Code = new("scripts and styles, the dashboard's among them", " KB");
    static readonly Figure Fonts = new("fonts", " KB");
    static readonly Figure Interactive = new("time to interactive", " ms");
    static readonly Figure Interaction = new("slowest interaction", " ms");
    static readonly Figure Dropped = new("dropped frames", " %");
    static readonly Figure Task = new("longest task", " ms");
    static readonly Figure Update = new("main thread per live update", " ms");
    static readonly Figure Heap = new("heap of the dashboard", " MB");

    public override string Name => "web";

    public override string Compares => "the dashboard and the list of 2,000 stories in headless Chromium, at full CPU and at a quarter of it";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        await using var node = await ServerNode.StartAsync(cancel);
        await using var joined = await node.JoinAsync(cancel);
        var project = await Api.NewProjectAsync(node.Address, "TL", cancel);
        if (await StoryLines.SendAsync(node.Address, 2000, cancel) is > 0 and var lost) throw new InvalidOperationException($"{lost} lines failed.");
        await using var browser = await Browser.StartAsync();
        var durable = (await Durability.ReadAsync(joined.DataSource)).ToString();
        var visit = new Visit(browser, node.Address, project, await SignedIn.CookieAsync(joined.DataSource, cancel), stand.Extent.Of(6000, 3000));

        var full = Side("full CPU", 1);
        var slow = Side("a quarter of the CPU", 4);
        var rounds = await stand.InterleaveAsync(cancel, full, slow);
        return
        [
            rounds.Judge(Code, full, Goal.AtMost(180, Code), "the budget is 120 KB for the first load and 60 KB for a route, here both, with the worker; heads of the answers count too"),
            rounds.Judge(Fonts, full, Goal.AtMost(50, Fonts)),
            Judge(Interactive, full, Goal.AtMost(700, Interactive)),
            Judge(Interactive, slow, Goal.AtMost(2000, Interactive)),
            Judge(Interaction, full, Goal.AtMost(100, Interaction)),
            Judge(Interaction, slow, Goal.AtMost(200, Interaction)),
            Judge(Dropped, full, Goal.Below(1, Dropped)),
            Judge(Task, full, Goal.AtMost(50, Task)),
            Judge(Update, full, Goal.AtMost(4, Update)),
            Judge(Heap, full, Goal.AtMost(15, Heap)),
        ];

        Row Judge(Figure figure, Side side, Goal goal) => rounds.Judge(figure, side, goal) with { What = $"{figure.Name}, {side.Name}" };

        Side Side(string name, int slowdown) => new(name, token => visit.MeasureAsync(slowdown, token))
        {
            Durability = durable,
            Batching = $"what happens is shown at most once a frame; Chromium {browser.Version}, nothing cached",
            Load = $"a simulation of {UpdatesPerSecond} stories a second while frames are counted; browser and server share the machine",
        };
    }

    /// <summary>One visit: load, use, watch.</summary>
    sealed class Visit(Browser browser, Uri server, Guid project, string cookie, int watch)
    {
        public async Task<Sample> MeasureAsync(int slowdown, CancellationToken cancel)
        {
            var started = TimeProvider.System.GetTimestamp();
            await using var open = await browser.OpenAsync(new Uri(server, "/p/TL/dashboard"), slowdown, cookie);
            var interactive = await open.InteractiveAsync();
            var workers = 0.0;
            foreach (var worker in await open.WorkersAsync()) workers += await Api.TransferredAsync(new Uri(worker), cancel);
            var (code, fonts) = (open.Bytes("Script", "Stylesheet", "Preload", "Other") + workers, open.Bytes("Font"));

            var (dropped, task, update) = await WatchAsync(open, cancel);
            var heap = await open.HeapAsync();
            var interaction = await UseAsync(open);
            return new Sample
            {
                Figures = new Dictionary<Figure, double>
                {
                    [Code] = code / 1024,
                    [Fonts] = fonts / 1024,
                    [Interactive] = interactive,
                    [Interaction] = interaction,
                    [Dropped] = dropped,
                    [Task] = task,
                    [Update] = update,
                    [Heap] = heap,
                },
                Seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds,
                Void = code <= 0 || interaction <= 0 || !double.IsFinite(update) ? "the browser told nothing" : null,
            };
        }

        /// <summary>A dashboard that moves all the time.</summary>
        async Task<(double Dropped, double Task, double Update)> WatchAsync(OpenedPage open, CancellationToken cancel)
        {
            await Api.PostAsync(new Uri(server, "/api/simulation"),
                $$"""{"projectId":"{{project}}","storiesPerSecond":{{UpdatesPerSecond}},"workers":8,"speed":100000,"seconds":120}""", cancel);
            await System.Threading.Tasks.Task.Delay(1500, cancel);
            // First without looking at the frames, which itself makes the browser draw each of them.
            var (updates, busy) = (await open.UpdatesAsync(), await open.TaskSecondsAsync());
            await System.Threading.Tasks.Task.Delay(watch / 2, cancel);
            var worked = await open.TaskSecondsAsync() - busy;
            updates = await open.UpdatesAsync() - updates;
            var from = await open.NowAsync();
            var frames = await open.WatchFramesAsync(watch);
            var task = await open.LongestTaskAsync(from);
            await Api.DeleteAsync(new Uri(server, "/api/simulation"), cancel);
            return (DroppedOf(frames), task, worked * 1000 / updates);
        }

        /// <summary>What was not drawn, of what 60 frames a second are.</summary>
        static double DroppedOf(double[] frames)
        {
            const double Frame = 1000 / 60.0;
            var all = (frames[^1] - frames[0]) / Frame;
            var lost = frames.Zip(frames.Skip(1), (one, next) => Math.Max(0, Math.Round((next - one) / Frame) - 1)).Sum();
            return lost / all * 100;
        }

        /// <summary>Walks to the list, through it, into a story and out, and writes a new one.</summary>
        static async Task<double> UseAsync(OpenedPage open)
        {
            var keys = open.Page.Keyboard;
            await keys.PressAsync("g");
            await keys.PressAsync("s");
            var grid = open.Page.GetByRole(Microsoft.Playwright.AriaRole.Grid, new() { Name = "Stories" });
            await grid.GetByRole(Microsoft.Playwright.AriaRole.Row).First.WaitForAsync();
            await grid.FocusAsync();
            for (var at = 0; at < 10; at++) await keys.PressAsync("ArrowDown");
            await keys.PressAsync("Enter");
            await open.Page.GetByRole(Microsoft.Playwright.AriaRole.Article).First.WaitForAsync();
            await keys.PressAsync("Escape");
            await keys.PressAsync("c");
            await open.Page.GetByRole(Microsoft.Playwright.AriaRole.Dialog, new() { Name = "New story" }).WaitForAsync();
            await keys.TypeAsync("Follow the journal");
            await keys.PressAsync("Control+Enter");
            await grid.GetByText("Follow the journal", new() { Exact = true }).First.WaitForAsync();
            // An interaction is told of after the frame that shows it.
            await System.Threading.Tasks.Task.Delay(300);
            return await open.LongestInteractionAsync();
        }
    }
}
