using System.Security.Cryptography;
using System.Text;

namespace Approvals.Procedures.Storage;

/// <summary>A value encrypted at rest (ID number, account, phone, complainant). Opened only where it is shown, and the opening is logged.</summary>
public readonly record struct Sealed(byte[] Bytes);

/// <summary>Encrypts single values and hashes them for equality; the key lives in a file outside the database, shared by the nodes.</summary>
public sealed class Seals
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _encryptionKey;
    private readonly byte[] _hashKey;

    /// <param name="key">64 random bytes: 32 to encrypt, 32 to hash.</param>
    public Seals(byte[] key)
    {
        if (key.Length != 64)
        {
            throw new ArgumentException("密钥文件应为 64 字节", nameof(key));
        }

        _encryptionKey = key[..32];
        _hashKey = key[32..];
    }

    /// <summary>Reads the key file, or makes one that only this user may read.</summary>
    public static Seals FromFile(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = new FileStream(path, OwnerOnly());
            file.Write(RandomNumberGenerator.GetBytes(64));
            file.Flush(flushToDisk: true);
        }

        return new Seals(File.ReadAllBytes(path));
    }

    public Sealed Seal(string text) => new(Encrypt(Encoding.UTF8.GetBytes(text)));

    public string Open(Sealed value) => Encoding.UTF8.GetString(Decrypt(value.Bytes));

    public byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        var bytes = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_encryptionKey, TagSize);
        aes.Encrypt(bytes.AsSpan(0, NonceSize), plain, bytes.AsSpan(NonceSize, plain.Length), bytes.AsSpan(NonceSize + plain.Length));
        return bytes;
    }

    public byte[] Decrypt(ReadOnlySpan<byte> bytes)
    {
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_encryptionKey, TagSize);
        aes.Decrypt(bytes[..NonceSize], bytes[NonceSize..^TagSize], bytes[^TagSize..], plain);
        return plain;
    }

    /// <summary>Equal texts give equal hashes; without the key the text cannot be guessed from it.</summary>
    public byte[] Hash(string text) => HMACSHA256.HashData(_hashKey, Encoding.UTF8.GetBytes(text));

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
