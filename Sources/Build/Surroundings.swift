import Host
import Pipeline

/// What a stage's process gets from outside: a few variables, the same everywhere, and no others.
struct Surroundings {
  /// The variables of the caller, of which only the declared ones are passed on.
  let caller: @Sendable (String) -> String?

  /// Some time after 1980-01-01, which archive formats cannot go below.
  private static let epoch = "315532800"

  /// The whole environment of a stage, in a fixed order.
  func environment(for stage: Stage, temporaryFolder: String) -> [(String, String)] {
    var variables = [
      ("HOME", caller("HOME") ?? "/"), ("LANG", "C.UTF-8"),
      ("OMP_NUM_THREADS", "\(stage.resources.cpus)"),
      ("OPENBLAS_NUM_THREADS", "\(stage.resources.cpus)"), ("PATH", path), ("PYTHONHASHSEED", "0"),
      ("PYTHONPYCACHEPREFIX", "\(temporaryFolder)/pyc"), ("SOURCE_DATE_EPOCH", Self.epoch),
      ("TMPDIR", temporaryFolder), ("TZ", "UTC"),
    ]
    for variable in stage.environment {
      variables.removeAll { $0.0 == variable.name }
      if let value = caller(variable.name) { variables.append((variable.name, value)) }
    }
    return variables
  }

  /// Where programs are looked for.
  var path: String { caller("PATH") ?? "/usr/local/bin:/usr/bin:/bin" }
}
