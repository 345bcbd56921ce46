using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Approvals.Storage.Sqlite.Migrations
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "due_at",
                table: "instances",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "aid_approvals",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    case_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    stages = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    instrument_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    room = table.Column<string>(type: "TEXT", nullable: false),
                    clauses = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    event_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    cause = table.Column<int>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    second_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    grant_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    definition_version_id = table.Column<string>(type: "TEXT", nullable: false),
                    calculation_id = table.Column<byte[]>(type: "BLOB", nullable: true)
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
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    case_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    track = table.Column<int>(type: "INTEGER", nullable: false),
                    cause = table.Column<int>(type: "INTEGER", nullable: false),
                    event_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    area = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    happened_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    person_hash = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    case_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    approval_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    stage = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    method = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<int>(type: "INTEGER", nullable: false),
                    paid_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    paid_at = table.Column<long>(type: "INTEGER", nullable: false),
                    received_by = table.Column<string>(type: "TEXT", nullable: false),
                    receipt = table.Column<string>(type: "TEXT", nullable: true),
                    witnesses = table.Column<string>(type: "TEXT", nullable: true),
                    late = table.Column<bool>(type: "INTEGER", nullable: false),
                    reverses = table.Column<byte[]>(type: "BLOB", nullable: true)
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
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    fund_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    opening = table.Column<long>(type: "INTEGER", nullable: false),
                    @in = table.Column<long>(name: "in", type: "INTEGER", nullable: false),
                    @out = table.Column<long>(name: "out", type: "INTEGER", nullable: false),
                    closing = table.Column<long>(type: "INTEGER", nullable: false),
                    unreported = table.Column<long>(type: "INTEGER", nullable: false),
                    owed_cases = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fund_closings", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "fund_entries",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    fund_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    balance_after = table.Column<long>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    case_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    payment_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    voucher_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    document = table.Column<string>(type: "TEXT", nullable: true),
                    recorded_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fund_entries", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "fund_voucher_lines",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    entry_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    voucher_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fund_voucher_lines", x => new { x.county, x.entry_id });
                });

            migrationBuilder.CreateTable(
                name: "fund_vouchers",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    fund_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    submitted_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reimbursed_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    reimbursed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fund_vouchers", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "funds",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    area = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    balance = table.Column<long>(type: "INTEGER", nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_through = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_funds", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "instruments",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    form = table.Column<int>(type: "INTEGER", nullable: false),
                    giver = table.Column<string>(type: "TEXT", nullable: false),
                    signed_by = table.Column<string>(type: "TEXT", nullable: false),
                    area = table.Column<long>(type: "INTEGER", nullable: false),
                    programme = table.Column<string>(type: "TEXT", nullable: false),
                    kinds = table.Column<string>(type: "TEXT", nullable: false),
                    per_case = table.Column<long>(type: "INTEGER", nullable: true),
                    per_person = table.Column<long>(type: "INTEGER", nullable: true),
                    per_household_year = table.Column<long>(type: "INTEGER", nullable: true),
                    per_event = table.Column<long>(type: "INTEGER", nullable: true),
                    budget = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    granted_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    granted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    used = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revoked_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    revoke_reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instruments", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "owed_papers",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    case_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    area = table.Column<long>(type: "INTEGER", nullable: false),
                    paper = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    postponed = table.Column<bool>(type: "INTEGER", nullable: false),
                    settled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    settled_by = table.Column<byte[]>(type: "BLOB", nullable: true)
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
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    passed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quota_locks", x => new { x.county, x.scope });
                });

            migrationBuilder.CreateTable(
                name: "spot_checks",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    case_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    area = table.Column<long>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    chosen_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    chosen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    result = table.Column<int>(type: "INTEGER", nullable: true),
                    finding = table.Column<string>(type: "TEXT", nullable: true),
                    checked_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    supervised = table.Column<string>(type: "TEXT", nullable: true),
                    supervised_at = table.Column<long>(type: "INTEGER", nullable: true)
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
