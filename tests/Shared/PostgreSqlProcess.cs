using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Approvals.Tests.Shared;

/// <summary>A PostgreSQL server of our own, in a directory of its own; gone afterwards. Durability is off: the tests kill our process, not the server.</summary>
public sealed class PostgreSqlProcess : IAsyncDisposable
{
    private readonly string? _directory;
    private readonly string? _binaries;
    private readonly int _port;
    private int _databases;

    public PostgreSqlProcess()
    {
        _binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
        if (_binaries is null)
        {
            return;
        }

        _directory = Path.Combine(Path.GetTempPath(), $"approvals-pg-{Guid.NewGuid():N}");
        Directory.CreateDirectory(_directory);
        _port = FreePort();
        if (IsRoot)
        {
            Run("chown", "postgres", _directory);
        }

        Run(Path.Combine(_binaries, "initdb"), "-D", $"{_directory}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        Run(Path.Combine(_binaries, "pg_ctl"), "-D", $"{_directory}/data", "-w", "-t", "30", "-l", $"{_directory}/log", "-o",
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory} -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200", "start");
    }

    public bool IsInstalled => _directory is not null;

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Process ids of the server and its children, to add their CPU time.</summary>
    public IReadOnlyList<int> ProcessIds =>
        [.. Process.GetProcessesByName("postgres").Select(p => p.Id)];

    /// <summary>The connection string of a new database: empty, or a copy of one that nobody is connected to.</summary>
    public string NewDatabase(string? template = null)
    {
        if (_directory is null)
        {
            throw new InvalidOperationException("PostgreSQL is not installed; .ci/run installs it.");
        }

        var name = $"t{Interlocked.Increment(ref _databases)}";
        using var connection = new NpgsqlConnection(Connection("postgres"));
        connection.Open();
        using var create = new NpgsqlCommand($"CREATE DATABASE {name}{(template is null ? "" : $" TEMPLATE {new NpgsqlConnectionStringBuilder(template).Database}")}", connection);
        create.ExecuteNonQuery();
        return Connection(name);
    }

    public ValueTask DisposeAsync()
    {
        if (_directory is not null)
        {
            NpgsqlConnection.ClearAllPools();
            Run(Path.Combine(_binaries!, "pg_ctl"), "-D", $"{_directory}/data", "-m", "immediate", "-w", "stop");
            Directory.Delete(_directory, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=40";

    // The server must not inherit our pipes, or reading them would wait for it for ever.
    private static void Run(string program, params string[] arguments)
    {
        var asPostgres = IsRoot && program != "chown";
        var start = new ProcessStartInfo("sh") { WorkingDirectory = "/" };
        foreach (var argument in new[] { "-c", "exec \"$0\" \"$@\" >/dev/null 2>&1" }
            .Concat(asPostgres ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", program] : [program]).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
