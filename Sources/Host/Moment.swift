import CHost

/// A point in time by the clock on the wall.
package struct Moment: Hashable, Comparable, Sendable {
  /// Whole seconds since 1970 UTC.
  package let seconds: Int64
  /// Nanoseconds after them.
  package let nanoseconds: Int64

  /// A moment from its parts.
  package init(seconds: Int64, nanoseconds: Int64 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Nanoseconds since 1970, as file times count them.
  package var sinceEpoch: Int64 { seconds * 1_000_000_000 + nanoseconds }

  package static func < (left: Moment, right: Moment) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

extension Moment: CustomStringConvertible {
  /// The moment in UTC by ISO 8601, to the second: `2026-03-01T12:00:00Z`.
  package var description: String {
    var calendar = host_calendar()
    host_calendar_of(seconds, &calendar)
    func digits(_ number: Int32, _ width: Int = 2) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let date = [digits(calendar.year, 4), digits(calendar.month), digits(calendar.day)]
    let time = [digits(calendar.hour), digits(calendar.minute), digits(calendar.second)]
    return date.joined(separator: "-") + "T" + time.joined(separator: ":") + "Z"
  }
}
