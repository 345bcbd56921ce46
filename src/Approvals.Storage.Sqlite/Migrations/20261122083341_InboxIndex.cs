using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Approvals.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class InboxIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_tasks_state_role_area_due_on",
                table: "tasks");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_inbox",
                table: "tasks",
                columns: new[] { "role", "area", "step", "due_on", "opened_at", "id", "county", "programme", "state" },
                filter: "state = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_tasks_inbox",
                table: "tasks");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_state_role_area_due_on",
                table: "tasks",
                columns: new[] { "state", "role", "area", "due_on" });
        }
    }
}
