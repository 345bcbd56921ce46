using System.Xml.Linq;
using Approvals.Procedures;
using Approvals.Procedures.People;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Hosting;

/// <summary>Keeps the session keys in the database, sealed, so that every node accepts the same cookies and tokens.</summary>
internal sealed class KeysInDatabase(Actions actions) : IConfigureOptions<KeyManagementOptions>, IXmlRepository
{
    private static readonly ActingAs Job = ActingAs.SystemJob("session-keys");

    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    // The framework asks synchronously, at start and when a key expires.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(() => actions.AskAsync(Job, new ReadSessionKeys())).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => actions.DoAsync(Job, new StoreSessionKey(friendlyName, element.ToString(SaveOptions.DisableFormatting)))).GetAwaiter().GetResult();
}
