using Microsoft.Playwright;

namespace Approvals.Web.Tests;

/// <summary>The browser window in which Studio is visited one person after the other, so that its nine megabytes are loaded once.</summary>
public sealed class StudioWindow(Chromium chromium) : IAsyncDisposable
{
    private IBrowserContext? _window;

    /// <summary>Whoever sat there leaves, somebody else signs in.</summary>
    public async Task<Desk> SitAsync(Site site, string login)
    {
        _window ??= await chromium.WindowAsync(Desk.Wide);
        await _window.ClearCookiesAsync();
        return await Desk.AtAsync(_window, site, login);
    }

    public async ValueTask DisposeAsync() => await (_window?.CloseAsync() ?? Task.CompletedTask);
}
