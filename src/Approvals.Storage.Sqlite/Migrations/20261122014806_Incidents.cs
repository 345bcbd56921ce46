using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Approvals.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Incidents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "parent_bookmark",
                table: "instances",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "parent_id",
                table: "instances",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "last_fault",
                table: "fault_counts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "event_waits",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    instance_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    bookmark = table.Column<int>(type: "INTEGER", nullable: false),
                    case_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    correlation_id = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_waits", x => new { x.county, x.instance_id, x.bookmark });
                });

            migrationBuilder.CreateTable(
                name: "repairs",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    case_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    instance_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    incident_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    target = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    proposed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    settled_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    settled_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_repairs", x => new { x.county, x.id });
                    table.ForeignKey(
                        name: "FK_repairs_cases_county_case_id",
                        columns: x => new { x.county, x.case_id },
                        principalTable: "cases",
                        principalColumns: new[] { "county", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_instances_definition_version_id",
                table: "instances",
                column: "definition_version_id",
                filter: "status = 'Running'");

            migrationBuilder.CreateIndex(
                name: "IX_hindrances_opened_at",
                table: "hindrances",
                column: "opened_at",
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_event_waits_name",
                table: "event_waits",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "IX_repairs_county_case_id",
                table: "repairs",
                columns: new[] { "county", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_repairs_county_incident_id",
                table: "repairs",
                columns: new[] { "county", "incident_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "event_waits");

            migrationBuilder.DropTable(
                name: "repairs");

            migrationBuilder.DropIndex(
                name: "IX_instances_definition_version_id",
                table: "instances");

            migrationBuilder.DropIndex(
                name: "IX_hindrances_opened_at",
                table: "hindrances");

            migrationBuilder.DropColumn(
                name: "parent_bookmark",
                table: "instances");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "instances");

            migrationBuilder.DropColumn(
                name: "last_fault",
                table: "fault_counts");
        }
    }
}
