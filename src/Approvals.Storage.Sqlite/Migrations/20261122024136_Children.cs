using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Approvals.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Children : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "parent_bookmark",
                table: "instances");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "instances");

            migrationBuilder.AddColumn<long>(
                name: "since",
                table: "event_waits",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "children",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    case_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    parent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    parent_bookmark = table.Column<int>(type: "INTEGER", nullable: false),
                    depth = table.Column<int>(type: "INTEGER", nullable: false),
                    definition_id = table.Column<string>(type: "TEXT", nullable: false),
                    definition_version_id = table.Column<string>(type: "TEXT", nullable: false),
                    definition_version = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    sub_status = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_children", x => new { x.county, x.id });
                    table.ForeignKey(
                        name: "FK_children_cases_county_case_id",
                        columns: x => new { x.county, x.case_id },
                        principalTable: "cases",
                        principalColumns: new[] { "county", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_children_county_case_id",
                table: "children",
                columns: new[] { "county", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_children_county_parent_id_parent_bookmark",
                table: "children",
                columns: new[] { "county", "parent_id", "parent_bookmark" });

            migrationBuilder.CreateIndex(
                name: "IX_children_definition_version_id",
                table: "children",
                column: "definition_version_id",
                filter: "status = 'Running'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "children");

            migrationBuilder.DropColumn(
                name: "since",
                table: "event_waits");

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
        }
    }
}
