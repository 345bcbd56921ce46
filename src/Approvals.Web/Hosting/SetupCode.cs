using System.Security.Cryptography;
using Approvals.Procedures;
using Approvals.Procedures.People;

namespace Approvals.Web.Hosting;

/// <summary>A code printed where the server runs, asked for when the first admin is made: whoever can read the log may set the installation up.</summary>
public sealed class SetupCode(Actions actions)
{
    private readonly string _code = RandomNumberGenerator.GetString("ABCDEFGHJKMNPQRSTUVWXYZ23456789", 10);

    public bool Matches(string typed) => CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(typed.Trim().ToUpperInvariant()), System.Text.Encoding.UTF8.GetBytes(_code));

    public async Task PrintAsync(CancellationToken cancel)
    {
        if (!await actions.AskAsync(ActingAs.SystemJob("set-up"), new IsSetUp(), cancel))
        {
            Console.WriteLine($"还没有管理员。请打开 /SetUp 创建首位管理员，初始化口令：{_code}");
        }
    }
}
