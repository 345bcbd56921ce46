using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Approvals.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ConfirmationUnderInstrument : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "instrument_id",
                table: "decisions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "instrument_number",
                table: "decisions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "follows",
                table: "aid_claims",
                type: "uuid",
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
