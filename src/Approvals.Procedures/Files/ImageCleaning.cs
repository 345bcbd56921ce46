using System.Buffers.Binary;

namespace Approvals.Procedures.Files;

/// <summary>Removes what a phone writes into a picture besides the picture: place, device, time, thumbnails. The orientation stays.</summary>
public static class ImageCleaning
{
    /// <summary>The same JPEG or PNG without metadata; other bytes are returned as they are.</summary>
    public static byte[] Clean(byte[] bytes) =>
        IsJpeg(bytes) ? CleanJpeg(bytes) : IsPng(bytes) ? CleanPng(bytes) : bytes;

    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.Length > 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(PngSignature);

    public static bool IsPdf(ReadOnlySpan<byte> bytes) => bytes.StartsWith("%PDF-"u8);

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static byte[] CleanJpeg(byte[] bytes)
    {
        using var clean = new MemoryStream(bytes.Length);
        clean.Write(bytes, 0, 2);
        var at = 2;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            if (marker == 0xDA || at + length > bytes.Length)
            {
                break;
            }

            WriteJpegSegment(clean, bytes.AsSpan(at, length), marker);
            at += length;
        }

        clean.Write(bytes, at, bytes.Length - at);
        return clean.ToArray();
    }

    // APP1 holds EXIF and XMP, APP13 captions, COM comments; APP0 (JFIF) and APP2 (colour profile) belong to the picture.
    private static void WriteJpegSegment(MemoryStream clean, ReadOnlySpan<byte> segment, byte marker)
    {
        if (marker == 0xE1 && OrientationOf(segment) is var orientation and > 1)
        {
            clean.Write(OrientationOnly(orientation));
        }
        else if (marker is not (0xE1 or 0xFE or (>= 0xE3 and <= 0xED) or 0xEF))
        {
            clean.Write(segment);
        }
    }

    private static int OrientationOf(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 18 || !segment[4..].StartsWith("Exif\0\0"u8))
        {
            return 0;
        }

        var tiff = segment[10..];
        var little = tiff[0] == (byte)'I';
        var at = (int)Read32(tiff[4..], little);
        if (at < 8 || at + 2 > tiff.Length)
        {
            return 0;
        }

        var entries = Read16(tiff[at..], little);
        for (var i = 0; i < entries && at + 14 + (i * 12) <= tiff.Length; i++)
        {
            var entry = tiff.Slice(at + 2 + (i * 12), 12);
            if (Read16(entry, little) == 0x0112)
            {
                return Read16(entry[8..], little) is var value and <= 8 ? value : 0;
            }
        }

        return 0;
    }

    private static int Read16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    // A minimal EXIF block: one entry, the orientation.
    private static byte[] OrientationOnly(int orientation) =>
    [
        0xFF, 0xE1, 0x00, 0x22, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0,
        (byte)'M', (byte)'M', 0, 0x2A, 0, 0, 0, 8, 0, 1,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    private static byte[] CleanPng(byte[] bytes)
    {
        using var clean = new MemoryStream(bytes.Length);
        clean.Write(bytes, 0, 8);
        var at = 8;
        while (at + 12 <= bytes.Length)
        {
            var length = 12 + (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length < 12 || at + length > bytes.Length)
            {
                break;
            }

            var kind = bytes.AsSpan(at + 4, 4);
            if (!(kind.SequenceEqual("eXIf"u8) || kind.SequenceEqual("tEXt"u8) || kind.SequenceEqual("zTXt"u8) || kind.SequenceEqual("iTXt"u8) || kind.SequenceEqual("tIME"u8)))
            {
                clean.Write(bytes, at, length);
            }

            at += length;
        }

        return clean.ToArray();
    }
}
