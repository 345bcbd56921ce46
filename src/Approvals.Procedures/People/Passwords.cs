using System.Globalization;
using System.Security.Cryptography;

namespace Approvals.Procedures.People;

/// <summary>Password hashing: PBKDF2-SHA512, 210,000 rounds, 16 random bytes of salt, self-describing text.</summary>
public static class Passwords
{
    private const int Rounds = 210_000;

    /// <summary>The shortest password accepted; length protects better than forced symbols.</summary>
    public const int ShortestLength = 10;

    public static string Hash(string password) => Hash(password, Rounds);

    /// <summary>Fewer rounds for accounts of a demo whose passwords are printed on the sign-in page anyway.</summary>
    internal static string Hash(string password, int rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, 32);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha512${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    public static bool Matches(string stored, string password)
    {
        var parts = stored.Split('$');
        if (parts is not ["pbkdf2-sha512", _, _, _] || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds))
        {
            return false;
        }

        var expected = Convert.FromBase64String(parts[3]);
        var actual = Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromBase64String(parts[2]), rounds, HashAlgorithmName.SHA512, expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
