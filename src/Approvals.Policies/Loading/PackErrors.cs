namespace Approvals.Policies;

/// <summary>What is wrong in one file, in the order found.</summary>
internal sealed class PackErrors(string file)
{
    private readonly List<PackError> _errors = [];

    public string File { get; } = file;

    public IReadOnlyList<PackError> All => _errors;

    public bool Any => _errors.Count > 0;

    public PackPlace At(int line) => new(File, line);

    public void Add(int line, string key, string problem, string remedy) => _errors.Add(new PackError(File, line, key, problem, remedy));

    public void Add(IReadOnlyList<PackError> errors) => _errors.AddRange(errors);
}
