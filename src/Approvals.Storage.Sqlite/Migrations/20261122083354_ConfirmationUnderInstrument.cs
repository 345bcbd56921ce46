using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Approvals.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ConfirmationUnderInstrument : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "instrument_id",
                table: "decisions",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "instrument_number",
                table: "decisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "follows",
                table: "aid_claims",
                type: "BLOB",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "instrument_id",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "instrument_number",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "follows",
                table: "aid_claims");
        }
    }
}
