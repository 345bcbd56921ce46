using Microsoft.Playwright;

namespace Approvals.Web.Tests;

/// <summary>The drawing in Elsa Studio's editor, worked with the mouse as an admin does.</summary>
public sealed class Canvas(IPage page)
{
    private const int Patience = 120_000;
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("SCREENSHOTS");

    /// <summary>Waits until Studio has started and drawn the flow.</summary>
    public async Task DrawnAsync()
    {
        await page.WaitForSelectorAsync(".x6-node", new() { Timeout = Patience });
        await page.WaitForFunctionAsync("() => !document.getElementById('ap-wait')", null, new() { Timeout = Patience });
    }

    /// <summary>Marks the page, so that it shows whether another has come in its place.</summary>
    public Task MarkAsync() => page.EvaluateAsync("() => { window.stillTheSame = true; }");

    public Task<bool> IsMarkedAsync() => page.EvaluateAsync<bool>("() => window.stillTheSame === true");

    /// <summary>How many files of Studio's runtime were asked for one by one instead of in the pack: its own code, and the words of the language.</summary>
    public Task<int> PartsLoadedAsync() => page.EvaluateAsync<int>("() => performance.getEntriesByType('resource').filter(r => r.name.endsWith('.wasm')).length");

    public Task<int> ConnectionsAsync() => page.Locator(".x6-edge").CountAsync();

    /// <summary>Moves the drawing until an activity stands at a place, seen from the upper left corner.</summary>
    public async Task PanAsync(string activity, double x, double y)
    {
        var frame = await FrameAsync();
        var at = await Node(activity).BoundingBoxAsync() ?? throw new InvalidOperationException($"{activity} is not drawn.");
        var (dx, dy) = (frame.X + x - at.X, frame.Y + y - at.Y);
        while (Math.Abs(dx) > 5 || Math.Abs(dy) > 5)
        {
            var (sx, sy) = (Math.Clamp(dx, 120 - frame.Width, frame.Width - 120), Math.Clamp(dy, 60 - frame.Height, frame.Height - 60));
            var from = await page.EvaluateAsync<double[]>(Blank, new[] { sx >= 0 ? frame.X + 40 : frame.X + frame.Width - 40, sy >= 0 ? frame.Y + (frame.Height * 0.35) : frame.Y + frame.Height - 12 });
            await DragAsync(from[0], from[1], from[0] + sx, from[1] + sy);
            (dx, dy) = (dx - sx, dy - sy);
        }
    }

    /// <summary>Waits until an activity stands near the middle of the canvas, where nobody has moved it.</summary>
    public Task CentredAsync(string activity) => page.WaitForFunctionAsync(Centred, activity, new() { Timeout = Patience });

    /// <summary>Opens a category of the toolbox.</summary>
    public Task OpenCategoryAsync(string category) => page.Locator(".mud-expand-panel-header", new() { HasText = category }).ClickAsync();

