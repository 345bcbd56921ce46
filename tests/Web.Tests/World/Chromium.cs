using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Approvals.Web.Tests.Chromium))]

namespace Approvals.Web.Tests;

/// <summary>The browser of the test run: Debian's Chromium, started when the first test wants it.</summary>
/// <remarks>Its headless shell is the same engine without the window nobody looks at, which costs as much again as the page.</remarks>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string? Program = Array.Find(["/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium"], File.Exists);
    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A window of its own: no cookies, Chinese, as wide as told.</summary>
    public async Task<IBrowserContext> WindowAsync(int width)
    {
        Assert.SkipUnless(Program is not null, "Chromium is not installed; .ci/run installs it");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--no-proxy-server"],
            });
        }
        finally
        {
            _starting.Release();
        }

        return await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 800 }, Locale = "zh-CN" });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
