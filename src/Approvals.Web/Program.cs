using Approvals.Web.Hosting;

return await Verbs.RunAsync(args);
