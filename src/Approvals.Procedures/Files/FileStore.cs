using System.Security.Cryptography;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Files;

/// <summary>Photos and scans by content: cleaned, encrypted, written and synced before any transaction names them.</summary>
public sealed class FileStore(string folder, Seals seals)
{
    /// <summary>The largest upload, in bytes.</summary>
    public const int Largest = 15 * 1024 * 1024;

    /// <summary>Keeps the bytes and answers how to name them in a form.</summary>
    public async Task<Reply<FileRef>> KeepAsync(byte[] bytes, CancellationToken cancel = default)
    {
        var media = ImageCleaning.IsJpeg(bytes) ? "image/jpeg"
            : ImageCleaning.IsPng(bytes) ? "image/png"
            : ImageCleaning.IsPdf(bytes) ? "application/pdf"
            : null;
        if (media is null || bytes.Length > Largest)
        {
            return new Refusal(RefusalKind.Invalid, "file.kind", "只能上传 15 MB 以内的 JPG、PNG 照片或 PDF 扫描件",
                Next: "请用手机重新拍照，或把文件另存为 JPG 后再上传");
        }

        var clean = ImageCleaning.Clean(bytes);
        var name = Convert.ToHexStringLower(SHA256.HashData(clean));
        await WriteAsync(PathOf(name), seals.Encrypt(clean), cancel);
        return new FileRef(name, media);
    }

    /// <summary>The bytes of a file, or null when it is not here. Callers check scope first.</summary>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancel = default)
    {
        var path = IsName(name) ? PathOf(name) : null;
        return path is not null && File.Exists(path) ? seals.Decrypt(await File.ReadAllBytesAsync(path, cancel)) : null;
    }

    public bool Has(string name) => IsName(name) && File.Exists(PathOf(name));

    /// <summary>Removes files older than the age that no row names. Uploads of forms still being filled in are younger.</summary>
    public int Sweep(IReadOnlySet<string> named, DateTimeOffset olderThan)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var unnamed = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !named.Contains(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < olderThan.UtcDateTime)
            .ToList();
        unnamed.ForEach(File.Delete);
        return unnamed.Count;
    }

    // Written again when it is here already: sent anew it is young anew, and no sweep takes it before a row names it.
    private static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
        {
            await file.WriteAsync(bytes, cancel);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static bool IsName(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    private string PathOf(string name) => Path.Combine(folder, name[..2], name);
}
