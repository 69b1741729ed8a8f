import Text
import YAML

/// What the keys of a stage say, before they are looked at together.
struct StageDraft: Sendable {
  var run: Node?
  var foreach: Foreach?
  var inputs: [InputTemplate] = []
  var outputs: [OutputTemplate] = []
  var numbers: PathTemplate?
  var parameters: [Word] = []
  var environment: [Variable] = []
  var isMachine = false
  var tools: [String] = []
  var scratch: [PathTemplate] = []
  var cpus = 1
  var memory: Int?
  var pool: Word?
  var timeout: Duration?
  var retries = 0
  var access = Access.traced
  var isStrict = false
  var isAlways = false

  /// The keys of a stage.
  static let fields: [Field<StageDraft>] =
    [
      Field("run", \.run, Read.something),
      Field("foreach", \.foreach, Foreach.read),
      Field("inputs", \.inputs, InputTemplate.list),
      Field("outputs", \.outputs, OutputTemplate.list),
      Field("numbers", \.numbers) { (node) throws(Pipeline.Fault) in try PathTemplate(node) },
      Field("parameters", \.parameters, Read.words),
      Field("environment", \.environment, Variable.list),
      Field("machine", \.isMachine, Read.flag),
      Field("scratch", \.scratch, PathTemplate.list),
    ] + shared

  /// The keys that `defaults` may hold too; a stage's own key takes the place of the default.
  static let shared: [Field<StageDraft>] = [
    Field("tools", \.tools, Read.tools),
    Field("cpus", \.cpus, Read.count),
    Field("memory", \.memory, Measure.memory),
    Field("pool", \.pool, Read.word),
    Field("timeout", \.timeout, Measure.duration),
    Field("retries", \.retries, Read.countFromZero),
    Field("access", \.access) { (node) throws(Pipeline.Fault) in try Access(node) },
    Field("strict", \.isStrict, Read.flag),
    Field("always", \.isAlways, Read.flag),
  ]

  /// What it occupies while it runs.
  var resources: Resources { Resources(cpus: cpus, memory: memory, pool: pool?.text) }
}
