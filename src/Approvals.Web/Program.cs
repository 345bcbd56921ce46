var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "救助审批");
app.Run();
