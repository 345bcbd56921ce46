using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Approvals.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class CaseListIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_handling_area_created_at",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "IX_cases_assisting_area",
                table: "cases",
                column: "assisting_area",
                filter: "assisting_area IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_handling_area_created_at_id_county",
                table: "cases",
                columns: new[] { "handling_area", "created_at", "id", "county" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_assisting_area",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_handling_area_created_at_id_county",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "IX_cases_handling_area_created_at",
                table: "cases",
                columns: new[] { "handling_area", "created_at" });
        }
    }
}
