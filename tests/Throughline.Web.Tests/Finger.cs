using Microsoft.Playwright;

namespace Throughline.Web.Tests;

/// <summary>A finger on a page, as a touch screen tells of it: the browser itself decides what scrolls.</summary>
sealed class Finger(ICDPSession session) : IAsyncDisposable
{
    float _x;
    float _y;

    public static async Task<Finger> OfAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Emulation.setTouchEmulationEnabled", new Dictionary<string, object> { ["enabled"] = true, ["maxTouchPoints"] = 2 });
        return new Finger(session);
    }

    public async Task DownAsync(ILocator on)
    {
        var box = (await on.BoundingBoxAsync())!;
        (_x, _y) = (box.X + 60, box.Y + 30);
        await SendAsync("touchStart");
    }

    public async Task MoveAsync(float right, float down)
    {
        const int steps = 12;
        for (var i = 0; i < steps; i++)
        {
            (_x, _y) = (_x + right / steps, _y + down / steps);
            await SendAsync("touchMove");
        }
    }

    public Task UpAsync() => SendAsync("touchEnd", lifted: true);

    public Task CancelAsync() => SendAsync("touchCancel", lifted: true);

    public async ValueTask DisposeAsync()
    {
        await session.SendAsync("Emulation.setTouchEmulationEnabled", new Dictionary<string, object> { ["enabled"] = false });
        await session.DetachAsync();
    }

    async Task SendAsync(string type, bool lifted = false) => await session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
    {
        ["type"] = type,
        ["touchPoints"] = lifted ? (object[])[] : [new Dictionary<string, object> { ["x"] = _x, ["y"] = _y }],
    });
}
