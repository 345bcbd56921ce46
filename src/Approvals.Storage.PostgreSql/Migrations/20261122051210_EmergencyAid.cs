using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Approvals.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class EmergencyAid : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "due_at",
                table: "tasks",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "due_at",
                table: "instances",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "aid_approvals",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    stages = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    instrument_id = table.Column<Guid>(type: "uuid", nullable: true),
                    room = table.Column<string>(type: "text", nullable: false),
                    clauses = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    decided_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: false),
                    second_by = table.Column<Guid>(type: "uuid", nullable: true),
                    grant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_version_id = table.Column<string>(type: "text", nullable: false),
                    calculation_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aid_approvals", x => new { x.county, x.id });
                    table.ForeignKey(
                        name: "FK_aid_approvals_cases_county_case_id",
                        columns: x => new { x.county, x.case_id },
                        principalTable: "cases",
                        principalColumns: new[] { "county", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "aid_claims",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    track = table.Column<int>(type: "integer", nullable: false),
                    cause = table.Column<int>(type: "integer", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    happened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reported_at = table.Column<long>(type: "bigint", nullable: false),
                    person_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aid_claims", x => new { x.county, x.id });
                    table.ForeignKey(
                        name: "FK_aid_claims_cases_county_case_id",
                        columns: x => new { x.county, x.case_id },
                        principalTable: "cases",
                        principalColumns: new[] { "county", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "aid_payments",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    approval_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    method = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<int>(type: "integer", nullable: false),
                    paid_by = table.Column<Guid>(type: "uuid", nullable: false),
                    paid_at = table.Column<long>(type: "bigint", nullable: false),
                    received_by = table.Column<string>(type: "text", nullable: false),
                    receipt = table.Column<string>(type: "text", nullable: true),
                    witnesses = table.Column<string>(type: "text", nullable: true),
                    late = table.Column<bool>(type: "boolean", nullable: false),
                    reverses = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aid_payments", x => new { x.county, x.id });
                    table.ForeignKey(
                        name: "FK_aid_payments_cases_county_case_id",
                        columns: x => new { x.county, x.case_id },
                        principalTable: "cases",
                        principalColumns: new[] { "county", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fund_closings",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    opening = table.Column<long>(type: "bigint", nullable: false),
                    @in = table.Column<long>(name: "in", type: "bigint", nullable: false),
                    @out = table.Column<long>(name: "out", type: "bigint", nullable: false),
                    closing = table.Column<long>(type: "bigint", nullable: false),
                    unreported = table.Column<long>(type: "bigint", nullable: false),
                    owed_cases = table.Column<int>(type: "integer", nullable: false),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fund_closings", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "fund_entries",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    balance_after = table.Column<long>(type: "bigint", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    voucher_id = table.Column<Guid>(type: "uuid", nullable: true),
                    document = table.Column<string>(type: "text", nullable: true),
                    recorded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fund_entries", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "fund_voucher_lines",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    voucher_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fund_voucher_lines", x => new { x.county, x.entry_id });
                });

            migrationBuilder.CreateTable(
                name: "fund_vouchers",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    fund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    submitted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_at = table.Column<long>(type: "bigint", nullable: false),
                    reimbursed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reimbursed_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fund_vouchers", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "funds",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<long>(type: "bigint", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: false),
                    balance = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    closed_through = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_funds", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "instruments",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    form = table.Column<int>(type: "integer", nullable: false),
                    giver = table.Column<string>(type: "text", nullable: false),
                    signed_by = table.Column<string>(type: "text", nullable: false),
                    area = table.Column<long>(type: "bigint", nullable: false),
                    programme = table.Column<string>(type: "text", nullable: false),
                    kinds = table.Column<string>(type: "text", nullable: false),
                    per_case = table.Column<long>(type: "bigint", nullable: true),
                    per_person = table.Column<long>(type: "bigint", nullable: true),
                    per_household_year = table.Column<long>(type: "bigint", nullable: true),
                    per_event = table.Column<long>(type: "bigint", nullable: true),
                    budget = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    granted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    granted_at = table.Column<long>(type: "bigint", nullable: false),
                    used = table.Column<long>(type: "bigint", nullable: false),
                    revoked_at = table.Column<long>(type: "bigint", nullable: true),
                    revoked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revoke_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instruments", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "owed_papers",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<long>(type: "bigint", nullable: false),
                    paper = table.Column<int>(type: "integer", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    postponed = table.Column<bool>(type: "boolean", nullable: false),
                    settled_at = table.Column<long>(type: "bigint", nullable: true),
                    settled_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_owed_papers", x => new { x.county, x.id });
                    table.ForeignKey(
                        name: "FK_owed_papers_cases_county_case_id",
                        columns: x => new { x.county, x.case_id },
                        principalTable: "cases",
                        principalColumns: new[] { "county", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "quota_locks",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    passed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quota_locks", x => new { x.county, x.scope });
                });

            migrationBuilder.CreateTable(
                name: "spot_checks",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<long>(type: "bigint", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    chosen_by = table.Column<Guid>(type: "uuid", nullable: false),
                    chosen_at = table.Column<long>(type: "bigint", nullable: false),
                    result = table.Column<int>(type: "integer", nullable: true),
                    finding = table.Column<string>(type: "text", nullable: true),
                    checked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    checked_at = table.Column<long>(type: "bigint", nullable: true),
                    supervised = table.Column<string>(type: "text", nullable: true),
                    supervised_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spot_checks", x => new { x.county, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_aid_approvals_county_case_id",
                table: "aid_approvals",
                columns: new[] { "county", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_aid_approvals_county_event_id",
                table: "aid_approvals",
                columns: new[] { "county", "event_id" });

            migrationBuilder.CreateIndex(
                name: "IX_aid_approvals_county_on",
                table: "aid_approvals",
                columns: new[] { "county", "on" });

            migrationBuilder.CreateIndex(
                name: "IX_aid_claims_area_happened_on",
                table: "aid_claims",
                columns: new[] { "area", "happened_on" });

            migrationBuilder.CreateIndex(
                name: "IX_aid_claims_county_case_id",
                table: "aid_claims",
                columns: new[] { "county", "case_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_aid_claims_county_event_id",
                table: "aid_claims",
                columns: new[] { "county", "event_id" });

            migrationBuilder.CreateIndex(
                name: "IX_aid_payments_county_case_id",
                table: "aid_payments",
                columns: new[] { "county", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_fund_closings_county_fund_id_month",
                table: "fund_closings",
                columns: new[] { "county", "fund_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_fund_entries_county_fund_id_seq",
                table: "fund_entries",
                columns: new[] { "county", "fund_id", "seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_fund_entries_county_payment_id",
                table: "fund_entries",
                columns: new[] { "county", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_fund_voucher_lines_county_voucher_id",
                table: "fund_voucher_lines",
                columns: new[] { "county", "voucher_id" });

            migrationBuilder.CreateIndex(
                name: "IX_fund_vouchers_county_fund_id",
                table: "fund_vouchers",
                columns: new[] { "county", "fund_id" });

            migrationBuilder.CreateIndex(
                name: "IX_funds_county_area",
                table: "funds",
                columns: new[] { "county", "area" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_instruments_county_area_from",
                table: "instruments",
                columns: new[] { "county", "area", "from" });

            migrationBuilder.CreateIndex(
                name: "IX_owed_papers_area_due_on",
                table: "owed_papers",
                columns: new[] { "area", "due_on" },
                filter: "settled_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_owed_papers_county_case_id",
                table: "owed_papers",
                columns: new[] { "county", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_spot_checks_county_case_id",
                table: "spot_checks",
                columns: new[] { "county", "case_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_spot_checks_county_month",
                table: "spot_checks",
                columns: new[] { "county", "month" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "aid_approvals");

            migrationBuilder.DropTable(
                name: "aid_claims");

            migrationBuilder.DropTable(
                name: "aid_payments");

            migrationBuilder.DropTable(
                name: "fund_closings");

            migrationBuilder.DropTable(
                name: "fund_entries");

            migrationBuilder.DropTable(
                name: "fund_voucher_lines");

            migrationBuilder.DropTable(
                name: "fund_vouchers");

            migrationBuilder.DropTable(
                name: "funds");

            migrationBuilder.DropTable(
                name: "instruments");

            migrationBuilder.DropTable(
                name: "owed_papers");

            migrationBuilder.DropTable(
                name: "quota_locks");

            migrationBuilder.DropTable(
                name: "spot_checks");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "tasks");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "instances");
        }
    }
}
