using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Approvals.Web.Pages;

/// <summary>What all pages share: who is acting, forms in and out, refusals shown where they belong.</summary>
public abstract class OfficialPage(Current me, FileStore files) : PageModel
{
    protected Current Me { get; } = me;

    /// <summary>The refusal to show on top of the page; null when all is well.</summary>
    public Refusal? Refusal { get; protected set; }

    /// <summary>One id per rendered form, so that a double click has one effect.</summary>
    public Guid CommandId { get; protected set; } = Guid.CreateVersion7();

    /// <summary>A session that ended while the browser still holds its cookie leads to sign-in and back.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (User.Identity?.IsAuthenticated == true)
        {
            var acting = await Me.ActingAsync();
            if (!acting.IsSomebody)
            {
                await HttpContext.SignOutAsync();
                context.Result = RedirectToPage("/SignIn", new { returnUrl = Request.Path + Request.QueryString });
                return;
            }

            if (User.HasClaim(Claims.MustChange, "yes") && this is not PasswordModel)
            {
                context.Result = RedirectToPage("/Password");
                return;
            }
        }

        await next();
    }

    protected async Task<ActingAs> ActingAsync() => await Me.ActingAsync();

    /// <summary>What was sent, as the JSON the API takes; uploaded files are kept and named.</summary>
    protected async Task<JsonObject> FormJsonAsync(Form form, string at = "")
    {
        var pairs = Request.Form.ToDictionary(p => p.Key, p => (IReadOnlyList<string>)[.. p.Value.OfType<string>()]);
        foreach (var upload in Request.Form.Files.Where(f => f.Length > 0))
        {
            await AddUploadAsync(pairs, upload);
        }

        return FormFields.ToJson(form, pairs, at);
    }

    /// <summary>The uploads of this request that could not be kept.</summary>
    protected List<FieldError> UploadErrors { get; } = [];

    protected static JsonElement Element(JsonObject json) => JsonElement.Parse(json.ToJsonString());

    protected Guid SentCommandId() => Guid.TryParse(Request.Form["commandId"], out var id) ? id : Guid.CreateVersion7();

    /// <summary>Adds or removes a row where the person asked for it instead of sending; true when they did.</summary>
    protected bool ChangedRows(JsonObject values, string at = "")
    {
        if (Request.Form["_add"].FirstOrDefault() is { Length: > 0 } add && Rows(values, add[at.Length..], create: true) is { } grown)
        {
            // One more than were shown: rows left empty were not read.
            for (var shown = RowsShown(add); grown.Count <= shown;)
            {
                grown.Add((JsonNode)new JsonObject());
            }

            return true;
        }

        if (Request.Form["_remove"].FirstOrDefault() is { Length: > 0 } remove && remove.LastIndexOf('[') is var open and > 0
            && int.TryParse(remove[(open + 1)..^1], out var index) && Rows(values, remove[at.Length..open], create: false) is { } shrunk && index < shrunk.Count)
        {
            shrunk.RemoveAt(index);
            return true;
        }

        return false;
    }

    /// <summary>Puts a refusal on the page and sets its status.</summary>
    protected PageResult Refuse(Refusal refusal)
    {
        Refusal = refusal;
        Response.StatusCode = Api.ApiProblems.StatusOf(refusal.Kind);
        return Page();
    }

    protected void Say(string done) => TempData["Done"] = done;

    private int RowsShown(string path)
    {
        var shown = 0;
        while (Request.Form.Keys.Any(k => k.StartsWith(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}[{shown}]."), StringComparison.Ordinal)))
        {
            shown++;
        }

        return shown;
    }

    private async Task AddUploadAsync(Dictionary<string, IReadOnlyList<string>> pairs, IFormFile upload)
    {
        using var buffer = new MemoryStream();
        await upload.CopyToAsync(buffer);
        var kept = await files.KeepAsync(buffer.ToArray(), HttpContext.RequestAborted);
        if (kept.Done)
        {
            pairs[upload.Name] = [.. pairs.GetValueOrDefault(upload.Name) ?? [], $"{kept.Value.File}|{kept.Value.MediaType}"];
        }
        else
        {
            UploadErrors.Add(new FieldError(upload.Name, "上传的文件", $"“{upload.FileName}”：{kept.Refusal!.Message}。{kept.Refusal.Next}"));
        }
    }

    private static JsonArray? Rows(JsonObject values, string path, bool create)
    {
        JsonNode? at = values;
        var parts = path.Split('.');
        for (var i = 0; i < parts.Length - 1; i++)
        {
            at = at?[parts[i]] ?? (create && at is JsonObject parent ? parent[parts[i]] = new JsonObject() : null);
        }

        return at?[parts[^1]] as JsonArray ?? (create && at is JsonObject owner ? (owner[parts[^1]] = new JsonArray()) as JsonArray : null);
    }
}

/// <summary>A form as it is drawn: fields, what was typed, what is wrong, and where references find their choices.</summary>
/// <param name="Ids">Tells the ids of its fields from those of other forms on the page.</param>
public sealed record FormView(
    Form Form, JsonObject Values, IReadOnlyList<FieldError> Errors, IReadOnlyDictionary<string, IReadOnlyList<Choice>> References, string At = "", string Ids = "f")
{
    /// <summary>The id of the field at a path: what labels and the links of the error summary name.</summary>
    public static string IdOf(string ids, string path) =>
        $"{ids}-{path.Replace('[', '-').Replace("].", "-", StringComparison.Ordinal).Replace(']', '-').Replace('.', '-')}";

    public string? ErrorOf(string path) => Errors.FirstOrDefault(e => e.Path == path)?.Message;
}

/// <summary>One field as it is drawn.</summary>
public sealed record FieldView(Field Field, JsonNode? Value, string Path, FormView Whole)
{
    /// <summary>An id for labels and error links.</summary>
    public string Id => FormView.IdOf(Whole.Ids, Path);

    public string Text => Value is JsonValue v ? v.TryGetValue<string>(out var text) ? text : v.ToJsonString() : string.Empty;

    public IReadOnlyList<string> Texts => Value is JsonArray list ? [.. list.Select(n => n is JsonValue v && v.TryGetValue<string>(out var t) ? t : n?.ToJsonString() ?? "")] : [];

    public string? Error => Whole.ErrorOf(Path);

    public JsonObject ValueAsObject => Value as JsonObject ?? new JsonObject();

    public JsonArray ValueAsRows => Value as JsonArray ?? new JsonArray();

    /// <summary>A row, or an empty one where nothing was typed yet.</summary>
    public static JsonObject Row(JsonArray rows, int index) => index < rows.Count && rows[index] is JsonObject row ? row : new JsonObject();
}
