import Build
import Host

/// Keeps the progress line below everything else that is written on a terminal.
///
/// The cursor rests at the line's beginning. Whatever is printed next, by whomever, begins there, and
/// erasing from there to the end of the screen takes away all of the line, also when the window was
/// made narrower and broke it in two.
final class LiveLine {
  private var line: ProgressLine
  private let style: Style
  private var isDrawn = false
  private var drawn: Duration

  /// How old the line gets before it is drawn again though nothing happened.
  private static let age = Duration.milliseconds(190)
  /// What a terminal is taken for that does not tell its width.
  private static let usualWidth = 80
  private static let erase = "\r\u{1B}[J"

  /// The line of a run over so many stages; `nil` where nobody could see it move.
  init?(stages: Int, color: Style.Choice) {
    guard Standard.error.isTerminal, let kind = Machine.variable("TERM"), kind != "dumb"
    else { return nil }
    let now = Machine.uptime
    line = ProgressLine(total: stages, begun: now)
    style = Style(color, for: .error)
    drawn = now
  }

  /// Takes in an event that is printed above the line.
  func take(_ event: RunEvent, printing print: () -> Void) {
    line.take(event, at: Machine.uptime)
    hide()
    print()
    draw()
  }

  /// Takes in how many stages are done with.
  func take(done: Int) {
    line.take(done: done)
    if Machine.uptime - drawn >= Self.age { draw() }
  }

  /// Takes the line away, unless the shell has taken the terminal back and writes there now.
  func hide() {
    if isDrawn, Standard.error.isInForeground { Standard.error.write(Self.erase) }
    isDrawn = false
  }

  private func draw() {
    drawn = Machine.uptime
    guard Standard.error.isInForeground else { return }
    // One column is left free: a terminal breaks the line when the last one is filled.
    let width = max(1, (Standard.error.width ?? Self.usualWidth) - 1)
    let text = line.text(at: drawn, width: width, style: style)
    Standard.error.write("\(Self.erase)\(text)\r")
    isDrawn = true
  }
}
