import Build
import Text

/// How far a run has come, as the one line that stays at the bottom of a terminal.
///
/// It is text made of facts: nothing here knows a terminal.
struct ProgressLine {
  /// How many stages the run is about.
  let total: Int
  private let begun: Duration
  private var done = 0
  private var failures = 0
  /// What runs, the first started first.
  private var running: [(stage: String, since: Duration)] = []

  /// Terminals at least so wide have room for a bar of so many columns.
  private static let bars = [(width: 80, columns: 20), (width: 50, columns: 10)]
  /// Columns between two parts.
  private static let gap = 2

  init(total: Int, begun: Duration) {
    self.total = total
    self.begun = begun
  }

  /// So many stages are done with, whether anything was told of them or not.
  mutating func take(done: Int) { self.done = done }

  /// Takes in what happened at a time.
  mutating func take(_ event: RunEvent, at time: Duration) {
    switch event {
    case .started(let stage, _, _): running.append((stage, time))
    case .ended(let stage, _, _), .restored(let stage, _): remove(stage)
    case .failed(let failure):
      failures += 1
      remove(failure.stage)
    default: break
    }
  }

  private mutating func remove(_ stage: String) { running.removeAll { $0.stage == stage } }

  /// The line at a time, never wider than a number of columns.
  func text(at time: Duration, width: Int, style: Style) -> String {
    var parts: [(text: String, paint: (String) -> String)] = []
    if let bar = Self.bars.first(where: { width >= $0.width }) {
      let (full, empty) = halves(of: bar.columns)
      parts.append((full + empty, { _ in style.green(full) + style.dim(empty) }))
    }
    parts.append(("\(done)/\(total)", style.bold))
    if failures > 0 { parts.append(("\(failures) failed", style.red)) }
    parts.append((Self.clock(time - begun), style.dim))
    var line = ""
    var left = width
    for part in parts {
      let room = left - (line.isEmpty ? 0 : Self.gap)
      guard part.text.count <= room else { return line }
      line += (line.isEmpty ? "" : String(repeating: " ", count: Self.gap)) + part.paint(part.text)
      left = room - part.text.count
    }
    let stages = stages(at: time, width: left - Self.gap)
    return stages.isEmpty ? line : line + String(repeating: " ", count: Self.gap) + stages
  }

  /// The bar in two: what is done, at least a column of what is not.
  private func halves(of columns: Int) -> (String, String) {
    let full = total > 0 ? min(columns, columns * done / total) : 0
    return (String(repeating: "━", count: full), String(repeating: "╌", count: columns - full))
  }

  /// The running stages, as many as there is room for; the first is cut rather than left out.
  private func stages(at time: Duration, width: Int) -> String {
    // No stage takes less room than "a 0:00": with hundreds of them only some need be tried.
    let names = running.prefix(max(1, width / 6)).map {
      "\(Escaped($0.stage)) \(Self.clock(time - $0.since))"
    }
    for count in stride(from: names.count, through: 1, by: -1) {
      let rest = running.count - count
      let text = names.prefix(count).joined(separator: ", ") + (rest > 0 ? ", +\(rest)" : "")
      if text.count <= width { return text }
    }
    guard let first = names.first, width > 1 else { return "" }
    return first.prefix(width - 1) + "…"
  }

  /// A span as a clock shows it: `0:07`, `12:30`, `1:00:00`.
  static func clock(_ span: Duration) -> String {
    let seconds = Int(max(span, .zero).components.seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let start = hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)"
    return "\(start):\(two(seconds % 60))"
  }
}