    /// <summary>Drags an activity from the toolbox; its new id.</summary>
    public async Task<string> DropAsync(string name, double x, double y)
    {
        var before = await IdsAsync();
        var frame = await FrameAsync();
        var tool = page.Locator("[draggable=true]", new() { HasText = name }).First;
        await tool.WaitForAsync();
        await page.WaitForFunctionAsync("e => { const b = e.getBoundingClientRect(); const w = window; const same = w.__y === b.y; w.__y = b.y; return same && b.height > 0; }", await tool.ElementHandleAsync(), new() { PollingInterval = 200 });
        var box = (await tool.BoundingBoxAsync())!;
        await DragAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2), frame.X + x, frame.Y + y);
        await page.WaitForFunctionAsync("n => document.querySelectorAll('.x6-node').length > n", before.Count);
        return (await IdsAsync()).Except(before).Single();
    }

    /// <summary>Connects an outcome to an activity.</summary>
    public async Task LinkAsync(string from, string outcome, string to)
    {
        var connections = await ConnectionsAsync();
        var ((x, y), (tx, ty)) = (await PortAsync(from, outcome), await PortAsync(to, "In"));
        await DragAsync(x, y, tx, ty);
        await page.WaitForFunctionAsync("n => document.querySelectorAll('.x6-edge').length === n", connections + 1);
    }

    /// <summary>Deletes the connection between an outcome and an activity.</summary>
    public async Task UnlinkAsync(string from, string outcome, string to)
    {
        var connections = await ConnectionsAsync();
        var ((x, y), (tx, ty)) = (await PortAsync(from, outcome), await PortAsync(to, "In"));
        var at = await page.EvaluateAsync<double[]?>(OnEdge, new[] { x, y, tx, ty }) ?? throw new InvalidOperationException($"No connection {from}.{outcome} to {to} in sight.");
        await page.Mouse.ClickAsync((float)at[0], (float)at[1]);
        await page.Keyboard.PressAsync("Delete");
        await page.WaitForFunctionAsync("n => document.querySelectorAll('.x6-edge').length === n", connections - 1);
    }

    /// <summary>Selects an activity and fills one of its inputs.</summary>
    public async Task FillAsync(string activity, string label, string value)
    {
        await SelectAsync(activity);
        var field = page.Locator(".mud-input-control", new() { Has = page.Locator("label", new() { HasText = label }) }).Locator("input").First;
        await field.FillAsync(value);
        await SavedAsync(() => field.PressAsync("Tab"));
    }

    public async Task SelectAsync(string activity)
    {
        var box = (await Node(activity).BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    /// <summary>Opens a tab beside or below the drawing, also one scrolled out of the row.</summary>
    public Task OpenTabAsync(string name) => page.Locator($".mud-tab:has-text('{name}')").Filter(new() { HasTextRegex = new($"^\\s*{name}\\s*$") }).First.EvaluateAsync("tab => tab.click()");

    /// <summary>Takes one of the choices of a drop-down.</summary>
    public async Task ChooseAsync(string label, string choice)
    {
        await page.Locator(".mud-input-control", new() { Has = page.Locator("label", new() { HasText = label }) }).Locator(".mud-input").First.ClickAsync();
        await SavedAsync(() => page.ClickAsync($".mud-popover-open :text-is('{choice}')"));
    }

    /// <summary>Adds an input or an output of the flow by its dialog.</summary>
    public async Task DefineAsync(string button, string name)
    {
        await page.ClickAsync($"button:has-text('{button}')");
        var field = page.Locator(".mud-dialog .mud-input-control", new() { Has = page.Locator("label", new() { HasText = "名称" }) }).Locator("input").First;
        // Studio proposes a name (Output1) a moment after the dialog has opened; what was typed before would be lost.
        await page.WaitForFunctionAsync("() => /\\d$/.test(document.querySelector('.mud-dialog input')?.value ?? '')");
        await field.FillAsync(name);
        await field.PressAsync("Tab");
        await SavedAsync(() => page.ClickAsync(".mud-dialog-actions button:has-text('确定')"));
        await page.WaitForFunctionAsync("() => !document.querySelector('.mud-dialog')");
    }

    /// <summary>Types another name for the flow; Studio then saves by itself.</summary>
    public async Task RenameAsync(string name)
    {
        var field = page.Locator(".mud-input-control", new() { Has = page.Locator("label", new() { HasText = "名称" }) }).Locator("input").First;
        await field.FillAsync(name);
        await field.PressAsync("Tab");
    }

    /// <summary>Presses the button that publishes and waits for the answer.</summary>
    public Task<IResponse> PublishAsync() => page.RunAndWaitForResponseAsync(
        () => page.Locator("button.mud-primary-text").First.ClickAsync(),
        answer => IsSave(answer) && answer.Request.PostData?.Contains("\"publish\":true", StringComparison.OrdinalIgnoreCase) == true,
        new() { Timeout = Patience });

    /// <summary>Does something that Studio saves by itself, and waits for it.</summary>
    public Task SavedAsync(Func<Task> act) => page.RunAndWaitForResponseAsync(act, IsSave, new() { Timeout = Patience });

    /// <summary>Keeps a picture where SCREENSHOTS says, of the place around an activity where one is named.</summary>
    public async Task PictureAsync(string name, string? around = null)
    {
        if (Screenshots is not null)
        {
            Directory.CreateDirectory(Screenshots);
            await (around is null ? Task.CompletedTask : PanAsync(around, 300, 200));
            await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{name}.png") });
        }
    }

    /// <summary>Texts on the screen that are still English: two words or one long one, not codes. What is gone within five pictures nobody has read.</summary>
    public Task<string[]> EnglishAsync() => page.EvaluateAsync<string[]>(
        $$"""
        async () => {
          const english = {{English}};
          let found = english();
          for (let picture = 0; picture < 5 && found.length > 0; picture++) {
            await new Promise(requestAnimationFrame);
            const still = new Set(english());
            found = found.filter(text => still.has(text));
          }
          return found;
        }
        """);

    private const string Centred =
        """
        id => {
          const [node, frame] = [document.querySelector(`.x6-node[data-cell-id="${id}"]`), document.querySelector('.x6-graph')].map(e => e?.getBoundingClientRect());
          return node && Math.abs(node.x + node.width / 2 - frame.x - frame.width / 2) < 100 && Math.abs(node.y + node.height / 2 - frame.y - frame.height / 2) < 100;
        }
        """;

    private const string Blank =
        """
        ([x0, y0]) => {
          const frame = document.querySelector('.x6-graph').getBoundingClientRect();
          for (let r = 0; r < 500; r += 11) for (const [ox, oy] of [[0, r], [0, -r], [r, 0], [-r, 0], [r, r], [-r, -r], [r, -r], [-r, r]]) {
            const [x, y] = [x0 + ox, y0 + oy];
            if (x < frame.x + 5 || x > frame.right - 5 || y < frame.y + 5 || y > frame.bottom - 5) continue;
            const on = document.elementFromPoint(x, y);
            if (on && on.closest('.x6-graph') && !on.closest('.x6-cell')) return [x, y];
          }
          throw new Error('no blank place');
        }
        """;

    private const string OnEdge =
        """
        ([x, y, tx, ty]) => {
          for (const edge of document.querySelectorAll('.x6-edge')) {
            const path = edge.querySelector('path'), matrix = path.getScreenCTM(), length = path.getTotalLength();
            const at = part => { const p = path.getPointAtLength(length * part).matrixTransform(matrix); return [p.x, p.y]; };
            const [a, z] = [at(0), at(1)];
            if (Math.hypot(a[0] - x, a[1] - y) > 25 || Math.hypot(z[0] - tx, z[1] - ty) > 25) continue;
            for (const part of [.5, .4, .6, .3, .7, .2, .8]) { const p = at(part), on = document.elementFromPoint(...p); if (on && edge.contains(on)) return p; }
          }
          return null;
        }
        """;

    private const string English =
        """
        () => {
          const found = new Set();
          const walk = document.createTreeWalker(document.getElementById('ap-studio').parentElement, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const node = walk.currentNode, text = node.nodeValue.trim(), box = node.parentElement.getBoundingClientRect();
            if (node.parentElement.closest('script, style, .monaco-editor, .x6-node, [contenteditable]') || box.width === 0) continue;
            if (/[A-Za-z]{4,}/.test(text) && !/[\u4e00-\u9fff]/.test(text) && !/^[\w@.:-]*[-@.:\d_][\w@.:-]*$/.test(text) && !/^[a-z]+[A-Z]\w*$/.test(text)) found.add(text);
          }
          for (const item of document.querySelectorAll('#ap-studio [placeholder], #ap-studio [title]')) for (const name of ['placeholder', 'title']) {
            const text = (item.getAttribute(name) ?? '').trim();
            if (/[A-Za-z]{4,}/.test(text) && !/[\u4e00-\u9fff]/.test(text) && !item.closest('.x6-node')) found.add(text);
          }
          return [...found];
        }
        """;

    private static bool IsSave(IResponse answer) => answer.Request.Method == "POST" && new Uri(answer.Url).AbsolutePath == "/elsa/api/workflow-definitions";

    private ILocator Node(string activity) => page.Locator($".x6-node[data-cell-id='{activity}']");

    private async Task<IReadOnlyList<string>> IdsAsync() => await page.Locator(".x6-node").EvaluateAllAsync<string[]>("all => all.map(n => n.dataset.cellId)");

    private async Task<LocatorBoundingBoxResult> FrameAsync() => (await page.Locator(".x6-graph").First.BoundingBoxAsync())!;

    private async Task<(double X, double Y)> PortAsync(string activity, string port)
    {
        var box = await page.Locator($".x6-node[data-cell-id='{activity}'] [port='{port}']").BoundingBoxAsync() ?? throw new InvalidOperationException($"No port {activity}.{port}.");
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private async Task DragAsync(double x, double y, double tx, double ty)
    {
        await page.Mouse.MoveAsync((float)x, (float)y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((float)((x + tx) / 2), (float)((y + ty) / 2), new() { Steps = 4 });
        await page.Mouse.MoveAsync((float)tx, (float)ty, new() { Steps = 6 });
        await page.Mouse.UpAsync();
    }
}
