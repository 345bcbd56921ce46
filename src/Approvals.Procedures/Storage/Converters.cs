using Approvals.Domain;
using Approvals.Procedures.People;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Approvals.Procedures.Storage;

/// <summary>Money is whole fen in both databases.</summary>
internal sealed class MoneyConverter() : ValueConverter<Money, long>(m => m.Fen, fen => new Money(fen));

/// <summary>Instants are microseconds, because SQLite can neither order nor compare DateTimeOffset.</summary>
internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
    instant => Instants.ToMicroseconds(instant), micros => Instants.FromMicroseconds(micros));

internal sealed class AreaConverter() : ValueConverter<AreaCode, long>(area => AreaRange.NumberOf(area), number => AreaRange.CodeOf(number));

internal sealed class SealedConverter() : ValueConverter<Sealed, byte[]>(s => s.Bytes, bytes => new Sealed(bytes));

/// <summary>Sixteen bytes in the order of the text, so that time-ordered ids sort by time on SQLite too.</summary>
internal sealed class BigEndianGuidConverter() : ValueConverter<Guid, byte[]>(
    guid => guid.ToByteArray(true), bytes => new Guid(bytes, true));
